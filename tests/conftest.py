"""What all tests share: one real browser per worker, and blank pages in it."""

import os
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from automations.switches import SWITCHES
from tests.database import Server
from tests.store.household import Household, Opens, open_household
from tests.store.outside import Outside

CHROMIUM = Path(os.environ.get("UNCONSENT_BROWSER", "/usr/lib/chromium/chromium"))
"""The browser that people have. What starts it as they do, journeys and the extension above all, runs in this one."""
SHELL = Path(os.environ.get("UNCONSENT_BROWSER", "/usr/lib/chromium/chromium-headless-shell"))
"""The same without its windows, menus and address bar: less than half the computing for each page that is looked at."""


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A real Chromium without windows, that can reach nothing at all."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=SHELL, args=[*SWITCHES, "--host-resolver-rules=MAP * ~NOTFOUND"]
        )
        yield browser
        await browser.close()


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
