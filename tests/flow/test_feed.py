"""Listening to events: trouble with the store at any read is lived through, and nobody listens in vain."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.errand import Mode
from automations.outcome import Refused
from backend.flow.feed import AT_ONCE, Feed
from backend.store import Store
from backend.store.tables import OWNER
from backend.store.tables_jobs import job_events
from tests.flow.conftest import House


@dataclass(kw_only=True)
class Busy:
    """A store of which one read comes at a bad moment."""

    store: Store
    bad: int
    reads: int = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection, but for that one time."""
        self.reads += 1
        if self.reads == self.bad:
            raise Refused("The database is locked.")
        async with self.store.read() as connection:
            yield connection


@pytest.mark.parametrize("bad", [2, 3, 4])
async def test_a_bad_moment_of_the_store_ends_no_listening(house: House, bad: int) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        job, _ = await service.jobs.ask(OWNER, account.id, Mode.CHECK, options={}, priority=1, asked_by="test")
        key = service.office.key.purpose("events")
        feed = Feed(Busy(store=service.office.store, bad=bad), key)  # type: ignore[arg-type]
        heard: list[str] = []

        async def listen() -> None:
            async for event in feed.listen(OWNER, after=0):
                if event:
                    heard.append(event.kind)
                    return

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0.1)
        await service.feed.add(job.id, OWNER, "queued", {"attempt": 1})
        async with asyncio.timeout(60):
            await listening
        assert heard == ["queued"]


async def test_what_a_page_showed_is_sealed_and_a_moved_event_is_not_told(house: House) -> None:  # R22
    async with house.service(width=0) as service:
        account, store = await house.account(service.office), service.office.store
        job, _ = await service.jobs.ask(OWNER, account.id, Mode.CHECK, options={}, priority=1, asked_by="test")
        for number in range(3):
            await service.feed.add(job.id, OWNER, "told", {"seen": [f"canary{number}qwzj"]})
        async with store.read() as connection:
            kept = (await connection.execute(select(job_events.c.id, job_events.c.body))).all()
        assert len(kept) == 3 and not any("canary" in one.body for one in kept)
        async with store.write() as connection:
            this = update(job_events).where(job_events.c.id == kept[1].id)
            await connection.execute(this.values(kind="result"))
        told = await service.feed.read(OWNER, after=0)
        assert [one.body["seen"] for one in told] == [["canary0qwzj"], ["canary2qwzj"]]


async def test_what_does_not_open_holds_up_nothing_that_comes_after_it(house: House) -> None:
    async with house.service(width=0) as service:
        account, store = await house.account(service.office), service.office.store
        job, _ = await service.jobs.ask(OWNER, account.id, Mode.CHECK, options={}, priority=1, asked_by="test")
        for _ in range(AT_ONCE + 1):
            await service.feed.add(job.id, OWNER, "told", {})
        async with store.write() as connection:
            await connection.execute(update(job_events).values(body="bad"))
        heard: list[str] = []
        async with asyncio.timeout(30):
            async for event in service.feed.listen(OWNER, after=0):
                if event is None:
                    await service.feed.add(job.id, OWNER, "after", {})
                    continue
                heard.append(event.kind)
                break
        assert heard == ["after"]
        assert [one.kind for one in await service.feed.read(OWNER, after=await service.feed.newest() - 1)] == ["after"]
