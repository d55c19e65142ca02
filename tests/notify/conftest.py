"""A room and a webhook for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.notify.rooms import Opening, Room
from tests.notify.webhook import Webhook
from tests.store.outside import Outside


@pytest.fixture
async def room(home: Path) -> AsyncIterator[Room]:
    """On SQLite, where most tests are."""
    async with Opening(home=home).open() as room:
        yield room


@pytest.fixture
def opening(home: Path, outside: Outside) -> Opening:
    """A folder on each kind of database, not opened yet."""
    return Opening(home=home, database=outside.address)


@pytest.fixture
async def either(opening: Opening) -> AsyncIterator[Room]:
    """On each kind of database."""
    async with opening.open() as room:
        yield room


@pytest.fixture
async def webhook() -> AsyncIterator[Webhook]:
    """That takes everything."""
    async with Webhook().open() as webhook:
        yield webhook
