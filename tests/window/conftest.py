"""One service with real browsers for all tests of this folder."""

from collections.abc import AsyncIterator, Iterator

import pytest

from backend.windows.window import Patience
from tests.window.house import House, Member
from tests.window.house import house as house_at


@pytest.fixture(scope="package")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house_at(tmp_path_factory.mktemp("window") / "home") as running:
        yield running


@pytest.fixture
def house(running: House) -> Iterator[House]:
    """The service, as it is before a test has changed anything."""
    running.use("driven")
    yield running
    running.service.windows.patience = Patience()
    running.service.windows.at_once = 2


@pytest.fixture
async def member(house: House) -> Member:
    """Somebody new."""
    return await house.member()
