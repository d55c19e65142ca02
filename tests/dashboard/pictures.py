"""Takes pictures of the dashboard, light and dark, on a phone and wide: `python -m tests.dashboard.pictures`."""

import asyncio
import io
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Page, ViewportSize

from tests.chromium import LOCAL, launched
from tests.dashboard.house import PHONE, WIDE, seen
from tests.dashboard.states import BEFORE, ME, PAGES, SCREENS, THEIRS, View
from tests.extension.house import house_in
from tests.extension.pictures import small, undrawable

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "dashboard"
SHOWN = (
    *("signIn", "invited", "overview", "overview-out", "changes", "account", "account-timeline", "account-form"),
    *("account-form-read", "receipt", "add", "jobs", "platforms", "platform", "letters", "letter", "family-link"),
    *("member", "sharing", "devices", "activity", "notifications", "settings", "settings-member"),
)
"""Every page, and those states of it that the docs speak of."""
TALLEST = 1600
OTHERS = ("de", "ja")
"""Languages in which only the first page is drawn."""
SIZES: Mapping[str, tuple[ViewportSize, int]] = {"phone": (PHONE, 640), "wide": (WIDE, 600)}
"""How wide, and the least height that a picture has."""


async def draw(page: Page, name: str, view: View, language: str) -> None:
    """Shows that state in the page of the dashboard, with what surrounds it."""
    screen = name.partition("-")[0]
    me = None if screen in BEFORE else {**ME, **({"name": "Kim", "role": "member"} if screen in THEIRS else {})}
    around = {"me": me, "page": PAGES.get(screen, "overview"), "view": view}
    await page.evaluate(DRAW, {"screen": screen, "language": language, **around})


async def main() -> None:
    """Each screen, drawn by the dashboard's own modules from states that are declared as data."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, house_in(Path(scratch) / "home") as house:
        async with launched(LOCAL) as browser:
            for tone in ("light", "dark"):
                for size, (viewport, _) in SIZES.items():
                    options: dict[str, Any] = {"viewport": viewport, "color_scheme": tone, "device_scale_factor": 1}
                    async with seen(browser, house.served.url, **options) as visitor:
                        await visitor.opens()
                        await visitor.reads("Sign in")
                        await _take(visitor.page, tone, size)


async def _take(page: Page, tone: str, size: str) -> None:
    viewport, least = SIZES[size]
    for name, language in [(name, "en") for name in SHOWN] + [("overview", one) for one in OTHERS]:
        await page.set_viewport_size({"width": viewport["width"], "height": 500})
        await draw(page, name, SCREENS[name], language)
        height = await page.evaluate("document.querySelector('main').scrollHeight + 70")
        await page.set_viewport_size({"width": viewport["width"], "height": max(least, min(height, TALLEST))})
        taken = await page.screenshot(animations="disabled")
        small(Image.open(io.BytesIO(taken)), FOLDER / f"{name}.{language}.{tone}.{size}.png")


DRAW = """async ({screen, language, me, page, view}) => {
  const { SCREENS } = await import("/app/screens.js");
  const { barOf, navOf } = await import("/app/screens/frame.js");
  const { wording } = await import("/app/shared/words/wording.js");
  const read = async (file) => (await fetch(file)).json();
  const kept = (globalThis.messages ??= {});
  kept[language] ??= {
    ...(await read(`/app/shared/_locales/${language}/messages.json`)),
    ...(await read(`/app/words/${language}.json`)),
  };
  const words = wording(language, kept[language]);
  const acts = new Proxy({}, { get: () => () => undefined });
  const byId = (id) => document.getElementById(id);
  document.documentElement.lang = language;
  byId("bar").replaceChildren(...barOf(me, words, acts));
  byId("nav").hidden = !me;
  byId("nav").replaceChildren(...(me ? [navOf(me, page, words)] : []));
  byId("view").replaceChildren(SCREENS[screen](view, words, acts));
  document.activeElement?.blur();
  scrollTo(0, 0);
}"""


if __name__ == "__main__":
    if boxes := undrawable(("en", *OTHERS)):
        sys.exit(
            f"No font on this machine draws {', '.join(boxes)}. Install one (for ja: fonts-noto-cjk), then try again."
        )
    asyncio.run(main())
