"""One service with real browsers for all tests of this folder, and the practice platforms that have forms."""

from collections.abc import AsyncIterator

import pytest

from backend.flow.objections import LAST_SECONDS, SECONDS
from tests.objections.person import Person, new_person
from tests.window.house import House
from tests.window.house import house as house_at


@pytest.fixture(scope="package")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house_at(tmp_path_factory.mktemp("objections") / "home") as running:
        yield running


@pytest.fixture
async def house(running: House) -> AsyncIterator[House]:
    """The service, as it is before a test has changed anything."""
    objections = running.service.objections
    objections.at_once, objections.seconds, objections.last_seconds = 2, SECONDS, LAST_SECONDS
    yield running


@pytest.fixture
async def person(house: House) -> Person:
    """Somebody new with an account at Facebook."""
    return await new_person(house)
