"""What happens with jobs, event by event, for everyone who listens: stored first, so that nobody misses one.

A page may have shown anything, so what an event says is sealed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select

from backend.flow.sealing import Seal
from backend.store import Store
from backend.store.tables_jobs import job_events

ELSEWHERE_SECONDS = 1.0
"""How soon an event of another worker is noticed."""
LOG = logging.getLogger("unconsent.feed")
AT_ONCE = 200
"""Events that are read in one go."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened. Ids only ever grow."""

    id: int
    job: str
    at: datetime
    kind: str
    body: dict[str, Any]


Told = tuple[int, Event] | None
"""An event and whose it is; None when nothing happened for a while."""


@dataclass(frozen=True, kw_only=True)
class _Stored:
    """An event as it lies there; None where it does not open."""

    id: int
    member: int
    event: Event | None


class Feed:
    """Stores events and hands them on. However many listen, the store is asked once for what is new."""

    def __init__(self, store: Store, key: bytes, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._seal = Seal(key)
        self._clock = clock
        self._news = asyncio.Event()
        self._listeners: set[asyncio.Queue[Told]] = set()
        self._reading: asyncio.Task[None] | None = None

    async def add(self, job: str, member: int, kind: str, body: dict[str, Any]) -> None:
        """Stores an event, and wakes who listens here."""
        sealed = self._seal.close(body, _place(job, kind))
        values = {"job_id": job, "member_id": member, "at": self._clock(), "kind": kind, "body": sealed}
        async with self._store.write() as connection:
            await connection.execute(insert(job_events).values(values))
        self._news.set()

    async def read(self, member: int, *, after: int, job: str | None = None) -> tuple[Event, ...]:
        """The next events of the member's jobs, or of one of them, after that id."""
        return tuple(one.event for one in await self._after(after, *_of(member, job)) if one.event)

    async def every(self, member: int) -> AsyncIterator[Event | None]:
        """All that is kept of the member's jobs; None in the place of one that does not open."""
        async for one in self._so_far(0, *_of(member, None)):
            yield one.event

    async def newest(self) -> int:
        """The id of the last event; 0 when there is none."""
        async with self._store.read() as connection:
            return (await connection.execute(select(func.max(job_events.c.id)))).scalar_one() or 0

    async def listen(self, member: int, *, after: int, job: str | None = None) -> AsyncIterator[Event | None]:
        """Every event after that id, for as long as one listens; None now and then, while nothing happens."""
        with self._listening() as told:
            async for one in self._so_far(after, *_of(member, job)):
                after = one.id
                if one.event:
                    yield one.event
            while True:
                news = await told.get()
                if news is None:
                    yield None
                elif news[0] == member and news[1].id > after and job in (None, news[1].job):
                    yield news[1]

    @contextmanager
    def _listening(self) -> Iterator["asyncio.Queue[Told]"]:
        """A place among the listeners. The first one begins the reading, the last one ends it."""
        told: asyncio.Queue[Told] = asyncio.Queue()
        self._listeners.add(told)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.get_running_loop().create_task(self._read_on())
        try:
            yield told
        finally:
            self._listeners.discard(told)
            if not self._listeners and self._reading:
                self._reading.cancel()
                self._reading = None

    async def _read_on(self) -> None:
        """Reads what is new, as soon as it is added here or soon after it was elsewhere, and hands it to everyone."""
        after: int | None = None
        while self._listeners:  # a cancellation can be lost in the middle of a read
            self._news.clear()
            try:
                if after is None:
                    after = (
                        await self.newest() - AT_ONCE
                    )  # what came just before somebody began to listen is theirs, too
                found = await self._after(after)
            except Exception:
                LOG.exception("events cannot be read")
                await asyncio.sleep(ELSEWHERE_SECONDS)
                continue
            for one in found:
                after = one.id
                if one.event:
                    self._hand_out((one.member, one.event))
            if not found:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), ELSEWHERE_SECONDS)
                if not self._news.is_set():
                    self._hand_out(None)

    def _hand_out(self, told: "Told") -> None:
        for listener in self._listeners:
            listener.put_nowait(told)

    async def _so_far(self, after: int, *conditions: ColumnElement[bool]) -> AsyncIterator[_Stored]:
        while stored := await self._after(after, *conditions):
            for one in stored:
                yield one
            after = stored[-1].id

    async def _after(self, after: int, *conditions: ColumnElement[bool]) -> list[_Stored]:
        wanted = select(job_events).where(job_events.c.id > after, *conditions).order_by(job_events.c.id).limit(AT_ONCE)
        async with self._store.read() as connection:
            rows = await connection.execute(wanted)
            return [_Stored(id=row.id, member=row.member_id, event=self._opened(row)) for row in rows]

    def _opened(self, row: Row[Any]) -> Event | None:
        try:
            body = self._seal.open(row.body, _place(row.job_id, row.kind))
        except RuntimeError:
            LOG.error("event %s does not open: the database was changed from outside; it is left out", row.id)
            return None
        return Event(id=row.id, job=row.job_id, at=row.at, kind=row.kind, body=body)


def _of(member: int, job: str | None) -> list[ColumnElement[bool]]:
    return [job_events.c.member_id == member, *([job_events.c.job_id == job] if job is not None else [])]


def _place(job: str, kind: str) -> str:
    return f"unconsent event 1 {job} {kind}"
