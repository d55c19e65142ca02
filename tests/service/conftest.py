"""A service in a process of its own, as a person starts it."""

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import requests

from tests.flow.conftest import House, house, practice
from tests.wordpress.sockets import free_port

__all__ = ["house", "practice"]


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running service: its process, what it printed first, and a client that speaks for the owner."""

    process: asyncio.subprocess.Process
    said: str
    here: dict[str, Any]
    token: str
    verify: Any = True

    async def get(self, path: str, **more: Any) -> requests.Response:
        """A question, as the owner."""
        return await self._ask("GET", path, **more)

    async def post(self, path: str, **more: Any) -> requests.Response:
        """A wish, as the owner."""
        return await self._ask("POST", path, **more)

    async def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        url = self.here["address"] + path
        return await asyncio.to_thread(
            requests.request, method, url, headers=headers, timeout=30, verify=self.verify, **more
        )

    async def stop(self, sign: signal.Signals = signal.SIGTERM) -> float:
        """Tells it to stop; the seconds that it took."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        self.process.send_signal(sign)
        await asyncio.wait_for(self.process.wait(), 30)
        return loop.time() - started


@asynccontextmanager
async def serving(house: House, *words: str, verify: Any = True) -> AsyncIterator[Served]:
    """`unconsent serve` with these words; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "backend.cli.main", "serve", "--port", str(free_port()), *words),
        env=house.environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout and process.stderr
        said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        assert "listens at" in said, said + (await process.stderr.read()).decode()
        home = house.settings.home
        here = json.loads((home / "service.json").read_text())
        token = (home / "service.secret").read_text()
        yield Served(process=process, said=said, here=here, token=token, verify=verify)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
