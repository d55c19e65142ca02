"""Choices: lists drawn elsewhere, names with values, radios without a shape, dialogs; each read, and set by name."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.spec import Control
from tests.engine.widgets import LABEL, choice, control, drawn, touched

NAMES = ("Everyone", "Friends", "Nobody")
LIST = "".join(f"<div role=ROLE tabindex=-1 data-name={name}>{name}</div>" for name in NAMES)
OPENS = """const list = document.querySelector('[data-is=list]'), opener = document.querySelector('[data-is=real]');
const show = name => { (opener.querySelector('b') || opener).textContent = name; for (const one of list.querySelectorAll('[data-name]'))
  for (const state of ['aria-checked', 'aria-selected']) one.setAttribute(state, one.dataset.name === name); };
opener.onclick = () => { list.hidden = !list.hidden; opener.setAttribute('aria-expanded', !list.hidden); DURING };
list.onclick = event => { show(event.target.dataset.name); list.hidden = true; opener.setAttribute('aria-expanded', false); AFTER };
onkeydown = event => { if (event.key === 'Escape') { list.hidden = true; opener.setAttribute('aria-expanded', false); AFTER } };
show('Everyone');"""
HIDES = {"DURING": "root.setAttribute('aria-hidden', true)", "AFTER": "root.removeAttribute('aria-hidden')"}


def opening(opener: str, role: str = "listbox", item: str = "option", **steps: str) -> tuple[str, str]:
    """A control that opens a list drawn at the end of the page."""
    markup = f"<div id=root>{opener}</div><div data-is=list role={role} hidden>{LIST.replace('ROLE', item)}</div>"
    return markup, OPENS.replace("DURING", steps.get("DURING", "")).replace("AFTER", steps.get("AFTER", ""))


COMBO = f"<span id=l>{LABEL}</span><div role=combobox tabindex=0 aria-labelledby='l v' id=v data-is=real aria-haspopup=listbox></div>"
BUTTON = (
    f"<span id=l>{LABEL}</span><button aria-haspopup=listbox aria-labelledby='v l' data-is=real><b id=v></b></button>"
)
NEIGHBOUR = f"<div role=combobox tabindex=0 aria-label='{LABEL} by email'>Everyone</div>"
ALWAYS_OPEN = "<div role=listbox data-is=decoy>" + LIST.replace("ROLE", "option") + "</div>"
LISTS: dict[str, tuple[tuple[str, str], Control]] = {
    "name, then value": (opening(COMBO), choice("combobox")),
    "value, then name": (opening(BUTTON), choice("combobox")),
    "a select that has become a combo box": (opening(COMBO), choice("select")),
    "the page is hidden while it is open": (opening(COMBO, **HIDES), choice("combobox")),
    "a neighbour with a longer name": (opening(COMBO + NEIGHBOUR), choice("combobox")),
    "another list with the same options": (opening(COMBO + ALWAYS_OPEN), choice("combobox")),
    "a menu that shows its value": (
        opening(
            f"<button aria-haspopup=menu aria-labelledby='l v' data-is=real>{'<i id=l>' + LABEL + '</i>'}: <b id=v></b></button>",
            "menu",
            "menuitemradio",
        ),
        choice("menu"),
    ),
    "a value in capitals": (
        opening(COMBO.replace("id=v", "id=v style='text-transform:uppercase'")),
        choice("combobox"),
    ),
}


@pytest.mark.parametrize(("page", "wanted"), LISTS.values(), ids=LISTS.keys())
async def test_lists_drawn_elsewhere(blank: Page, page: tuple[str, str], wanted: Control) -> None:
    await drawn(blank, *page)
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out
    await controls.put(found, "Friends")
    assert (await controls.read(found)).value == "Friends"
    assert await touched(blank) <= {"real", "list"}


async def test_a_menu_that_shows_no_value_is_opened_to_be_read(blank: Page) -> None:
    markup, script = opening(
        f"<button aria-haspopup=menu data-is=real>{LABEL}<b hidden></b></button>", "menu", "menuitemradio"
    )
    await drawn(blank, markup, script)
    found = await controls.find(blank, choice("menu"), seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    assert not await blank.locator("[data-is=list]").is_visible(), "it was closed again"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out


MARKUP, SCRIPT = opening(COMBO)
UNTOLD = {
    "the option is not there": (MARKUP.replace("Nobody", "Noone"), SCRIPT),
    "two options have the name": (MARKUP.replace("Friends", "Nobody"), SCRIPT),
    "nothing opens": (MARKUP, SCRIPT.replace("list.hidden = !list.hidden", "")),
}


@pytest.mark.parametrize("page", UNTOLD.values(), ids=UNTOLD.keys())
async def test_an_option_that_is_not_there_once_is_not_chosen(blank: Page, page: tuple[str, str]) -> None:
    await drawn(blank, *page)
    found = await controls.find(blank, choice("combobox"), seconds=1)
    with pytest.raises(NotRecognised):
        await controls.put(found, None)
    assert (await controls.read(found)).value == "Everyone"
    assert not await blank.locator("[data-is=list]").is_visible()


UNREAD = {
    "no value": f"<input role=combobox aria-label='{LABEL}'><span>Everyone</span>",
    "a value that nobody declared": f"<div role=combobox tabindex=0 aria-label='{LABEL}'>Loading...</div>",
}


@pytest.mark.parametrize("markup", UNREAD.values(), ids=UNREAD.keys())
async def test_a_value_that_is_not_known_is_not_read(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    found = await controls.find(blank, choice("combobox"), seconds=1)
    with pytest.raises(NotRecognised, match=r"not known|opened nothing"):
        await controls.read(found)


async def test_a_name_that_goes_on_is_another_control(blank: Page) -> None:
    await drawn(blank, NEIGHBOUR)
    with pytest.raises(NotRecognised, match="not on the page"):
        await controls.find(blank, choice("combobox"), seconds=0.3)


def radios(style: str = "", label: str = "") -> str:
    """Two groups with the same options; the second is the one that is meant."""
    one = "".join(
        f"<label {label}><input type=radio name=GROUP style='{style}' {'checked' if name == 'Everyone' else ''}>{name}</label>"
        for name in NAMES
    )
    other = one.replace("GROUP", "a").replace("Nobody", "Nobody at all")
    return f"<fieldset data-is=other><legend>Other</legend>{other}</fieldset><fieldset data-is=real><legend>{LABEL}</legend>{one.replace('GROUP', 'b')}</fieldset>"


@pytest.mark.parametrize("style", ["", "display:none", "width:0;height:0;margin:0;opacity:0"])
@pytest.mark.parametrize(
    "wanted", [choice("segmented"), control(kind="radio", labels={"en": ["Nobody"]})], ids=["group", "option"]
)
async def test_radios_stay_in_their_group(blank: Page, style: str, wanted: Control) -> None:
    await drawn(blank, radios(style))
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out
    await controls.put(found, "Friends")
    assert (await controls.read(found)).value == "Friends"
    assert await touched(blank) == {"real"}


DOUBLED = """<label role=radio aria-checked={0}><input type=radio tabindex=-1 role=presentation {1}>{2}</label>"""
TURNS = """for (const one of document.querySelectorAll('[role=radio]')) one.onclick = event => {
  event.preventDefault();
  for (const other of document.querySelectorAll('[role=radio]')) {
    other.setAttribute('aria-checked', other === one);
    setTimeout(() => { other.firstChild.checked = other === one; });
  }
};"""


async def test_a_radio_drawn_around_a_native_one_is_one_option(blank: Page) -> None:
    options = "".join(
        DOUBLED.format(*(("true", "checked") if one == "Everyone" else ("false", "")), one) for one in NAMES
    )
    await drawn(blank, f"<div role=radiogroup data-is=real>{options}</div>", TURNS)
    wanted = control(kind="radio", labels={"en": ["Nobody"]})
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert (await controls.observe(found, 0.1)).opted_out
    await controls.put(found, "Friends")
    assert (await controls.observe(found, 0.1)).value == "Friends"
    await blank.locator("input").nth(NAMES.index("Friends")).evaluate("one => { one.checked = false; }")
    with pytest.raises(NotRecognised):
        await controls.read(found)  # the two of one option disagree


async def test_options_that_a_component_shows_inside_count(blank: Page) -> None:
    options = "".join(
        f"<x-option role=radio tabindex=0 aria-checked={str(name == 'Everyone').lower()}>{name}</x-option>"
        for name in NAMES
    )
    inside = f"document.querySelector('x-group').attachShadow({{mode: 'open'}}).innerHTML = '<div role=radiogroup aria-label=\"{LABEL}\"><slot></slot></div>'"
    presses = "; for (const one of document.querySelectorAll('x-option')) one.onclick = () => { for (const other of document.querySelectorAll('x-option')) other.setAttribute('aria-checked', other === one) }"
    await drawn(blank, f"<x-group data-is=real>{options}</x-group>", inside + presses)
    found = await controls.find(blank, choice("segmented"), seconds=1)
    await controls.put(found, None)
    assert (await controls.read(found)).value == "Nobody"


async def test_a_native_option_that_cannot_be_chosen_is_not_chosen(blank: Page) -> None:
    await drawn(blank, f"<label>{LABEL}<select><option>Everyone<option disabled>Nobody</select></label>")
    found = await controls.find(blank, choice("select"), seconds=1)
    with pytest.raises(NotRecognised):
        await controls.put(found, None)
    assert (await controls.read(found)).value == "Everyone"


DIALOG = f"""<div role=dialog aria-label=Cookies data-is=cookies>Cookies? <button>Accept</button></div>
<button data-is=real onclick="d.hidden=false">{LABEL}</button><div id=d role=dialog aria-label=x hidden data-is=dialog>
<label><input type=radio name=r checked>Everyone</label><label><input type=radio name=r>Nobody</label>
<button onclick="d.hidden=true">Confirm</button></div>"""
CLOSES = "onkeydown = event => { if (event.key === 'Escape') d.hidden = true; }"


async def test_a_dialog_beside_another_dialog(blank: Page) -> None:
    await drawn(blank, DIALOG, CLOSES)
    wanted = choice("dialog", confirm={"en": ["Confirm"]})
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out
    assert "cookies" not in await touched(blank)


async def test_a_dialog_that_cannot_be_left_is_not_read(blank: Page) -> None:
    await drawn(blank, DIALOG)
    found = await controls.find(blank, choice("dialog", confirm={"en": ["Confirm"]}), seconds=1)
    with pytest.raises(NotRecognised, match="cannot be closed"):
        await controls.read(found)


async def test_a_dialog_without_the_escape_key_is_left_by_its_declared_button(blank: Page) -> None:
    close = '<button aria-label=Close data-is=close onclick="d.hidden=true">x</button><button data-is=confirm'
    await drawn(blank, DIALOG.replace("<button onclick=", f"{close} onclick="))
    wanted = choice("dialog", confirm={"en": ["Confirm"]}, leave={"en": ["Close"]})
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    assert await touched(blank) == {"real", "close"}
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out


UNCERTAIN = {
    "the option cannot be pressed on": ("Nobody", "onclick=event.preventDefault()"),
    "it turns on another one": (
        "Nobody",
        "onclick='setTimeout(() => { d.querySelector(`[name=r]`).checked = true; })'",
    ),
    "it flips back": ("Nobody", "onchange='setTimeout(() => { d.querySelector(`[name=r]`).checked = true; }, 10)'"),
}


@pytest.mark.parametrize(("name", "does"), UNCERTAIN.values(), ids=UNCERTAIN.keys())
async def test_a_dialog_is_confirmed_only_when_it_holds_the_option(blank: Page, name: str, does: str) -> None:
    stubborn = DIALOG.replace(f"<input type=radio name=r>{name}", f"<input type=radio name=r {does}>{name}")
    await drawn(blank, stubborn.replace("<button onclick=", "<button data-is=confirm onclick="), CLOSES)
    found = await controls.find(blank, choice("dialog", confirm={"en": ["Confirm"]}), seconds=1)
    await controls.put(found, None)
    assert not await blank.locator("#d").is_visible()
    assert "confirm" not in await touched(blank)
    assert (await controls.read(found)).value == "Everyone"


async def test_an_option_that_takes_a_moment_is_awaited_before_it_is_confirmed(blank: Page) -> None:
    slow = "onclick='event.preventDefault(); setTimeout(() => { this.checked = true; }, 400)'"
    markup = DIALOG.replace("<input type=radio name=r>Nobody", f"<input type=radio name=r {slow}>Nobody")
    await drawn(
        blank,
        markup.replace("d.hidden=true", "d.hidden=true;window.held=d.querySelectorAll('input')[1].checked"),
        CLOSES,
    )
    found = await controls.find(blank, choice("dialog", confirm={"en": ["Confirm"]}), seconds=1)
    await controls.put(found, None)
    assert await blank.evaluate("held") is True
