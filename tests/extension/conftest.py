"""One service and one browser for each test that needs them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright

from tests.extension.house import House, browser_with, house_in, popup_of


@pytest.fixture(scope="package")
async def playwright_() -> AsyncIterator[Playwright]:
    """Playwright, once."""
    async with async_playwright() as playwright:
        yield playwright


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A new service."""
    with house_in(tmp_path / "home") as house:
        yield house


@pytest.fixture
async def browser(playwright_: Playwright, tmp_path: Path) -> AsyncIterator[BrowserContext]:
    """A new profile with the extension."""
    async with browser_with(playwright_, tmp_path / "profile") as context:
        yield context


@pytest.fixture
async def popup(browser: BrowserContext) -> Page:
    """The popup, not paired yet."""
    return await popup_of(browser)
