"""What all tests share: one real browser per worker, and blank pages in it."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

CHROMIUM = Path(os.environ.get("UNCONSENT_BROWSER", "/usr/lib/chromium/chromium"))


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A real Chromium that can reach nothing at all."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--host-resolver-rules=MAP * ~NOTFOUND"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def blank(chromium: Browser) -> AsyncIterator[Page]:
    """An empty page in a context of its own."""
    context = await chromium.new_context()
    yield await context.new_page()
    await context.close()
