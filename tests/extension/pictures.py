"""Takes pictures of every state, light and dark: `python -m tests.extension.pictures [LANGUAGE...]`."""

import asyncio
import sys
import tempfile
from math import ceil
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.extension.house import browser_with, popup_of
from tests.extension.states import SCREENS

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "extension"
USUAL = ("en", "de")


async def main(languages: tuple[str, ...]) -> None:
    """Each screen, drawn by the extension's own views in its own page from states that are declared as data."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        for language in languages:
            for dark in (False, True):
                with tempfile.TemporaryDirectory() as scratch:
                    profile = Path(scratch) / "profile"
                    async with browser_with(playwright, profile, language=language, dark=dark) as context:
                        await _take(await popup_of(context), language, dark)


async def _take(page: Page, language: str, dark: bool) -> None:
    await page.locator("h1").wait_for()
    for name, view in SCREENS.items():
        await page.evaluate(DRAW, {"screen": name.partition("-")[0], "language": language, **view})
        tone = "dark" if dark else "light"
        height = await page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
        await page.set_viewport_size({"width": 360, "height": max(300, ceil(height))})
        await page.screenshot(path=FOLDER / f"{name}.{language}.{tone}.png", animations="disabled")


DRAW = """async ({language, ...view}) => {
  const { SCREENS } = await import("/view/screens.js");
  const { wording } = await import("/words/wording.js");
  const messages = await (await fetch(`/_locales/${language}/messages.json`)).json();
  const acts = new Proxy({}, { get: () => () => undefined });
  document.documentElement.lang = language;
  document.getElementById("view").replaceChildren(SCREENS[view.screen](view, wording(language, messages), acts));
  document.activeElement?.blur();
}"""


if __name__ == "__main__":
    asyncio.run(main(tuple(sys.argv[1:]) or USUAL))
