"""Who listens to events now: so many for each member, and none any longer than its token is good."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from backend.members.principal import Principal
from backend.members.trouble import TooSoon

LOOK_SECONDS = 0.4
"""How soon it is noticed that a token was revoked."""
LATER_SECONDS = 5
Live = Callable[[Collection[str]], Awaitable[frozenset[str]]]
StillMay = Callable[[], Awaitable[bool]]


@dataclass(eq=False, kw_only=True)
class Stream:
    """One listener. `over` is set when its token is not good any more."""

    member: int
    device: str | None
    still_may: StillMay | None
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Streams:
    """Counts the listeners, and looks after all of them with one question to the store."""

    def __init__(self, live: Live, *, of_member: int, in_all: int) -> None:
        self._live = live
        self._of_member = of_member
        self._in_all = in_all
        self._open: set[Stream] = set()
        self._watch: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._open)

    @asynccontextmanager
    async def listen(self, who: Principal, *, still_may: StillMay | None = None) -> AsyncIterator[Stream]:
        """A place for a listener. TooSoon when there is none left. `still_may` is asked again and again."""
        counts = Counter(one.member for one in self._open)
        if len(self._open) >= self._in_all or counts[who.member] >= self._of_member:
            raise TooSoon(LATER_SECONDS)
        stream = Stream(member=who.member, device=who.device, still_may=still_may)
        self._open.add(stream)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look_after())
        try:
            yield stream
        finally:
            self._open.discard(stream)

    def end(self) -> None:
        """Ends all streams; for a service that is asked to stop, which would wait for them."""
        for one in self._open:
            one.over.set()

    async def _look_after(self) -> None:
        while self._open:
            with suppress(Exception):  # trouble with the store is told by who asks it for something
                await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        streams = tuple(self._open)
        live = await self._live({one.device for one in streams if one.device})
        for one in streams:
            gone = one.device is not None and one.device not in live
            if gone or (one.still_may is not None and not await one.still_may()):
                one.over.set()
