"""One service with real browsers for all tests of this folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from automations.live.way_out import WayOut
from backend.windows import windows
from backend.windows.opening import Opened
from backend.windows.window import Patience
from tests.window.house import House, Member
from tests.window.house import house as house_at
from tests.window.still import Still


@pytest.fixture(scope="package")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house_at(tmp_path_factory.mktemp("window") / "home") as running:
        yield running


@pytest.fixture
async def house(running: House) -> AsyncIterator[House]:
    """The service, as it is before a test has changed anything."""
    running.use("driven")
    yield running
    for one in list(running.service.windows.open_accounts):
        await running.service.windows.close(one)
    running.service.windows.patience = Patience()
    running.service.windows.at_once = 2


@pytest.fixture
async def member(house: House) -> Member:
    """Somebody new."""
    return await house.member()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Still:
    """The edge to the browser, for what is not about browsers."""
    screen = Still()

    @asynccontextmanager
    async def opened(*_: object) -> AsyncIterator[Opened]:
        yield Opened(screen=screen, way=WayOut())

    monkeypatch.setattr(windows, "opened", opened)
    return screen
