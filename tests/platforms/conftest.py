"""One practice server and one browser that reaches nothing else, for each worker."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from automations.catalogue import load
from automations.practice.server import Practice
from tests.chromium import launched_for
from tests.platforms.daily import left_out
from tests.platforms.hall import DELAYS
from tests.platforms.play import Stage


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks as `full` what is not of every day, unless somebody asks for a platform or a test by name."""
    if not config.getoption("keyword"):
        for item in left_out(one for one in items if one.nodeid.startswith("tests/platforms/")):
            item.add_marker(pytest.mark.full)


@pytest.fixture(scope="session")
async def practice() -> AsyncIterator[Practice]:
    """Every practising platform."""
    async with Practice(load(), delays=DELAYS) as practice:
        yield practice


@pytest.fixture(scope="session")
async def practice_browser(practice: Practice) -> AsyncIterator[Browser]:
    """A real Chromium that knows the practice hosts only."""
    async with launched_for(practice) as browser:
        yield browser


@pytest.fixture(scope="session")
def stage(practice: Practice, practice_browser: Browser) -> Stage:
    """Where practice accounts are made."""
    return Stage(practice=practice, browser=practice_browser)
