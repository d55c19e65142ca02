"""Choices as web components draw them: parts that stand in one place and are seen in another."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from tests.engine.choosing import HELD, NAMES, chooses, options
from tests.engine.widgets import LABEL, choice, drawn

SHADOW = f"""{HELD}
const shadow = (host, inside) => {{ const root = host.attachShadow({{ mode: 'open' }}); root.innerHTML = inside; return root; }};"""
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


async def test_a_dialog_whose_buttons_are_slotted_into_it(blank: Page) -> None:
    """As Shoelace, Web Awesome and Carbon draw it: the dialog stands in a shadow root, what it holds outside of it."""
    panel = "<div role=dialog aria-modal=true style='display:none'><slot></slot><footer><slot name=footer></slot></footer></div>"
    script = f"""{SHADOW} const panel = shadow($('#d'), "{panel}").firstChild; {DIALOG}"""
    await drawn(blank, f"<div data-is=real>{ASKS}</div>", script)
    await chooses(blank, choice("dialog", **SAVES))


async def test_a_save_button_beside_the_dialog_does_not_save_it(blank: Page) -> None:
    """It would, perhaps, save something else."""
    panel = "<div role=dialog aria-modal=true style='display:none'><slot></slot></div><slot name=footer></slot>"
    script = f"""{SHADOW} const panel = shadow($('#d'), "{panel}").firstChild; {DIALOG}"""
    await drawn(blank, f"<div data-is=real>{ASKS}</div>", script)
    found = await controls.find(blank, choice("dialog", **SAVES), seconds=2)
    with pytest.raises(NotRecognised):
        await controls.put(found, None)
    assert await blank.evaluate("held") == "Everyone"


async def test_a_dialog_without_a_box_of_its_own(blank: Page) -> None:
    """As Vaadin draws it: what has the role is empty, and its contents are shown over the page."""
    panel = "<div style='position:fixed;top:90px;left:20px'><slot></slot><slot name=footer></slot></div>"
    asks = ASKS.replace("<x-dialog", "<x-dialog role=dialog aria-modal=true style='display:none'")
    script = f"""{SHADOW} const panel = $('#d'); shadow(panel, "{panel}"); {DIALOG}"""
    await drawn(blank, f"<div data-is=real>{asks}</div>", script)
    await chooses(blank, choice("dialog", **SAVES))
    assert await blank.evaluate("panel => document.querySelector('#d').style.display") == "none", "it is left closed"


async def test_a_list_without_a_box_of_its_own(blank: Page) -> None:
    """As Material Web draws it: the role is on an element that only passes its options on."""
    inner = f"<div role=combobox tabindex=0 aria-haspopup=listbox aria-expanded=false aria-controls=b aria-label='{LABEL}' id=c>Everyone</div><x-menu role=listbox id=b style='display:contents'><slot></slot></x-menu>"
    script = f"""{SHADOW} const root = shadow($('#s'), `{inner}`), combo = root.querySelector('#c');
    const place = shadow(root.querySelector('#b'), "<div style='position:fixed;top:90px;display:none'><slot></slot></div>").firstChild;
    const show = open => {{ place.style.display = open ? 'block' : 'none'; combo.setAttribute('aria-expanded', open); }};
    combo.onclick = () => show(true); $('#s').onkeydown = event => {{ if (event.key === 'Escape') show(false); }};
    place.onclick = event => {{ held = event.target.dataset.name; combo.textContent = held; show(false); }};"""
    await drawn(
        blank, f"<div data-is=real><x-select id=s>{options('option', 'aria-selected')}</x-select></div>", script
    )
    await chooses(blank, choice("select"))


async def test_a_group_without_a_box_of_its_own(blank: Page) -> None:
    """As Web Awesome draws its radios: the group passes on what it holds."""
    inside = f"<fieldset role=radiogroup aria-labelledby=l style='display:contents'><label id=l>{LABEL}</label><slot></slot></fieldset>"
    ones = "".join(
        f"<x-radio role=radio tabindex=0 aria-checked={str(one == 'Everyone').lower()} data-name={one}>{one}</x-radio> "
        for one in NAMES
    )
    script = f"""{SHADOW} shadow($('#g'), "{inside}"); $('#g').onclick = event => {{ if (!event.target.dataset.name) return; held = event.target.dataset.name;
    for (const one of $('#g').children) one.setAttribute('aria-checked', one === event.target); }};"""
    await drawn(blank, f"<div data-is=real><x-group id=g>{ones}</x-group></div>", script)
    await chooses(blank, choice("segmented"))


@pytest.mark.parametrize("role", ["combobox", "button"])
async def test_a_closed_list_whose_value_stands_beside_it(blank: Page, role: str) -> None:
    """As Element Plus and Quasar draw it: an empty field over the value. It says it once it is open."""
    field = {
        "combobox": f"<input role=combobox readonly aria-label='{LABEL}' aria-haspopup=listbox aria-expanded=false aria-controls=b id=c>",
        "button": f"<button aria-label='{LABEL}' aria-haspopup=listbox aria-expanded=false aria-controls=b id=c style='width:60px;height:20px'></button>",
    }[role]
    script = f"""{SHADOW} const show = open => {{ $('#b').style.display = open ? 'block' : 'none'; $('#c').setAttribute('aria-expanded', open); }};
    $('#c').onclick = () => show(true); onkeydown = event => {{ if (event.key === 'Escape') show(false); }};
    $('#b').onclick = event => {{ held = event.target.dataset.name; $('#v').textContent = held;
      for (const one of $('#b').children) one.setAttribute('aria-selected', one === event.target); show(false); }};"""
    more = f"<span id=v>Everyone</span><div role=listbox id=b style='display:none'>{options('option', 'aria-selected')}</div>"
    await drawn(blank, f"<div data-is=real>{field}{more}</div>", script)
    await chooses(blank, choice("select"))
