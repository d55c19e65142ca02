"""Choices as design systems draw them: select-only combo boxes, list boxes, menus and groups of buttons."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.spec import Control
from tests.engine.choosing import BETWEEN, HELD, NAMES, chooses, options
from tests.engine.widgets import LABEL, choice, drawn, touched

COMBO_LABEL = f"<div id=l>{LABEL}</div>"
LISTS: dict[str, tuple[str, str, Control]] = {
    "a select-only combo box (ARIA APG)": (
        f"""{COMBO_LABEL}<div role=combobox id=c aria-controls=b aria-expanded=false aria-haspopup=listbox aria-labelledby=l tabindex=0>Everyone</div>
        <div role=listbox id=b aria-labelledby=l tabindex=-1 style="display:none">{options("option", "aria-selected")}</div>""",
        """const show = open => { $('#b').style.display = open ? 'block' : 'none'; $('#c').setAttribute('aria-expanded', open); };
        $('#c').onclick = () => show($('#b').style.display === 'none'); $('#c').onblur = event => { if (!window.within) show(false); };
        $('#b').onmousedown = () => { window.within = true; };
        $('#b').onclick = event => { held = event.target.dataset.name; $('#c').textContent = held; mark($('#b').children, 'aria-selected'); show(false); window.within = false; $('#c').focus(); };
        $('#c').onkeydown = event => { if (event.key === 'Escape') show(false); };""",
        choice("combobox"),
    ),
    "Material UI select: a portal, over a page that is hidden": (
        f"""<div id=root><label id=l>{LABEL}</label><div><div tabindex=0 role=combobox aria-expanded=false aria-haspopup=listbox aria-labelledby="l v" id=v>Everyone</div>
        <input aria-hidden=true tabindex=-1 value=everyone style="position:absolute;bottom:0;left:0;opacity:0;pointer-events:none"></div></div>""",
        f"""const close = () => {{ $('[data-is=list]').remove(); $('#root').removeAttribute('aria-hidden'); $('#v').setAttribute('aria-expanded', false); }};
        $('#v').onmousedown = () => {{ const portal = document.createElement('div'); portal.dataset.is = 'list'; portal.style.cssText = 'position:fixed;inset:0';
          portal.innerHTML = `<div aria-hidden=true style="position:fixed;inset:0;z-index:-1"></div><div style="position:absolute;top:90px"><div role=listbox aria-labelledby=l tabindex=-1>{options("option", "aria-selected")}</div></div>`;
          document.body.append(portal); $('#root').setAttribute('aria-hidden', true); $('#v').setAttribute('aria-expanded', true); mark(portal.querySelectorAll('[role=option]'), 'aria-selected');
          portal.onclick = event => {{ if (event.target.dataset.name) {{ held = event.target.dataset.name; $('#v').textContent = held; }} close(); }};
          portal.onkeydown = event => {{ if (event.key === 'Escape') close(); }}; portal.querySelector('[role=option]').focus(); }};""",
        choice("combobox"),
    ),
    "Headless UI list: there only while it is open": (
        f"<label id=l>{LABEL}</label><button id=v type=button aria-haspopup=listbox aria-expanded=false aria-labelledby='l v'>Everyone</button><div id=place></div>",
        f"""const close = () => {{ $('#place').innerHTML = ''; $('#v').removeAttribute('aria-controls'); $('#v').setAttribute('aria-expanded', false); }};
        $('#v').onclick = () => {{ if ($('#list')) return close(); $('#place').innerHTML = `<div role=listbox id=list tabindex=0>{options("option", "aria-selected")}</div>`;
          mark($('#list').children, 'aria-selected'); $('#v').setAttribute('aria-controls', 'list'); $('#v').setAttribute('aria-expanded', true); $('#list').focus();
          $('#list').onclick = event => {{ held = event.target.dataset.name; $('#v').textContent = held; close(); }}; $('#list').onkeydown = event => {{ if (event.key === 'Escape') close(); }}; }};""",
        choice("combobox"),
    ),
    "a list box (ARIA APG)": (
        f"<span id=l>{LABEL}</span><div role=listbox id=b tabindex=0 aria-labelledby=l>{options('option', 'aria-selected')}</div>",
        "$('#b').onclick = event => { held = event.target.dataset.name; mark($('#b').children, 'aria-selected'); };",
        choice("listbox"),
    ),
    "a menu button with radios in a group": (
        f"""<button id=v aria-haspopup=true aria-controls=m aria-expanded=false aria-label="{LABEL}"><i aria-hidden=true>...</i></button>
        <div role=menu id=m aria-labelledby=v style="display:none"><div role=group aria-label=Who>{options("menuitemradio", "aria-checked")}</div><div role=separator></div><div role=menuitem tabindex=-1 data-is=learn>Learn more</div></div>""",
        """const show = open => { $('#m').style.display = open ? 'block' : 'none'; $('#v').setAttribute('aria-expanded', open); if (open) $('#m [data-name]').focus(); };
        $('#v').onclick = () => show(true); $('#m').onkeydown = event => { if (event.key === 'Escape') show(false); };
        $('#m').onclick = event => { held = event.target.dataset.name; mark(document.querySelectorAll('[data-name]'), 'aria-checked'); show(false); };""",
        choice("menu"),
    ),
    "Radix menu: radios, and the page takes no pointer": (
        f"<button id=v type=button aria-haspopup=menu aria-expanded=false data-state=closed>{LABEL}: <b>Everyone</b></button><div id=place></div>",
        f"""const close = () => {{ $('#place').innerHTML = ''; document.body.style.pointerEvents = ''; $('#v').setAttribute('aria-expanded', false); }};
        $('#v').onpointerdown = () => {{ $('#place').innerHTML = `<div style="position:fixed;top:60px;pointer-events:auto"><div role=menu data-state=open tabindex=-1 aria-labelledby=v><div role=group>{options("menuitemradio", "aria-checked")}</div></div></div>`;
          document.body.style.pointerEvents = 'none'; mark(document.querySelectorAll('[data-name]'), 'aria-checked'); $('#v').setAttribute('aria-expanded', true); $('#place [role=menu]').focus();
          $('#place').onkeydown = event => {{ if (event.key === 'Escape') close(); }}; $('#place').onclick = event => {{ held = event.target.dataset.name; $('#v b').textContent = held; close(); }}; }};""",
        choice("menu"),
    ),
    "a segmented group of buttons with role radio": (
        f"<div role=radiogroup aria-label='{LABEL}' id=g>"
        + "".join(
            f"<button type=button role=radio aria-checked={str(name == 'Everyone').lower()} data-name={name}>{name}</button>"
            for name in NAMES
        )
        + "</div>",
        "$('#g').onclick = event => { held = event.target.dataset.name; mark($('#g').children, 'aria-checked'); };",
        choice("segmented"),
    ),
    "Radix radios: buttons named by labels, over hidden inputs": (
        f"<span id=l>{LABEL}</span><div role=radiogroup aria-labelledby=l id=g>"
        + "".join(
            f"""<div style="position:relative"><button type=button role=radio aria-checked={str(name == "Everyone").lower()} id=r{name} data-name={name} style="width:16px;height:16px"></button>
            <input type=radio aria-hidden=true tabindex=-1 name=q {"checked" if name == "Everyone" else ""} style="position:absolute;left:0;opacity:0;pointer-events:none;margin:0"><label for=r{name}>{name}</label></div>"""
            for name in NAMES
        )
        + "</div>",
        """$('#g').onclick = event => { const one = event.target.closest('[data-name]'); if (!one) return; held = one.dataset.name;
        for (const other of document.querySelectorAll('[data-name]')) { other.setAttribute('aria-checked', other === one); other.nextElementSibling.checked = other === one; } };""",
        choice("segmented"),
    ),
    "toggle buttons of which one is pressed": (
        f"<div role=group aria-label='{LABEL}' id=g>"
        + "".join(
            f"<button aria-pressed={str(name == 'Everyone').lower()} data-name={name}>{name}</button>" for name in NAMES
        )
        + "</div>",
        "$('#g').onclick = event => { held = event.target.dataset.name; mark($('#g').children, 'aria-pressed'); };",
        choice("segmented"),
    ),
}


@pytest.mark.parametrize("widget", LISTS.values(), ids=LISTS.keys())
async def test_lists(blank: Page, widget: tuple[str, str, Control]) -> None:
    markup, script, wanted = widget
    await drawn(blank, f"<div data-is=real>{markup}</div>", HELD + script)
    await chooses(blank, wanted)


POINTED = "<div><label for=c>{label}</label><span id=c tabindex=0 role=combobox aria-expanded=false aria-haspopup=true aria-owns=b {more}><span>Everyone</span></span></div>"
MENU = f"<div style='position:absolute;top:90px'><div role=listbox id=b style='display:none'>{options('option', 'aria-selected')}</div></div>"
PICKS = """const show = open => { $('#b').style.display = open ? 'block' : 'none'; $('#c').setAttribute('aria-expanded', open); };
$('#c').onclick = () => show(true); onkeydown = event => { if (event.key === 'Escape') show(false); };
$('#b').onclick = event => { held = event.target.dataset.name; $('#c span').textContent = held; mark($('#b').children, 'aria-selected'); show(false); };"""


@pytest.mark.parametrize("more", ["", "aria-label=Everyone"], ids=["jQuery UI selectmenu", "PrimeVue"])
async def test_a_list_that_is_no_input_to_which_a_label_points(blank: Page, more: str) -> None:
    """The browser ties no name to it, but whoever sees the page reads one."""
    beside = "<label for=o>Another</label><span id=o role=combobox tabindex=0 data-is=other>Everyone</span>"
    markup = beside + f"<div data-is=real>{POINTED.format(label=LABEL, more=more)}{MENU}</div>"
    script = PICKS.replace("= held;", "= held; if ($('#c').ariaLabel) $('#c').ariaLabel = held;")
    await drawn(blank, markup, HELD + script)
    found = await controls.find(blank, choice("select"), seconds=2)
    assert (await controls.read(found)).value == "Everyone"
    await controls.put(found, None)
    assert await blank.evaluate("held") == "Nobody"
    assert (await controls.read(found)).opted_out
    assert await touched(blank) <= {"real", *BETWEEN}


@pytest.mark.parametrize(
    "markup",
    [
        POINTED.format(label="Another", more="") + f"<label for=c>{LABEL}</label>",
        POINTED.format(label=LABEL, more="aria-label='Share with friends'"),
        POINTED.format(label=LABEL, more="") + "<b id=c>Everyone</b>",
        POINTED.format(label=LABEL + " in ads", more=""),
    ],
    ids=["two labels", "another name", "two of that id", "another label"],
)
async def test_a_label_that_points_to_something_else_names_nothing(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    with pytest.raises(NotRecognised):
        await controls.find(blank, choice("select"), seconds=0.5)
    assert not await touched(blank)
