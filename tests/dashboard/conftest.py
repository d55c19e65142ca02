"""One service for each test that needs one, and Chromium for people to look at it."""

import itertools
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser

from tests.chromium import LOCAL, launched
from tests.dashboard.house import Seen, dashboard_in, joins, seen
from tests.extension.house import House

NUMBERS = itertools.count(1)


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium without windows, that reaches this machine and nothing else."""
    async with launched(LOCAL) as browser:
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
