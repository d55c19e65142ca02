"""Every state of every screen, in every language: it fits, it is named, and it can be read."""

import re

import pytest
from playwright.async_api import Page

from tests.extension.house import EXTENSION
from tests.extension.pictures import draw
from tests.extension.states import OPTIONS, SCREENS
from tests.extension.test_manifests import LANGUAGES

TOO_WIDE = """() => [...document.querySelectorAll("body, body *")].filter((one) =>
  !one.closest(".unseen") && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80))"""
NAMELESS = """() => [...document.querySelectorAll("main button, main a, main input, main select")].filter((one) =>
  !(one.textContent.trim() || one.labels?.length || one.getAttribute("aria-label")))
  .map((one) => one.outerHTML.slice(0, 80))"""
TWICE = """() => { const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return ids.filter((one, at) => ids.indexOf(one) !== at); }"""
PAIRS = [("text", "ground"), ("soft", "ground"), ("soft", "raised"), ("accent", "ground"), ("warn", "ground")]
MORE = [("warn", "raised"), ("on-accent", "accent"), ("text", "raised"), ("accent", "raised")]


@pytest.mark.parametrize("width", [360, 180], ids=["usual", "200 %"])
async def test_nothing_is_cut_off_in_any_language(popup: Page, width: int) -> None:
    await popup.locator("h1").wait_for()
    await popup.set_viewport_size({"width": width, "height": 600})
    for language in LANGUAGES:
        for name, view in (SCREENS | OPTIONS).items():
            await draw(popup, name, view, language)
            assert not await popup.evaluate(TOO_WIDE), (language, name)


async def test_everything_has_a_name_and_a_heading(popup: Page) -> None:
    await popup.locator("h1").wait_for()
    for name, view in (SCREENS | OPTIONS).items():
        await draw(popup, name, view, "en")
        assert not await popup.evaluate(NAMELESS), name
        assert not await popup.evaluate(TWICE), name
        assert await popup.get_by_role("heading", level=1).count() == 1, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: str) -> None:
    colours = _colours(scheme)
    for front, back in (*PAIRS, *MORE):
        assert _contrast(colours[front], colours[back]) >= 4.5, (front, back)
    assert _contrast(colours["edge"], colours["ground"]) >= 3


def _colours(scheme: str) -> dict[str, str]:
    text = (EXTENSION / "view" / "look.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else dark))


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 reckons it."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
