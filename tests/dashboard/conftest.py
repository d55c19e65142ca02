"""One service for each test that needs one, and Chromium for people to look at it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from automations.switches import SWITCHES
from tests.conftest import CHROMIUM
from tests.dashboard.house import Visitor, dashboard_in, visitor
from tests.extension.house import House


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium that reaches this machine and nothing else."""
    async with async_playwright() as playwright:
        rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES, rules])
        yield browser
        await browser.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A new service whose owner has a password."""
    with dashboard_in(tmp_path / "home") as house:
        yield house


@pytest.fixture
async def owner(browser: Browser, house: House) -> AsyncIterator[Visitor]:
    """The owner's browser, on the first page, signed in."""
    async with visitor(browser, house) as owner:
        await owner.opens()
        await owner.signs_in("owner")
        yield owner
