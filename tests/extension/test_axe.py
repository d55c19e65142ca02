"""axe-core looks at every state of every page, light and dark, narrow and enlarged: it finds nothing."""

import json
from importlib.resources import files

import pytest
from playwright.async_api import Page

from tests.extension.pictures import draw
from tests.extension.states import OPTIONS, SCREENS

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
PAGES = {"popup/popup.html": SCREENS, "popup/panel.html": SCREENS, "options/options.html": OPTIONS}
SIZES = {"320 pixels": (320, 1), "200 %": (360, 2)}
"""How wide, and how far enlarged by the browser itself: the popup is then 180 of the page's pixels wide."""
LOOKED_FOR = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and otherwise off
    "resultTypes": ["violations"],
}
LOOK = """async (options) => (await axe.run(document, options)).violations.flatMap((one) =>
  one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)}`))"""
PLANTED = """() => document.getElementById("view").insertAdjacentElement("beforeend", Object.assign(
  document.createElement("div"), {id: "planted"})).append(
    Object.assign(document.createElement("input"), {type: "text"}),
    Object.assign(document.createElement("h4"), {textContent: "too deep"}),
    Object.assign(document.createElement("p"), {textContent: "too pale", style: "color: #cccccc; background: #ffffff"}),
    ...[1, 2].map((one) => Object.assign(document.createElement("button"),
      {textContent: String(one), style: "all: unset; width: 10px; height: 10px; font-size: 9px"})))"""


async def opened(popup: Page, path: str, size: str, tone: str) -> Page:
    """That page of the extension, of that size, with axe in it."""
    width, zoom = SIZES[size]
    await popup.goto(popup.url.partition("/popup/")[0] + f"/{path}")
    await popup.locator("h1").wait_for()
    await popup.emulate_media(color_scheme="dark" if tone == "dark" else "light")
    await popup.set_viewport_size({"width": width, "height": 600})
    await popup.evaluate("(zoom) => chrome.tabs.setZoom(zoom)", zoom)
    await popup.wait_for_function("(wide) => innerWidth === wide", arg=width // zoom)
    await popup.evaluate(AXE)
    return popup


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tone", ["light", "dark"])
async def test_nothing_shuts_anybody_out(popup: Page, tone: str, size: str) -> None:
    found = {}
    for path, states in PAGES.items():
        page = await opened(popup, path, size, tone)
        for language in ("en", "ja"):
            for name, view in states.items():
                await draw(page, name, view, language)
                found[f"{path} {name} {language}"] = await page.evaluate(LOOK, LOOKED_FOR)
    assert len(found) == 2 * (2 * len(SCREENS) + len(OPTIONS))
    wrong = {where: what for where, what in found.items() if what}
    assert not wrong, json.dumps(wrong, indent=1)


async def test_what_is_planted_is_found(popup: Page) -> None:
    page = await opened(popup, "popup/popup.html", "320 pixels", "light")
    await draw(page, "home", SCREENS["home"], "en")
    await page.evaluate(PLANTED)
    found = {one.partition(":")[0] for one in await page.evaluate(LOOK, LOOKED_FOR)}
    assert found >= {"label", "heading-order", "color-contrast", "target-size"}
