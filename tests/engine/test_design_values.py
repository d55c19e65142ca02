"""Lists that do not say their value where it is looked for, as design systems draw them: each is read, and set once."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.spec import Control
from tests.engine.choosing import HELD, NAMES, chooses, options
from tests.engine.widgets import CLIPPED, LABEL, choice, drawn, touched

FIELD = "type=text autocomplete=off id=f aria-expanded=false"
ROWS = "".join(f"<div class=row data-name={name}>{name}</div>" for name in NAMES)
OVERLAID = f"<label for=f>{LABEL}</label><div style='display:grid;width:200px'><div id=v style='grid-area:1/1'>Everyone</div><div style='grid-area:1/1'><input role=combobox aria-haspopup=true {FIELD} MORE></div></div><div id=place></div>"
SHOWS = """const hide = () => { $('#place').innerHTML = ''; $('#f').setAttribute('aria-expanded', false); };
const show = () => { $('#place').innerHTML = LIST; mark($('#place').querySelectorAll('[data-name]'), 'aria-selected'); $('#f').setAttribute('aria-expanded', true); };
const take = name => { held = name; if (window.v) v.textContent = name; else $('#f').value = name; hide(); };
$('#place').onmousedown = event => event.preventDefault();
$('#place').onclick = event => { if (event.target.dataset.name) take(event.target.dataset.name); };"""
CLICKS = "$('#f').onclick = () => $('#place').innerHTML ? hide() : show();"
ESCAPES = "$('#f').onkeydown = event => { if (event.key === 'Escape') hide(); KEYS };"
LIST = f"`<div role=listbox data-is=list>{options('option', 'aria-selected')}</div>`"


MENU = f"`<div role=menu data-is=list>{options('menuitemradio', 'aria-checked')}</div>`"


def steps(keys: str = "", opens: str = CLICKS, list_: str = LIST) -> str:
    """What a press, the keys and a choice do."""
    return HELD + SHOWS.replace("LIST", list_) + opens + ESCAPES.replace("KEYS", keys)


WALKED = """`<div style="position:absolute"><div role=listbox id=b style="width:0;height:0;overflow:hidden"></div><div>ROWS</div></div>`""".replace(
    "ROWS", ROWS
)
WALKS = """const names = ['Everyone', 'Friends', 'Nobody']; window.at = 0;
const near = () => { $('#b').innerHTML = names.map((name, i) => Math.abs(i - at) > 1 ? '' :
  `<div role=option id=o${i} aria-label=${name} aria-selected=${name === held}>${name}</div>`).join('');
  $('#f').setAttribute('aria-controls', 'b'); $('#f').setAttribute('aria-activedescendant', 'o' + at); };
$('#f').onclick = () => { show(); at = names.indexOf(held); near(); };"""
WALK = "if (event.key === 'ArrowDown') { at = (at + 1) % 3; near(); } if (event.key === 'Enter') { event.preventDefault(); take(names[at]); }"
LISTS: dict[str, tuple[str, str, Control]] = {
    "react-select: the value is drawn over an empty field": (
        OVERLAID.replace("MORE", "aria-autocomplete=list"),
        steps(),
        choice("combobox"),
    ),
    "react-select that takes no typing: a field beyond the page that calls itself read-only": (
        OVERLAID.replace("MORE", "aria-readonly=true inputmode=none style='position:relative;left:-400px;width:1px'"),
        steps(
            opens="$('#v').parentNode.onmousedown = event => { event.preventDefault(); $('#place').innerHTML ? hide() : show(); };"
        ),
        choice("combobox"),
    ),
    "Ant Design: only the options near the highlight are announced, and they are not drawn": (
        OVERLAID.replace("MORE", "aria-autocomplete=list readonly"),
        steps(keys=WALK, opens=WALKS, list_=WALKED),
        choice("combobox"),
    ),
    "Mantine: a field without a role of its own": (
        f"<label for=f>{LABEL}</label><input readonly aria-haspopup=listbox {FIELD} value=Everyone><div id=place></div>",
        steps(),
        choice("select"),
    ),
    "React Aria, Chakra: a press gives the focus, the arrow key opens": (
        f"<label for=f>{LABEL}</label><input role=combobox aria-autocomplete=list {FIELD} value=Everyone><div id=place></div>",
        steps(keys="if (event.key === 'ArrowDown') show();", opens=""),
        choice("combobox"),
    ),
    "Radix: a menu button that shows dots": (
        f"<button id=f aria-haspopup=menu aria-expanded=false aria-label='{LABEL}'>...</button><div id=place></div>",
        steps(list_=MENU).replace("else $('#f').value = name;", "").replace("'aria-selected')", "'aria-checked')"),
        choice("menu"),
    ),
}


@pytest.mark.parametrize("widget", LISTS.values(), ids=LISTS.keys())
async def test_lists_that_show_no_value(blank: Page, widget: tuple[str, str, Control]) -> None:
    markup, script, wanted = widget
    neighbour = "<label data-is=other>Who may see it<input role=combobox value=Everyone></label>"
    await drawn(blank, f"{neighbour}<div data-is=real>{markup}</div>{neighbour}", script)
    await chooses(blank, wanted)


UNTOLD = {
    "something else is drawn than the list says": ("Everyone</div>", "Nobody</div>"),
    "two values are drawn": ("Everyone</div>", "Everyone</div><div>Nobody</div>"),
    "nothing is drawn": ("Everyone</div>", "</div>"),
}


@pytest.mark.parametrize("change", UNTOLD.values(), ids=UNTOLD.keys())
async def test_a_list_is_believed_only_with_what_is_drawn_over_its_field(blank: Page, change: tuple[str, str]) -> None:
    await drawn(blank, OVERLAID.replace(*change, 1), steps())
    found = await controls.find(blank, choice("combobox"), seconds=1)
    with pytest.raises(NotRecognised, match="but the control shows"):
        await controls.read(found)
    assert not await blank.locator("[role=listbox]").is_visible()


async def test_reading_presses_no_key_that_could_choose(blank: Page) -> None:
    changes = "$('#f').onkeydown = event => { if (event.key.startsWith('Arrow')) held = 'Nobody'; };"
    await drawn(blank, f"<label for=f>{LABEL}</label><input role=combobox readonly {FIELD}>", HELD + changes)
    found = await controls.find(blank, choice("combobox"), seconds=1)
    with pytest.raises(NotRecognised, match="opened nothing"):
        await controls.read(found)
    assert await blank.evaluate("held") == "Everyone"


async def test_an_option_that_the_arrow_keys_do_not_reach_is_not_chosen(blank: Page) -> None:
    markup, script, wanted = LISTS[
        "Ant Design: only the options near the highlight are announced, and they are not drawn"
    ]
    await drawn(blank, markup, script.replace("'Nobody'", "'Noone'"))
    found = await controls.find(blank, wanted, seconds=1)
    with pytest.raises(NotRecognised, match="not in the list once"):
        await controls.put(found, None)
    assert await blank.evaluate("held") == "Everyone"


WRAPPED = "".join(
    f"<label><span role=radio tabindex=0 aria-checked={str(name == 'Everyone').lower()} style='display:inline-block;width:16px;height:16px;background:#88f'></span><input type=radio name=q aria-hidden=true tabindex=-1 value={name} {'checked' if name == 'Everyone' else ''} style='{CLIPPED}'>{name}</label>"
    for name in NAMES
)
NAMED = "".join(
    f"<label><input type=radio name=q aria-labelledby=n{name} value={name} {'checked' if name == 'Everyone' else ''} style='display:none'><span id=n{name}>{name}</span></label>"
    for name in NAMES
)
SAYS = "for (const one of document.querySelectorAll('[name=q]')) one.onchange = () => { held = one.value; for (const other of document.querySelectorAll('[role=radio]')) other.setAttribute('aria-checked', other.nextSibling.value === held); };"


@pytest.mark.parametrize("radios", [WRAPPED, NAMED], ids=["Base UI: unnamed beside its input", "rsuite: not drawn"])
async def test_radios_named_by_the_label_around_them(blank: Page, radios: str) -> None:
    await drawn(blank, f"<div role=radiogroup aria-label='{LABEL}' data-is=real>{radios}</div>", HELD + SAYS)
    found = await controls.find(blank, choice("segmented"), seconds=1)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert await blank.evaluate("held") == "Nobody"
    assert (await controls.read(found)).opted_out
    assert await touched(blank) == {"real"}


async def test_a_drawn_radio_that_disagrees_with_its_input_is_not_read(blank: Page) -> None:
    await drawn(blank, f"<div role=radiogroup aria-label='{LABEL}'>{WRAPPED.replace('=true', '=false', 1)}</div>")
    found = await controls.find(blank, choice("segmented"), seconds=1)
    with pytest.raises(NotRecognised, match="two things at once"):
        await controls.read(found)
