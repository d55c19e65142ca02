"""One sign-in window, from the wish to the end: opened when the person comes, closed in time, and then looked at."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from automations.live.screen import Event, Screen
from automations.outcome import NeedsYou, Refused, Stopped, WrongAccount
from backend.accounts import StoredAccount
from backend.members.principal import Principal
from backend.windows.line import Line
from backend.windows.opening import Opened

LOOK_SECONDS = 0.5
"""Between two looks at the clock and at the page's name."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """In seconds: how long without input, in all, without a line, and for the answer whose name it is. `warn`: how long
    before the end it is told."""

    idle: float = 300.0
    longest: float = 1800.0
    apart: float = 60.0
    answer: float = 120.0
    warn: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Ended:
    """Why it is over, as a word of a closed list, and in a sentence where there is more to say."""

    reason: str
    detail: str = ""


Signed = Callable[[], Awaitable[str]]
"""Looks who is signed in."""
Keep = Callable[[str], Awaitable[None]]
"""Keeps who is."""


@dataclass(kw_only=True, eq=False)
class Window:
    """Nothing of what is shown or typed is kept anywhere."""

    id: str
    account: StoredAccount
    kind: Literal["driven", "ordinary"]
    who: Principal
    extension: str | None
    opens: Callable[[], AbstractAsyncContextManager[Opened]]
    looks: Signed
    keeps: Keep
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.monotonic
    until: datetime = field(init=False)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    ending: Ended | None = None
    screen: Screen | None = None
    line: Line | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _answer: asyncio.Queue[bool] = field(default_factory=lambda: asyncio.Queue(1))
    _last: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was told last, by type, for a line that comes anew."""

    def __post_init__(self) -> None:
        self.until = datetime.now(UTC) + timedelta(seconds=self.patience.longest)
        self._begun = self._touched = self._parted = self.clock()

    async def run(self) -> None:
        """From here to the end."""
        watch = asyncio.create_task(self._watch())
        try:
            await self._live()
        except Refused as refused:
            self.end("failed", str(refused))
        except Exception:
            self.end("failed")
            raise
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        if self.ending == Ended(reason="done"):
            self.ending = await self._looked()
        self._tell_end()

    def join(self, line: Line) -> None:
        """The page is there, for the first time or again."""
        self.line = line
        self._came.set()
        for message in self._last.values():
            line.tell(message)
        if self.screen is not None:
            self.screen.look_again()

    def part(self, line: Line) -> None:
        """The page is gone; it may come again, for a while."""
        if self.line is line:
            self.line, self._parted = None, self.clock()

    async def do(self, event: Event) -> None:
        """The person did something."""
        self._touched = self.clock()
        if self.screen is not None and not self.over.is_set():
            await self.screen.do(event)

    def answer(self, yes: bool) -> None:
        """Whether the name is theirs."""
        with contextlib.suppress(asyncio.QueueFull):
            self._answer.put_nowait(yes)

    def end(self, reason: str, detail: str = "") -> None:
        """It is over; the first reason counts."""
        if self.ending is None:
            self.ending = Ended(reason=reason, detail=detail)
        self.over.set()

    def tell(self, type: str, **more: Any) -> None:
        """To the page, and again when it comes anew."""
        message = {"type": type, **more}
        if self._last.get(type) != message:
            self._last[type] = message
            if self.line is not None:
                self.line.tell(message)

    async def _live(self) -> None:
        """Until it is over: the browser, once the page has come."""
        self.tell("progress", stage="starting", kind=self.kind)
        await _first(self._came, self.over)
        if self.over.is_set():
            return
        async with self.opens() as opened:
            self.screen = opened.screen
            if self.line is not None:
                self.screen.look_again()
            self.tell("progress", stage="live", kind=self.kind)
            naming = asyncio.create_task(self._name(opened))
            try:
                await _first(self.over, opened.screen.gone)
            finally:
                naming.cancel()
                await asyncio.gather(naming, return_exceptions=True)
                self.end("browser_gone")
                self.screen = None
            if self.ending == Ended(reason="done"):
                self.tell("progress", stage="looking", kind=self.kind)

    async def _name(self, opened: Opened) -> None:
        """Tells again and again which page it is, and when the window will be closed."""
        while True:
            where = await opened.screen.where()
            left = self._left()
            self.tell(
                "state",
                title=where.title[:200],
                host=where.host,
                refused=opened.way.refused,
                closes_in=round(left) if left < self.patience.warn else None,
            )
            await asyncio.sleep(LOOK_SECONDS)

    async def _watch(self) -> None:
        """Ends it in time."""
        while not self.over.is_set():
            now = self.clock()
            if self.line is None and now - self._parted > self.patience.apart:
                self.end("apart")
            elif now - self._touched > self.patience.idle:
                self.end("idle")
            elif now - self._begun > self.patience.longest:
                self.end("too_long")
            await asyncio.sleep(min(LOOK_SECONDS, self.patience.apart / 4))

    def _left(self) -> float:
        now = self.clock()
        return min(self.patience.idle - (now - self._touched), self.patience.longest - (now - self._begun))

    async def _looked(self) -> Ended:
        """Who is signed in now that the browser is closed, and whether that is the right person."""
        try:
            handle = await self.looks()
        except WrongAccount as wrong:
            return Ended(reason="wrong_account", detail=wrong.detail)
        except NeedsYou as needs:
            return Ended(reason="not_signed_in", detail=needs.detail)
        except Stopped as stopped:
            return Ended(reason="not_known", detail=stopped.detail)
        except Refused as refused:
            return Ended(reason="failed", detail=str(refused))
        if handle and not self.account.is_named and not await self._is_theirs(handle):
            return Ended(reason="not_you")
        await self.keeps(handle)
        return Ended(reason="signed_in", detail=handle)

    async def _is_theirs(self, handle: str) -> bool:
        self.tell("is_it_you", handle=handle, name=self.account.name)
        try:
            async with asyncio.timeout(self.patience.answer):
                return await self._answer.get()
        except TimeoutError:
            return False

    def _tell_end(self) -> None:
        ended = self.ending or Ended(reason="closed")
        self._last.clear()
        if ended.reason == "signed_in":
            self.tell("signed_in", handle=ended.detail or None)
        else:
            self.tell("ended", reason=ended.reason, detail=ended.detail)
        if self.line is not None:
            self.line.end()


async def _first(*events: asyncio.Event) -> None:
    """Waits for one of them."""
    waiting = [asyncio.create_task(one.wait()) for one in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
