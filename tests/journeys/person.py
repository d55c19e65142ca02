"""A person at a terminal: types commands, each a process of its own, and has accounts on the practice platforms."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from automations.practice.people import Write
from automations.practice.scenario import Scenario
from automations.practice.server import Practice

ROOT = Path(__file__).parents[2]
KEPT = ("PATH", "LANG", "UNCONSENT_BROWSER")
PATIENCE_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document that stdout holds."""
        return json.loads(self.out)

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcome of every setting that was not skipped."""
        return {one["setting"]: one["outcome"] for one in self.document["results"] if one["outcome"] != "skipped"}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One data folder, led to the practice platforms by --resolve and --trust-spki."""

    practice: Practice
    folder: Path
    platforms: Path
    handle: str = field(default_factory=lambda: f"me_{secrets.token_hex(3)}")

    @property
    def home(self) -> Path:
        return self.folder / "data"

    @property
    def environ(self) -> dict[str, str]:
        """Nothing of the tester's own home."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        resolve = ",".join(f"{host}=127.0.0.1:{self.practice.port}" for host in self.practice.hosts)
        return kept | {
            "HOME": str(self.folder),
            "UNCONSENT_HOME": str(self.home),
            "UNCONSENT_RESOLVE": resolve,
            "UNCONSENT_TRUST_SPKI": self.practice.spki,
            "UNCONSENT_PLATFORMS_PATH": str(self.platforms),
            "PYTHONPATH": str(ROOT),
        }

    async def start(self, *arguments: str, **environ: str) -> asyncio.subprocess.Process:
        """Starts a command, and leaves it to the test."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-W",
            "error",
            "-m",
            "backend.cli.main",
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self.folder,
            env=self.environ | environ,
        )

    async def types(self, *arguments: str, stdin: str = "", **environ: str) -> Ended:
        """Runs a command to its end."""
        process = await self.start(*arguments, **environ)
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, err = await process.communicate(stdin.encode())
        return Ended(status=process.returncode or 0, out=out.decode(), err=err.decode())

    def session_file(
        self,
        slug: str,
        *,
        handle: str | None = None,
        scenario: Scenario = Scenario.SHARING_ON,
        only: Collection[str] = (),
        **more: Any,
    ) -> Path:
        """A practice account, and its session exported to a file."""
        state = self.practice.person(slug, handle or self.handle, scenario=scenario, only=only, **more)
        file = self.folder / f"{slug}-session.json"
        file.write_text(json.dumps(state))
        return file

    async def signed_in(self, slug: str, name: str = "me", **account: Any) -> None:
        """Adds an account and signs in with a session from a file."""
        file = self.session_file(slug, **account)
        handle = account.get("handle") or self.handle
        for command in (
            ("accounts", "add", slug, name, "--handle", handle),
            ("sign-in", slug, name, "--session", str(file)),
        ):
            ended = await self.types(*command)
            assert ended.status == 0, ended.err

    def truth(self, slug: str, handle: str | None = None) -> dict[str, Any]:
        """What the platform stores."""
        return self.practice.truth(slug, handle or self.handle)

    def writes(self, slug: str, handle: str | None = None) -> tuple[Write, ...]:
        """What the platform was asked to change."""
        return self.practice.writes(slug, handle or self.handle)
