"""The command line as a person's shell starts it: a process of its own, with a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KEPT = ("PATH", "LANG", "UNCONSENT_BROWSER", "UNCONSENT_NO_SANDBOX")


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a process left."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document that stdout holds."""
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True)
class Shell:
    """Runs commands with one data folder."""

    home: Path

    @property
    def environ(self) -> dict[str, str]:
        """What every command sees; nothing of the tester's own home."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return kept | {"HOME": str(self.home.parent), "UNCONSENT_HOME": str(self.home), "PYTHONPATH": str(ROOT)}

    def __call__(self, *arguments: str, stdin: str | bytes = "", **environ: str) -> Ended:
        """Runs one command to its end."""
        ended = subprocess.run(
            [sys.executable, "-W", "error", "-m", "backend.cli.main", *arguments],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=self.home.parent,
            env=self.environ | environ,
            timeout=120,
            check=False,
        )
        return Ended(status=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())
