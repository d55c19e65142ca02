"""Every state of every screen: nothing shuts anybody out, nothing is cut off, and everything is named."""

import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, CDPSession

from tests.dashboard.house import PHONE, Seen, seen
from tests.dashboard.pictures import draw
from tests.dashboard.states import SCREENS
from tests.extension.house import House
from tests.extension.test_axe import AXE, LOOK, LOOKED_FOR, PLANTED
from tests.extension.test_looks import NAMELESS, TOO_WIDE, TWICE
from tests.extension.test_manifests import LANGUAGES

SIZES = {"phone": (320, 640, 1), "200 %": (640, 640, 2), "wide": (1200, 800, 1)}
"""Width and height of the window, and how far enlarged: 200 % of 640 leaves 320 of the page's own pixels."""
EVERYWHERE = ("overview", "settings-member", "signIn")
"""Looked at in every language; the others in two."""


@pytest.fixture
async def page(browser: Browser, house: House) -> AsyncIterator[Seen]:
    """The dashboard, nobody signed in, with axe in it."""
    async with seen(browser, house.served.url, viewport=PHONE, bypass_csp=True) as found:
        await found.opens()
        await found.reads("Sign in")
        await found.page.evaluate(AXE)
        yield found


async def sized(page: Seen, size: str) -> CDPSession:
    """The window, as wide as that, and enlarged as the browser itself does."""
    width, height, zoom = SIZES[size]
    session = await page.context.new_cdp_session(page.page)
    measures = {"width": width // zoom, "height": height // zoom, "deviceScaleFactor": zoom, "mobile": False}
    await session.send("Emulation.setDeviceMetricsOverride", measures)
    await page.page.wait_for_function("(wide) => innerWidth === wide", arg=width // zoom)
    return session


@pytest.mark.parametrize(
    ("size", "tone"), [("phone", "light"), ("phone", "dark"), ("200 %", "light"), ("wide", "dark")]
)
async def test_axe_finds_nothing(page: Seen, size: str, tone: str) -> None:
    await page.page.emulate_media(color_scheme="dark" if tone == "dark" else "light")
    await sized(page, size)
    found = {}
    for name, view in SCREENS.items():
        for language in LANGUAGES if name in EVERYWHERE and size == "phone" else ("en",):
            await draw(page.page, name, view, language)
            found[f"{name} {language}"] = await page.page.evaluate(LOOK, LOOKED_FOR)
    assert len(found) == len(SCREENS) + (len(EVERYWHERE) * (len(LANGUAGES) - 1) if size == "phone" else 0)
    wrong = {where: what for where, what in found.items() if what}
    assert not wrong, json.dumps(wrong, indent=1)


async def test_axe_finds_what_is_planted(page: Seen) -> None:
    await draw(page.page, "overview", SCREENS["overview"], "en")
    await page.page.evaluate(PLANTED)
    found = {one.partition(":")[0] for one in await page.page.evaluate(LOOK, LOOKED_FOR)}
    assert found >= {"label", "heading-order", "color-contrast", "target-size"}


@pytest.mark.parametrize(("size", "languages"), [("phone", LANGUAGES), ("wide", ("en", "de"))])
async def test_nothing_is_cut_off_in_any_language(page: Seen, size: str, languages: tuple[str, ...]) -> None:
    await sized(page, size)
    for language in languages:
        for name, view in SCREENS.items():
            await draw(page.page, name, view, language)
            assert not await page.page.evaluate(TOO_WIDE), (language, name)


async def test_everything_has_a_name_and_a_heading(page: Seen) -> None:
    for name, view in SCREENS.items():
        await draw(page.page, name, view, "en")
        assert not await page.page.evaluate(NAMELESS), name
        assert not await page.page.evaluate(TWICE), name
        assert await page.page.get_by_role("heading", level=1).count() == 1, name
