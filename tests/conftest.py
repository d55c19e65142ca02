"""What all tests share: one real browser per worker, and blank pages in it."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.async_api import Browser, Page, expect

from tests.chromium import launched
from tests.database import Server
from tests.store.household import Household, Opens, open_household
from tests.store.outside import Outside

expect.set_options(timeout=30_000)
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")  # as many tests share a few processors, how long one example took says nothing


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A real Chromium without windows, that can reach nothing at all."""
    async with launched("--host-resolver-rules=MAP * ~NOTFOUND") as browser:
        yield browser


@pytest.fixture
async def blank(chromium: Browser) -> AsyncIterator[Page]:
    """An empty page in a context of its own."""
    context = await chromium.new_context()
    yield await context.new_page()
    await context.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL, started when the first test needs it."""
    server = Server.start()
    try:
        yield server
    finally:
        server.guard.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def outside(request: pytest.FixtureRequest, home: Path) -> Iterator[Outside]:
    """An empty database of each kind, as somebody sees it who does not go through the product."""
    if request.param == "sqlite":
        yield Outside(home=home)
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as name:
        yield Outside(home=home, server=server, name=name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a data folder will be."""
    return tmp_path / "home"


@pytest.fixture
def opens(home: Path, outside: Outside) -> Opens:
    """Opens that data folder, as the product does."""
    return partial(open_household, home, database=outside.address)


@pytest.fixture
async def household(opens: Opens) -> AsyncIterator[Household]:
    """An open, empty data folder, on each kind of database."""
    async with opens() as opened:
        yield opened
