"""Takes pictures of every state, light and dark: `python -m tests.extension.pictures [LANGUAGE...]`."""

import asyncio
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from math import ceil
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright

from tests.extension.house import browser_with, popup_of
from tests.extension.states import OPTIONS, SCREENS, View

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "extension"
USUAL = ("en", "de", "ja")
COLOURS = 96


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


def undrawable(languages: Iterable[str]) -> list[str]:
    """Languages for which no font is on this machine: every letter would be a box."""
    return [one for one in languages if not _said("fc-list", f":lang={one}", "family")]


async def draw(page: Page, name: str, view: View, language: str) -> None:
    """Shows that state in a page of the extension."""
    await page.evaluate(DRAW, {"screen": name.partition("-")[0], "language": language, "view": view})


async def _take(page: Page, language: str, dark: bool) -> None:
    await page.locator("h1").wait_for()
    for name, view in (SCREENS | OPTIONS).items():
        await draw(page, name, view, language)
        tone = "dark" if dark else "light"
        height = await page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
        await page.set_viewport_size({"width": 360, "height": max(300, ceil(height))})
        taken = await page.screenshot(animations="disabled")
        small(Image.open(io.BytesIO(taken)), FOLDER / f"{name}.{language}.{tone}.png")


def small(picture: Image.Image, file: Path) -> None:
    """Keeps a picture of flat colours in few bytes."""
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


DRAW = """async ({screen, language, view}) => {
  const { SCREENS } = await import("/view/screens.js");
  const { options } = await import("/view/options.js");
  const { wording } = await import("/words/wording.js");
  const messages = await (await fetch(`/_locales/${language}/messages.json`)).json();
  const acts = new Proxy({}, { get: () => () => undefined });
  const drawn = {...SCREENS, options}[screen](view, wording(language, messages), acts);
  document.documentElement.lang = language;
  document.getElementById("view").replaceChildren(drawn);
  document.activeElement?.blur();
}"""


if __name__ == "__main__":
    wanted = tuple(sys.argv[1:]) or USUAL
    if boxes := undrawable(wanted):
        sys.exit(
            f"No font on this machine draws {', '.join(boxes)}. Install one (for ja: fonts-noto-cjk), then try again."
        )
    asyncio.run(main(wanted))
