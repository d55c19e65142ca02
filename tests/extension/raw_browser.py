"""A Chromium that nobody watches: no Playwright in it, so that its extension's worker lives and dies as at people's."""

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.chromium import CHROMIUM

SECONDS = 20.0


@dataclass(kw_only=True)
class RawBrowser:
    """The protocol with the browser itself. Only its pages are attached to, never a worker."""

    socket: ClientConnection
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _answers: dict[int, asyncio.Future[Any]] = field(default_factory=dict)

    async def ask(self, method: str, session: str | None = None, **params: Any) -> Any:
        """One command, and what it answers."""
        id = next(self._ids)
        self._answers[id] = asyncio.get_running_loop().create_future()
        there = {"sessionId": session} if session else {}
        await self.socket.send(json.dumps({"id": id, "method": method, "params": params, **there}))
        answer = await asyncio.wait_for(self._answers[id], SECONDS)
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    async def listen(self) -> None:
        """Takes the answers in."""
        with contextlib.suppress(ConnectionClosed):
            async for text in self.socket:
                message = json.loads(text)
                waiting = self._answers.pop(message.get("id", 0), None)
                if waiting and not waiting.done():
                    waiting.set_result(message)

    async def targets(self, kind: str) -> list[dict[str, Any]]:
        """The pages, or the workers, that there are."""
        found = await self.ask("Target.getTargets")
        return [one for one in found["targetInfos"] if one["type"] == kind]

    async def extension_worker(self) -> dict[str, Any] | None:
        """The extension's worker, when it is awake."""
        found = await self.targets("service_worker")
        return next((one for one in found if one["url"].endswith("/worker/main.js")), None)

    async def open(self, url: str) -> "RawPage":
        """A page."""
        target = (await self.ask("Target.createTarget", url=url))["targetId"]
        session = (await self.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        return RawPage(browser=self, session=session)


@dataclass(frozen=True, kw_only=True)
class RawPage:
    """One page of it."""

    browser: RawBrowser
    session: str

    async def do(self, script: str) -> Any:
        """The value of an expression, awaited."""
        answer = await self.browser.ask(
            "Runtime.evaluate", self.session, expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    async def until(self, script: str, seconds: float = SECONDS) -> Any:
        """Waits until what the script returns is there, and gives it where it is a text."""
        value_of = f"((it) => typeof it === 'string' ? it : Boolean(it))((() => {{ {script} }})())"
        async with asyncio.timeout(seconds):
            while not (value := await self.do(value_of)):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return value


@asynccontextmanager
async def raw_browser(profile: Path, arguments: list[str]) -> AsyncIterator[RawBrowser]:
    """The browser, with these arguments."""
    usual = [
        "--headless=new",
        "--no-sandbox",
        "--no-first-run",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
    ]
    process = await asyncio.create_subprocess_exec(
        str(CHROMIUM),
        *usual,
        *arguments,
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with connect(await _address(process), max_size=None) as socket:
            browser = RawBrowser(socket=socket)
            listening = asyncio.create_task(browser.listen())
            yield browser
            listening.cancel()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr
    async with asyncio.timeout(SECONDS):
        async for line in process.stderr:
            _, found, address = line.decode().partition("DevTools listening on ")
            if found:
                return address.strip()
    raise RuntimeError("the browser did not start")
