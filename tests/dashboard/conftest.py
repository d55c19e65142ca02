"""One service for each test that needs one, and Chromium for people to look at it."""

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from automations.switches import SWITCHES
from tests.conftest import SHELL
from tests.dashboard.house import Seen, dashboard_in, joins, seen
from tests.extension.house import House

NUMBERS = itertools.count(1)


@asynccontextmanager
async def launched(program: Path) -> AsyncIterator[Browser]:
    """A real Chromium that reaches this machine and nothing else."""
    async with async_playwright() as playwright:
        rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = await playwright.chromium.launch(executable_path=program, args=[*SWITCHES, rules])
        yield browser
        await browser.close()


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    """One without windows."""
    async with launched(SHELL) as browser:
        yield browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One service for the tests of a file: one runs in a process at a time, and each test brings people of its own."""
    with dashboard_in(tmp_path_factory.mktemp("house") / "home") as house:
        yield house


@pytest.fixture
async def owner(browser: Browser, house: House) -> AsyncIterator[Seen]:
    """The owner of the service, in their browser, signed in."""
    async with seen(browser, house.served.url) as owner:
        await owner.opens()
        await owner.signs_in("owner")
        yield owner


@pytest.fixture
async def someone(browser: Browser, house: House) -> AsyncIterator[Seen]:
    """A new member, in their browser, signed in."""
    name = f"member {next(NUMBERS)}"
    number = joins(house, name)
    async with seen(browser, house.served.url, number) as someone:
        await someone.opens()
        await someone.signs_in(name)
        yield someone
