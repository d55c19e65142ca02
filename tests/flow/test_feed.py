"""Listening to events: trouble with the store at any read is lived through, and nobody listens in vain."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.errand import Mode
from automations.outcome import Refused
from backend.flow.feed import Feed
from backend.store import Store
from backend.store.tables import OWNER
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
        feed = Feed(Busy(store=service.office.store, bad=bad))  # type: ignore[arg-type]
        heard: list[str] = []

        async def listen() -> None:
            async for event in feed.listen(OWNER, after=0):
                if event:
                    heard.append(event.kind)
                    return

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0.1)
        await service.feed.add(job.id, OWNER, "queued", {"attempt": 1})
        async with asyncio.timeout(10):
            await listening
        assert heard == ["queued"]
