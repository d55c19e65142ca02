"""A hostile site under a platform's own name, a canary beside it, and a browser of ours that visits."""

import os
from collections.abc import AsyncIterator

import pytest

from automations.browser import Browsers
from automations.discovery import find_browser
from tests.browser.canary import Canary, singing
from tests.browser.hostile import Hostile, hostile_site


@pytest.fixture(scope="session")
async def one_canary() -> AsyncIterator[Canary]:
    async with singing() as canary:
        yield canary


@pytest.fixture
async def canary(one_canary: Canary) -> AsyncIterator[Canary]:
    """It knows nothing of earlier tests."""
    await one_canary.forget()
    yield one_canary


@pytest.fixture(scope="session")
async def hostile(one_canary: Canary) -> AsyncIterator[Hostile]:
    async with hostile_site(one_canary.port) as site:
        yield site


@pytest.fixture
async def browsers() -> AsyncIterator[Browsers]:
    """Browsers as a run starts them."""
    notices: list[str] = []
    async with Browsers(find_browser(os.environ), environ=os.environ, notice=notices.append) as browsers:
        yield browsers
