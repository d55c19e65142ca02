"""One service for each test that needs one, and Chromium for people to look at it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from automations.switches import SWITCHES
from tests.conftest import CHROMIUM
from tests.dashboard.house import Seen, dashboard_in, seen
from tests.extension.house import House


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium that reaches this machine and nothing else."""
    async with async_playwright() as playwright:
        rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES, rules])
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One service for all tests of a file that only look; one runs in a process at a time."""
    with dashboard_in(tmp_path_factory.mktemp("shared") / "home") as house:
        yield house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A service of one's own."""
    with dashboard_in(tmp_path / "home") as house:
        yield house


@pytest.fixture
async def owner(browser: Browser, house: House) -> AsyncIterator[Seen]:
    """The owner of a service of their own, in their browser, signed in."""
    async with seen(browser, house.served.url) as owner:
        await owner.opens()
        await owner.signs_in("owner")
        yield owner
