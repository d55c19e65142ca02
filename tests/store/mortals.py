"""Starts processes that live and are killed, one after the other; see `mortal.py`."""

import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

ROOT = Path(__file__).parents[2]


class Mortals:
    """Starts one life after the other, each in a process of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-W", "error", "-m", "tests.store.mortal"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def begin(self, home: Path, *, last_step: int = 0, seconds: float = 0, database: SecretStr | None = None) -> None:
        """One life begins. `seconds`: when it is killed, at whatever it is doing; 0 for never."""
        assert self.process.stdin
        address = database.get_secret_value() if database else ""
        self.process.stdin.write(f"{home}\t{last_step}\t{seconds}\t{address}\n")
        self.process.stdin.flush()

    def ended(self) -> int:
        """How it ended."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def live(self, home: Path, *, last_step: int = 0, seconds: float = 0, database: SecretStr | None = None) -> int:
        """One life, to its end."""
        self.begin(home, last_step=last_step, seconds=seconds, database=database)
        return self.ended()

    def end(self) -> None:
        """Ends the mother of all lives."""
        self.process.communicate()
