"""A drop-down is one kind, however it is drawn: read closed, set by the option's name, and left as it was found."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.spec import Control
from tests.engine.widgets import LABEL, choice, drawn, touched

NAMES = ("Everyone", "Friends", "Nobody")
RADIOS = "".join(f"<button type=button role=menuitemradio data-name={name}>{name}</button>" for name in NAMES)
MENU = f"<div data-is=list role=menu>{RADIOS}</div>"
SHOWS = """const list = document.querySelector('[data-is=list]'), opener = document.querySelector('[data-is=real]');
const show = name => { for (const one of document.querySelectorAll('[data-value]')) one.textContent = name;
  for (const one of list.querySelectorAll('[data-name]')) one.setAttribute('aria-checked', one.dataset.name === name); };
const open = wished => { const around = opener.closest('details');
  if (around) around.open = wished; else { list.hidden = !wished; opener.setAttribute('aria-expanded', wished); } };
list.onclick = event => { show(event.target.dataset.name); open(false); };
onkeydown = event => { if (event.key === 'Escape' && !document.querySelector('[data-stays]')) open(false); };
if (opener.localName !== 'summary') { list.hidden = true; opener.onclick = () => open(list.hidden); }
show('Everyone');"""
SUMMARY = "<details><summary role=button aria-haspopup=menu data-is=real>{}</summary>" + MENU + "</details>"
BUTTON = "<button aria-haspopup={} aria-expanded=false data-is=real {}>{}</button>" + MENU
SELECT = "<select data-is=real {}>" + "".join(f"<option>{name}</option>" for name in NAMES) + "</select>"
DRAWN = {
    "a native select in its label": f"<label>{LABEL} {SELECT.format('')}</label>",
    "a native select with a name of its own": SELECT.format(f"aria-label='{LABEL}'"),
    "a summary that holds name and value": SUMMARY.format(f"{LABEL}: <span data-value></span>"),
    "a summary that holds its name only": SUMMARY.format(LABEL),
    "a button named by its label and value": f"<span id=n>{LABEL}</span>"
    + BUTTON.format("true", "aria-labelledby='n v'", "<span id=v data-value></span>"),
    "a button named by its label only": BUTTON.format("menu", f"aria-label='{LABEL}'", "<span data-value></span>"),
    "a button below a heading of that name": f"<h2>Other</h2><h3>{LABEL}</h3>"
    + BUTTON.format("menu", "", "<span data-value></span>"),
}


def wanted(**fields: object) -> Control:
    """A drop-down as the facts of a platform know it: by name, else by the heading above it."""
    return choice("menu", under={"en": [LABEL]}, **fields)


@pytest.mark.parametrize("markup", DRAWN.values(), ids=DRAWN.keys())
async def test_every_way_of_drawing_it(blank: Page, markup: str) -> None:
    await drawn(blank, markup, "" if "<select" in markup else SHOWS)
    found = await controls.find(blank, wanted(), seconds=2)
    before = await controls.read(found)
    assert (before.value, before.opted_out, before.enabled) == ("Everyone", False, True)
    await controls.put(found, None)
    after = await controls.read(found)
    assert (after.value, after.opted_out) == ("Nobody", True)
    await controls.put(found, "Friends")
    assert (await controls.read(found)).value == "Friends"
    assert await touched(blank) <= {"real", "list", "page", "body"}
    assert await blank.locator("details[open], [aria-expanded=true]").count() == 0


async def test_a_menu_that_escape_does_not_close_is_closed_by_its_own_button(blank: Page) -> None:
    await drawn(blank, "<i data-stays></i>" + DRAWN["a summary that holds its name only"], SHOWS)
    found = await controls.find(blank, wanted(), seconds=2)
    assert (await controls.read(found)).value == "Everyone"
    assert await blank.locator("details[open]").count() == 0


@pytest.mark.parametrize("way", ["disabled", "aria-disabled=true"])
async def test_one_that_cannot_be_changed_still_says_its_value(blank: Page, way: str) -> None:
    await drawn(
        blank,
        f"<span id=n>{LABEL}</span><button aria-haspopup=menu aria-labelledby='n v' {way}><b id=v>Everyone</b></button>",
    )
    read = await controls.read(await controls.find(blank, wanted(), seconds=2))
    assert (read.value, read.opted_out, read.enabled) == ("Everyone", False, False)


async def test_what_holds_a_state_is_never_pressed_to_open_something(blank: Page) -> None:
    await drawn(blank, f"<button aria-pressed=true data-is=toggle>{LABEL}</button>")
    behind = wanted(open_first=({"en": [LABEL]},))
    with pytest.raises(NotRecognised):
        await controls.find(blank, behind, seconds=0.5)
    assert not await touched(blank)
