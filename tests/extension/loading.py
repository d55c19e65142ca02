"""Takes pictures of loading the extension into a browser with a window: `python -m tests.extension.loading`."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image, ImageGrab
from playwright.async_api import BrowserContext, Locator, Page, Playwright, async_playwright

from tests.browser.screen import Screen, screen
from tests.chromium import CHROMIUM
from tests.extension.house import EXTENSION, own_address
from tests.extension.pictures import FOLDER, small

WIDTH, HEIGHT = 760, 680
PAGE = "<title>Any page</title><body style='background: #dfe4ea'>"
RING = "(one) => Object.assign(one.style, {outline: '3px solid #c2410c', outlineOffset: '4px', borderRadius: '16px'})"
STILL = 4
"""So many pictures in a row must be the same before one is kept."""


async def main() -> None:
    """The browser's page of extensions before and after, and the popup as it asks to be connected."""
    with screen() as shown:
        async with async_playwright() as playwright:
            async with window(playwright, shown) as (_, page):
                button = await at_extensions(page)
                for one in (page.locator("#devMode"), button):
                    await one.evaluate(RING)
                await kept("load-1-page", shown, (0, 0, WIDTH, 240))
            async with window(playwright, shown, EXTENSION) as (context, page):
                await at_extensions(page)
                await page.get_by_text("Unconsent", exact=True).wait_for()
                await kept("load-2-card", shown, (0, 0, WIDTH, 516))
                await page.goto("about:blank")
                await page.set_content(PAGE)
                await own_address(context)
                await context.service_workers[0].evaluate("chrome.action.openPopup()")
                await kept("load-3-popup", shown, (200, 0, WIDTH, 440))


@asynccontextmanager
async def window(playwright: Playwright, shown: Screen, *loaded: Path) -> AsyncIterator[tuple[BrowserContext, Page]]:
    """A new profile in a window at the top left of the screen, with these extensions."""
    folders = ",".join(map(str, loaded))
    only = [f"--disable-extensions-except={folders}", f"--load-extension={folders}"] if loaded else []
    with tempfile.TemporaryDirectory() as profile:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            headless=False,
            executable_path=CHROMIUM,
            no_viewport=True,
            env={**os.environ, "DISPLAY": shown.name},
            ignore_default_args=["--disable-extensions", "--enable-automation"],
            args=[
                *only,
                "--lang=en",
                "--test-type",  # else a bar tells of options that only a test needs
                "--window-position=0,0",
                f"--window-size={WIDTH},{HEIGHT}",
                "--host-resolver-rules=MAP * ~NOTFOUND",
            ],
        )
        try:
            yield context, context.pages[0]
        finally:
            await context.close()


async def at_extensions(page: Page) -> Locator:
    """The button to load one, on the browser's own page."""
    await page.goto("chrome://extensions")
    await page.locator("#devMode").click()
    button = page.get_by_role("button", name="Load unpacked")
    await button.wait_for()
    return button


async def kept(name: str, shown: Screen, part: tuple[int, int, int, int]) -> None:
    """Keeps that part of the screen, once it is still."""
    seen: list[bytes] = []
    while len(seen) < STILL or len(set(seen[-STILL:])) > 1:
        await asyncio.sleep(0.4)
        picture: Image.Image = ImageGrab.grab(part, xdisplay=shown.name)
        seen.append(picture.tobytes())
    small(picture, FOLDER / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
