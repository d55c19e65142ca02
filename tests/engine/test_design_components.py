"""Choices as web components draw them: parts that stand in one place and are seen in another."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from tests.engine.widgets import LABEL, choice, drawn, touched

NAMES = ("Everyone", "Friends", "Nobody")
HELD = """window.held = 'Everyone'; const $ = selector => document.querySelector(selector);
const shadow = (host, inside) => { const root = host.attachShadow({ mode: 'open' }); root.innerHTML = inside; return root; };"""
SAVES = {"confirm": {"en": ["Save"]}}


def radios(name: str = "q") -> str:
    return "".join(
        f"<label><input type=radio name={name} value={one} {'checked' if one == 'Everyone' else ''}>{one}</label>"
        for one in NAMES
    )


DIALOG = """const show = open => { panel.style.display = open ? 'block' : 'none'; };
$('#open').onclick = () => show(true); onkeydown = event => { if (event.key === 'Escape') show(false); };
$('#save').onclick = () => { held = document.querySelector('#d input:checked').value; show(false); };"""
ASKS = f"<button id=open>{LABEL}</button><x-dialog id=d>{radios()}<div slot=footer><button data-is=cancel>Cancel</button><button id=save>Save</button></div></x-dialog>"


async def chooses(page: Page, kind: str, **fields: object) -> None:
    """Read, set, read as out, and put back; nothing else is reached."""
    found = await controls.find(page, choice(kind, **fields), seconds=2)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert await page.evaluate("held") == "Nobody"
    assert (await controls.read(found)).opted_out
    await controls.put(found, "Friends")
    assert await page.evaluate("held") == "Friends"
    assert await touched(page) <= {"real", "list", "body", "html", "page"}


async def test_a_dialog_whose_buttons_are_slotted_into_it(blank: Page) -> None:
    """As Shoelace, Web Awesome and Carbon draw it: the dialog stands in a shadow root, what it holds outside of it."""
    panel = "<div role=dialog aria-modal=true style='display:none'><slot></slot><footer><slot name=footer></slot></footer></div>"
    script = f"""{HELD} const panel = shadow($('#d'), "{panel}").firstChild; {DIALOG}"""
    await drawn(blank, f"<div data-is=real>{ASKS}</div>", script)
    await chooses(blank, "dialog", **SAVES)


async def test_a_save_button_beside_the_dialog_does_not_save_it(blank: Page) -> None:
    """It would, perhaps, save something else."""
    panel = "<div role=dialog aria-modal=true style='display:none'><slot></slot></div><slot name=footer></slot>"
    script = f"""{HELD} const panel = shadow($('#d'), "{panel}").firstChild; {DIALOG}"""
    await drawn(blank, f"<div data-is=real>{ASKS}</div>", script)
    found = await controls.find(blank, choice("dialog", **SAVES), seconds=2)
    with pytest.raises(NotRecognised):
        await controls.put(found, None)
    assert await blank.evaluate("held") == "Everyone"
