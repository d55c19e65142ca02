"""Every kind of control is found, read and set; what is not clearly one control is recognised as what it is."""

import json

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.spec import Control

LABEL = "Let partners use my data"
LABELS = {"en": [LABEL], "fr": ["Autoriser l\u2019usage de mes donn\u00e9es\u00a0?"]}
TOGGLE = "onclick=\"const k = {K}; this.setAttribute(k, this.getAttribute(k) !== 'true')\""


def toggle(attribute: str) -> str:
    return TOGGLE.replace("{K}", f"'{attribute}'")


TWO_STATE = {
    "native checkbox": f"<label><input type=checkbox checked> {LABEL}</label>",
    "label elsewhere": f"<input id=a type=checkbox checked><p>x</p><label for=a>{LABEL}</label>",
    "invisible under a drawn one": f"""<label role=label>{LABEL}<span style="position:relative;display:inline-block;
        width:20px;height:20px;border:1px solid"><input type=checkbox checked
        style="position:absolute;width:100%;height:100%;opacity:0;margin:0"></span></label>""",
    "covered by its drawn track": f"""<label>{LABEL}<span style="position:relative"><input type=checkbox checked
        style="position:absolute;opacity:0"><i style="position:absolute;inset:0;width:40px;height:20px;
        background:#ccc"></i></span></label>""",
    "not drawn at all": f"<label>{LABEL}<input type=checkbox checked style='display:none'><i>track</i></label>".replace(
        "<i>track</i>", "<i style='display:inline-block;width:30px;height:14px;background:#88f'></i>"
    ),
    "visually hidden": f"""<div style="position:relative"><input id=b type=checkbox checked style="position:absolute;width:1px;height:1px;clip:rect(0,0,0,0);overflow:hidden"><label for=b>{LABEL}</label></div>""",
    "input with role switch": f"<label><input type=checkbox role=switch checked> {LABEL}</label>",
    "button with role switch": f"<button role=switch aria-checked=true aria-label='{LABEL}' {toggle('aria-checked')}>o</button>",
    "div with role checkbox": f"""<div role=checkbox tabindex=0 aria-checked=true aria-labelledby=l
        style="width:20px;height:20px" {toggle("aria-checked")}></div><span id=l>{LABEL}</span>""",
    "typographic label": "<label><input type=checkbox checked> Autoriser l'usage  de mes donn\u00e9es\u202f?</label>",
}


def control(**fields: object) -> Control:
    return Control.model_validate_json(json.dumps({"labels": LABELS, **fields}))


@pytest.mark.parametrize("markup", TWO_STATE.values(), ids=TWO_STATE.keys())
async def test_two_state_controls(blank: Page, markup: str) -> None:
    await blank.set_content(markup)
    wanted = control(kind="checkbox", out="unchecked")
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "checked"
    await controls.put(found, None)
    reading = await controls.read(found)
    assert (reading.value, reading.opted_out, reading.enabled) == ("unchecked", True, True)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out, "set is not toggle"
    await controls.put(found, "checked")
    assert not (await controls.read(found)).opted_out


async def test_pressed_button(blank: Page) -> None:
    await blank.set_content(
        f"<button aria-pressed=true {toggle('aria-pressed')}>{LABEL}</button><button>{LABEL} x</button>"
    )
    found = await controls.find(blank, control(kind="pressed_button", out="off"), seconds=1)
    assert (await controls.read(found)).value == "on"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out


CLOSED = """<button id=b aria-haspopup=POPUP aria-label="LABEL" onclick="m.hidden=false">On</button>
<div id=m role=POPUP hidden><div role=ROLE onclick="b.innerText='Off';m.hidden=true">Off</div>
<div role=ROLE onclick="b.innerText='On';m.hidden=true">On</div>
<div role=ROLE onclick="document.title='touched'">Turn off and delete</div></div>""".replace("LABEL", LABEL)
CHOICES = {
    "radio": (
        f"<fieldset><label><input type=radio name=r checked> Yes</label><label><input type=radio name=r>{LABEL}</label></fieldset>",
        {"kind": "radio"},
        ("Yes", LABEL),
    ),
    "aria radio": (
        f"""<div role=radiogroup><div role=radio tabindex=0 aria-checked=true onclick="this.setAttribute('aria-checked',true);
        n.setAttribute('aria-checked',false)" id=y>Yes</div><div role=radio tabindex=0 aria-checked=false id=n
        onclick="this.setAttribute('aria-checked',true);y.setAttribute('aria-checked',false)">{LABEL}</div></div>""",
        {"kind": "radio"},
        ("Yes", LABEL),
    ),
    "select": (
        f"<label>{LABEL}<select><option>Everyone<option selected>Friends<option>No one</select></label>",
        {"kind": "select", "options": {"en": ["No one"]}},
        ("Friends", "No one"),
    ),
    "menu": (
        CLOSED.replace("POPUP", "menu").replace("ROLE", "menuitem"),
        {"kind": "menu", "options": {"en": ["Off"]}, "others": {"en": ["On"]}},
        ("On", "Off"),
    ),
    "combobox": (
        f"""<span id=t>{LABEL}</span><div id=c role=combobox tabindex=0 aria-labelledby="t c" aria-expanded=false
        onclick="l.hidden=false">Enabled</div><ul id=l role=listbox hidden>
        <li role=option onclick="c.innerText='Enabled';l.hidden=true">Enabled
        <li role=option onclick="c.innerText='Disabled';l.hidden=true">Disabled</ul>""",
        {"kind": "combobox", "options": {"en": ["Disabled"]}},
        ("Enabled", "Disabled"),
    ),
    "listbox": (
        f"""<ul role=listbox aria-label="{LABEL}" onclick="for (const o of this.children)
        o.setAttribute('aria-selected', o === event.target)"><li role=option aria-selected=true>Share<li role=option
        aria-selected=false>Keep</ul>""",
        {"kind": "listbox", "options": {"en": ["Keep"]}},
        ("Share", "Keep"),
    ),
    "segmented": (
        f"""<div role=group aria-label="{LABEL}" onclick="for (const o of this.children)
        o.setAttribute('aria-pressed', o === event.target)"><button aria-pressed=true>On</button><button
        aria-pressed=false>Off</button></div>""",
        {"kind": "segmented", "options": {"en": ["Off"]}},
        ("On", "Off"),
    ),
    "dialog": (
        f"""<button onclick="d.showModal();const c=window.saved||'Yes';for(const i of d.querySelectorAll('input'))
        i.checked=i.value===c">{LABEL}</button><dialog id=d><label><input type=radio name=q value=Yes>Yes</label><label>
        <input type=radio name=q value=No>No, do not</label><button onclick="window.saved=d.querySelector(':checked').value;
        d.close()">Confirm</button></dialog>""",
        {"kind": "dialog", "options": {"en": ["No, do not"]}, "confirm": {"en": ["Confirm"]}},
        ("Yes", "No, do not"),
    ),
}


@pytest.mark.parametrize(("markup", "fields", "values"), CHOICES.values(), ids=CHOICES.keys())
async def test_choices(blank: Page, markup: str, fields: dict[str, object], values: tuple[str, str]) -> None:
    await blank.set_content(markup)
    found = await controls.find(blank, control(**fields), seconds=1)
    first = await controls.read(found)
    assert (first.value, first.opted_out) == (values[0], False)
    await controls.put(found, None)
    reading = await controls.read(found)
    assert (reading.value, reading.opted_out) == (values[1], True)
    await controls.put(found, values[0])
    assert (await controls.read(found)).value == values[0], "what was there before can be put back"
    assert await blank.title() == ""


async def test_in_frames_and_shadow_roots(blank: Page) -> None:
    await blank.set_content(
        '<div id=host></div><iframe srcdoc="<label><input type=checkbox checked>In frame</label>"></iframe>'
    )
    await blank.evaluate(
        """label => { const root = host.attachShadow({mode: 'open'});
        root.innerHTML = '<my-inner></my-inner>';
        root.firstChild.attachShadow({mode: 'open'}).innerHTML = `<label><input type=checkbox checked>${label}</label>`; }""",
        LABEL,
    )
    for labels in (LABELS, {"en": ["In frame"]}):
        found = await controls.find(blank, control(kind="switch", out="off", labels=labels), seconds=1)
        assert (await controls.read(found)).value == "on"
        await controls.put(found, None)
        assert (await controls.read(found)).opted_out


async def test_a_host_and_the_input_inside_it_are_one_control(blank: Page) -> None:
    await blank.set_content(f"<x-switch role=switch aria-checked=true aria-label='{LABEL}'></x-switch>")
    await blank.evaluate(
        """label => { const host = document.querySelector('x-switch'); const root = host.attachShadow({mode: 'open'});
        root.innerHTML = `<input type=checkbox checked aria-label="${label}">`;
        root.firstChild.onchange = event => host.setAttribute('aria-checked', event.target.checked); }""",
        LABEL,
    )
    found = await controls.find(blank, control(kind="switch", out="off"), seconds=1)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out


NOT_ONE = {
    "missing": ("<label><input type=checkbox> Something else</label>", "not on the page"),
    "twice": (f"<label><input type=checkbox>{LABEL}</label>" * 2, "2 times"),
    "near miss": (f"<label><input type=checkbox> Do not {LABEL}</label>", "not on the page"),
    "unlabelled": (f"<span>{LABEL}</span><button role=switch aria-checked=true></button>", "not on the page"),
    "hidden": (f"<div hidden><label><input type=checkbox checked>{LABEL}</label></div>", "not on the page"),
    "only a heading": (f"<h2>{LABEL}</h2><button>{LABEL}</button><a href=#>{LABEL}</a>", "not on the page"),
}
UNREADABLE = {
    "mixed": f"<div role=checkbox aria-checked=mixed aria-label='{LABEL}'>x</div>",
    "no state": f"<div role=switch aria-label='{LABEL}'>x</div>",
    "contradiction": f"<input type=checkbox checked aria-checked=false aria-label='{LABEL}'>",
}


@pytest.mark.parametrize(("markup", "detail"), NOT_ONE.values(), ids=NOT_ONE.keys())
async def test_what_is_not_one_control_is_not_recognised(blank: Page, markup: str, detail: str) -> None:
    await blank.set_content(markup)
    with pytest.raises(NotRecognised, match=detail):
        await controls.find(blank, control(kind="checkbox", out="unchecked"), seconds=0.2)


@pytest.mark.parametrize("markup", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_reading_never_guesses(blank: Page, markup: str) -> None:
    await blank.set_content(markup)
    found = await controls.find(blank, control(kind="checkbox", out="unchecked"), seconds=0.5)
    with pytest.raises(NotRecognised):
        await controls.read(found)


async def test_indeterminate_is_neither_on_nor_off(blank: Page) -> None:
    await blank.set_content(f"<label><input type=checkbox>{LABEL}</label>")
    await blank.evaluate("document.querySelector('input').indeterminate = true")
    found = await controls.find(blank, control(kind="checkbox", out="unchecked"), seconds=0.5)
    with pytest.raises(NotRecognised, match="half on"):
        await controls.read(found)


async def test_disabled_is_seen(blank: Page) -> None:
    await blank.set_content(f"<fieldset disabled><label><input type=checkbox checked>{LABEL}</label></fieldset>")
    found = await controls.find(blank, control(kind="checkbox", out="unchecked"), seconds=0.5)
    assert not (await controls.read(found)).enabled


async def test_what_was_seen_is_listed(blank: Page) -> None:
    await blank.set_content(
        "<label><input type=checkbox checked>Block modifications</label><button role=switch aria-checked=false>x: y</button>"
    )
    with pytest.raises(NotRecognised) as trouble:
        await controls.find(blank, control(kind="checkbox", out="unchecked"), seconds=0.1)
    assert trouble.value.seen == ('checkbox "Block modifications" checked', 'switch "x: y"')


@pytest.mark.parametrize(("language", "found"), [("de-DE", True), ("en-US", False), ("", False)])
async def test_a_hint_stands_in_only_for_an_unknown_language(blank: Page, language: str, found: bool) -> None:
    await blank.set_content(f"<html lang='{language}'><label><input id=stable type=checkbox>Andere W\u00f6rter</label>")
    wanted = control(kind="checkbox", out="unchecked", hint="#stable")
    if found:
        assert (await controls.read(await controls.find(blank, wanted, seconds=0.3))).opted_out
    else:
        with pytest.raises(NotRecognised):
            await controls.find(blank, wanted, seconds=0.2)


async def test_every_label_can_be_a_control_of_its_own(blank: Page) -> None:
    await blank.set_content(
        "".join(
            f"<label><input type=checkbox {state}>{name}</label>" for name, state in (("A (Bot)", "checked"), ("B", ""))
        )
    )
    wanted = control(kind="switch", out="off", each=True, labels={"en": ["A (Bot)", "B"]})
    found = await controls.find(blank, wanted, seconds=0.5)
    before = (await controls.read(found)).value
    assert before == "A (Bot): on; B: off"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out
    await controls.put(found, before)
    assert (await controls.read(found)).value == before


async def test_a_closed_section_is_opened_by_its_name(blank: Page) -> None:
    await blank.set_content(
        f"""<button aria-expanded=false onclick="c.hidden=!c.hidden;this.setAttribute('aria-expanded',!c.hidden)">Crawlers</button>
        <div id=c hidden><label><input type=checkbox>{LABEL}</label></div>"""
    )
    wanted = control(kind="checkbox", out="unchecked", open_first=({"en": ["Crawlers"]},))
    assert (await controls.read(await controls.find(blank, wanted, seconds=1))).opted_out
