"""What happens with jobs, event by event, for everyone who listens: stored first, so that nobody misses one."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from backend.store import Store
from backend.store.tables_jobs import job_events, jobs

ELSEWHERE_SECONDS = 1.0
"""How soon an event of another worker is noticed."""
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


class Feed:
    """Stores events and hands them on."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock
        self._news = asyncio.Event()

    async def add(self, job: str, member: int, kind: str, body: dict[str, Any]) -> None:
        """Stores an event, and wakes who listens here."""
        values = {"job_id": job, "member_id": member, "at": self._clock(), "kind": kind, "body": json.dumps(body)}
        async with self._store.write() as connection:
            await connection.execute(insert(job_events).values(values))
        self._news.set()
        self._news = asyncio.Event()

    async def read(self, member: int, *, after: int, job: str | None = None) -> tuple[Event, ...]:
        """The next events of the member's jobs, or of one of them, after that id."""
        wanted = select(job_events).where(job_events.c.member_id == member, job_events.c.id > after)
        if job is not None:
            wanted = wanted.where(job_events.c.job_id == job)
        async with self._store.read() as connection:
            rows = await connection.execute(wanted.order_by(job_events.c.id).limit(AT_ONCE))
            return tuple(
                Event(id=row.id, job=row.job_id, at=row.at, kind=row.kind, body=json.loads(row.body)) for row in rows
            )

    async def newest(self) -> int:
        """The id of the last event; 0 when there is none."""
        async with self._store.read() as connection:
            return (await connection.execute(select(func.max(job_events.c.id)))).scalar_one() or 0

    async def listen(self, member: int, *, after: int, job: str | None = None) -> AsyncIterator[Event | None]:
        """Every event after that id, for as long as one listens; None now and then, while nothing happens."""
        while True:
            news = self._news
            events = await self.read(member, after=after, job=job)
            for event in events:
                after = event.id
                yield event
            if not events:
                try:
                    await asyncio.wait_for(news.wait(), ELSEWHERE_SECONDS)
                except TimeoutError:
                    yield None

    async def forget(self, before: datetime) -> None:
        """Removes the events of jobs that were over before that moment."""
        old = select(jobs.c.id).where(jobs.c.ended < before)
        async with self._store.write() as connection:
            await connection.execute(delete(job_events).where(job_events.c.job_id.in_(old)))
