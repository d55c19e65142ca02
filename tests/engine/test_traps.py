"""What looks like the control and is not, what says two things, and what a person could not change."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page, Route

from automations import controls, element
from automations.outcome import NotRecognised
from tests.engine.widgets import CLIPPED, FLIPS, LABEL, SMALL, choice, control, drawn, touched

SWITCH = f"<button role=switch aria-checked=true aria-label='{LABEL}' style='{SMALL}' {FLIPS}></button>"
OTHER = f"<label><input type=checkbox checked>{LABEL} for good</label>"
OUT = f"<label><input type=checkbox>{LABEL}</label>"

ABSENT = {
    "two labels": f"<label for=a>{LABEL}</label><label for=a>never</label><input id=a type=checkbox>",
    "two labels of an undrawn input": f"<label for=a>{LABEL}</label><label for=a>never</label><input id=a type=checkbox hidden>",
    "an overriding name": f"<label>{LABEL}<input type=checkbox aria-label='Do not {LABEL}'></label>",
    "an overriding name of an undrawn input": f"<label>{LABEL}<input type=checkbox hidden aria-label='Do not'></label>",
    "a badge in the name": f"<label><input type=checkbox>{LABEL} <b>New</b></label>",
    "a not for screen readers only": f"<label><input type=checkbox><i style='{CLIPPED}'>Do not</i> {LABEL}</label>",
    "a not drawn by a style": f"<style>b::before{{content:'Do not '}}</style><label><input type=checkbox><b>{LABEL}</b></label>",
    "text beside, and no label": f"<div><input type=checkbox>{LABEL}</div>",
    "off screen": f"<div style='position:absolute;left:-4000px'>{OUT}</div>{OTHER}",
    "transparent": f"<div style='opacity:0'>{OUT}</div>{OTHER}",
    "itself transparent": SWITCH.replace("style='", "style='opacity:0;").replace("true", "false") + OTHER,
    "in a closed section": f"<details><summary>More</summary>{OUT}</details>{OTHER}",
    "in a sandbox": f'<iframe sandbox="allow-scripts" srcdoc="{OUT}" width=600 height=200></iframe>{OTHER}',
    "in a tiny frame": f'<iframe style="width:1px;height:1px" srcdoc="{OUT}"></iframe>{OTHER}',
    "in a transparent frame": f'<iframe style="opacity:0" srcdoc="{OUT}"></iframe>{OTHER}',
    "in a hidden frame": f'<iframe style="display:none" srcdoc="{OUT}"></iframe>{OTHER}',
    "hidden from screen readers": f"<div aria-hidden=true>{OUT}</div>",
}


@pytest.mark.parametrize("markup", ABSENT.values(), ids=ABSENT.keys())
async def test_what_a_person_could_not_mean_is_not_found(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    with pytest.raises(NotRecognised, match="not on the page"):
        await controls.find(blank, control(), seconds=0.2)


async def test_a_closed_root_cannot_be_looked_into(blank: Page) -> None:
    await drawn(blank, "<div id=host></div>" + OTHER, f"host.attachShadow({{mode: 'closed'}}).innerHTML = `{OUT}`")
    with pytest.raises(NotRecognised, match="not on the page"):
        await controls.find(blank, control(), seconds=0.2)


HIDDEN_NOT = f"<i style='{CLIPPED}'>Do not </i>"
SAME_TO_THE_EYE = {
    "in a label": f"<label><input type=checkbox>{HIDDEN_NOT}{LABEL}</label>",
    "in what names it": f"<p id=n>{HIDDEN_NOT}{LABEL}</p><button role=switch aria-checked=true aria-labelledby=n>o</button>",
    "under another name": f"<label>{LABEL}<input type=checkbox checked aria-label='Do not {LABEL}'></label>",
    "a button under another name": f"<button role=switch aria-checked=true aria-label='Do not {LABEL}'>{LABEL}</button>",
    "beside its words": f"<div><p>{LABEL}</p><button role=switch aria-checked=true aria-label='Do not {LABEL}'>o</button></div>",
    "in a frame": f'<iframe srcdoc="<label><input type=checkbox>{HIDDEN_NOT}{LABEL}</label>" width=600 height=200></iframe>',
}


@pytest.mark.parametrize("markup", SAME_TO_THE_EYE.values(), ids=SAME_TO_THE_EYE.keys())
async def test_of_two_that_look_the_same_none_is_meant(blank: Page, markup: str) -> None:
    await drawn(blank, OUT + markup)
    with pytest.raises(NotRecognised, match="on the page 2 times"):
        await controls.find(blank, control(), seconds=0.5)


OPTIONS = "<option>Everyone<option selected>Nobody"
CHOSEN = f"<label>{LABEL} <select>{OPTIONS}</select></label>"
NOBODY = "<label><input type=radio>Everyone</label><label><input type=radio checked>Nobody</label>"
CHOICES_THAT_LOOK_THE_SAME = {
    "a list": (
        "select",
        f"<label for=s>{LABEL}</label><select id=s aria-label='Do not {LABEL}'>{OPTIONS}</select>",
        CHOSEN,
    ),
    "a group": (
        "segmented",
        f"<fieldset aria-label='Do not {LABEL}'><legend>{LABEL}</legend>{NOBODY}</fieldset>",
        f"<fieldset><legend>{LABEL}</legend>{NOBODY}</fieldset>",
    ),
}

ACTIONS = {
    "on": f"<button>{LABEL}</button>",
    "out": "<button>Share again</button>",
}


@pytest.mark.parametrize("meant", ACTIONS.values(), ids=ACTIONS.keys())
async def test_of_two_buttons_that_look_the_same_none_is_meant(blank: Page, meant: str) -> None:
    action = control(kind="action", done={"en": ["Share again"]})
    await drawn(blank, meant)
    await controls.read(await controls.find(blank, action, seconds=0.5))
    await drawn(blank, meant + f"<button aria-label='Do not {LABEL}'>{LABEL}</button>")
    with pytest.raises(NotRecognised, match="on the page 2 times"):
        await controls.find(blank, action, seconds=0.5)


@pytest.mark.parametrize(
    ("kind", "markup", "meant"), CHOICES_THAT_LOOK_THE_SAME.values(), ids=CHOICES_THAT_LOOK_THE_SAME.keys()
)
async def test_of_two_choices_that_look_the_same_none_is_meant(blank: Page, kind: str, markup: str, meant: str) -> None:
    await drawn(blank, meant)
    assert (await controls.read(await controls.find(blank, choice(kind), seconds=0.5))).opted_out
    await drawn(blank, meant + markup)
    with pytest.raises(NotRecognised, match="on the page 2 times"):
        await controls.find(blank, choice(kind), seconds=0.5)


TWINS = {
    "not drawn": f"<div style='display:none'>{OUT}</div>",
    "invisible": f"<div style='visibility:hidden'>{OUT}</div>",
    "off screen": f"<div style='position:absolute;left:-4000px'>{OUT}</div>",
    "in a hidden frame": f'<iframe hidden srcdoc="{OUT}"></iframe>',
    "in a closed section": f"<details><summary>More</summary>{OUT}</details>",
}


@pytest.mark.parametrize("twin", TWINS.values(), ids=TWINS.keys())
async def test_the_one_that_a_person_sees_counts(blank: Page, twin: str) -> None:
    await drawn(blank, twin + f"<div data-is=real>{SWITCH}</div>")
    found = await controls.find(blank, control(), seconds=0.5)
    assert (await controls.read(found)).value == "on"
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out and await touched(blank) == {"real"}


LAGGING = """customElements.define('x-switch', class extends HTMLElement {
  get checked() { return true; } }); document.querySelector('x-switch').setAttribute('aria-checked', false)"""
TWO_THINGS = {
    "a component ahead of its ARIA state": (f"<x-switch role=switch aria-label='{LABEL}'>o</x-switch>", LAGGING),
    "an input that is submitted": (
        f"<div role=switch aria-checked=false aria-label='{LABEL}'>o<input name=s type=checkbox checked hidden></div>",
        "",
    ),
    "an undrawn input under the same label": (
        f"<label for=s id=l>{LABEL}</label><input id=s type=checkbox checked hidden>"
        "<button role=switch aria-checked=false aria-labelledby=l>o</button>",
        "",
    ),
    "an undrawn box beside it": (
        f"<p><input role=switch type=checkbox checked hidden><button role=switch aria-checked=false aria-label='{LABEL}'>o</button></p>",
        "",
    ),
    "two ARIA states": (f"<div role=checkbox aria-checked=false aria-selected=true aria-label='{LABEL}'>o</div>", ""),
}


@pytest.mark.parametrize(("markup", "script"), TWO_THINGS.values(), ids=TWO_THINGS.keys())
async def test_what_says_two_things_is_not_believed(blank: Page, markup: str, script: str) -> None:
    await drawn(blank, markup, script)
    found = await controls.find(blank, control(), seconds=0.5)
    with pytest.raises(NotRecognised, match="two things"):
        await controls.read(found)


UNUSED = {
    "inside": f"<div role=switch aria-checked=true aria-label='{LABEL}' tabindex=0>o<span aria-hidden=true><input type=checkbox></span></div>",
    "of a menu": f"<p>{SWITCH}<input id=menu type=checkbox hidden><label for=menu>Menu</label></p>",
    "of another": f"<p>{SWITCH}<button role=switch aria-checked=false aria-label=Other>o</button><input type=checkbox hidden></p>",
    "drawn": f"<p>{SWITCH}<input type=checkbox aria-label=Other></p>",
}


@pytest.mark.parametrize("markup", UNUSED.values(), ids=UNUSED.keys())
async def test_an_input_that_is_not_its_own_does_not_count(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    found = await controls.find(blank, control(), seconds=0.5)
    assert (await controls.read(found)).value == "on"


FIXED = {
    "inert": f"<div inert>{SWITCH}</div>",
    "aria-disabled around": f"<div aria-disabled=true>{SWITCH}</div>",
    "a disabled fieldset": f"<fieldset disabled>{SWITCH}</fieldset>",
    "read only": SWITCH.replace("role=", "aria-readonly=true role="),
    "its inner input is disabled": f"<div role=switch aria-checked=true aria-label='{LABEL}'>o<input name=s type=checkbox checked disabled></div>",
}


@pytest.mark.parametrize("markup", FIXED.values(), ids=FIXED.keys())
async def test_what_cannot_be_changed_says_so(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    reading = await controls.read(await controls.find(blank, control(), seconds=0.5))
    assert (reading.value, reading.enabled) == ("on", False)


async def test_a_disabled_component_speaks_for_its_inside(blank: Page) -> None:
    inside = f"host.attachShadow({{mode: 'open'}}).innerHTML = `{SWITCH}`"
    await drawn(blank, "<x-switch id=host disabled></x-switch>", inside)
    assert not (await controls.read(await controls.find(blank, control(), seconds=0.5))).enabled


async def test_what_is_still_loading_is_not_read(blank: Page) -> None:
    await drawn(blank, f"<main aria-busy=true>{SWITCH.replace('true', 'false')}</main>")
    found = await controls.find(blank, control(), seconds=0.5)
    with pytest.raises(NotRecognised, match="still loading"):
        await controls.read(found)
    await blank.evaluate("document.querySelector('main').removeAttribute('aria-busy')")
    assert (await controls.read(found)).value == "off"


CHANGES = {
    "a tick": ("<label><input type=checkbox checked>NAME</label>", "one.checked = !one.checked"),
    "an ARIA state": (SWITCH, "one.setAttribute('aria-checked', one.getAttribute('aria-checked') !== 'true')"),
}


@pytest.mark.parametrize(("markup", "change"), CHANGES.values(), ids=CHANGES.keys())
async def test_what_changes_by_itself_is_noticed(blank: Page, markup: str, change: str) -> None:
    await drawn(blank, markup.replace("NAME", LABEL))
    found = await controls.find(blank, control(), seconds=0.5)
    await controls.observe(found, 0.2)
    await blank.evaluate(f"const one = document.querySelector('input, button'); setInterval(() => {{ {change} }}, 15)")
    with pytest.raises(NotRecognised, match="keeps changing"):
        await controls.observe(found, 0.2)


async def test_a_page_that_stops_the_clock_is_given_up(blank: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(element, "WATCH_SECONDS", 0.3)
    await drawn(blank, SWITCH, "window.setTimeout = () => 0")
    found = await controls.find(blank, control(), seconds=0.5)
    with pytest.raises(NotRecognised, match="does not answer"):
        await controls.observe(found, 0.1)


SPELLED = [
    "Let partners use\u00a0my\u202fdata",
    "Let part\u00adners use my da\u200bta",
    "\u2067Let partners use my data\u2069",
]


@pytest.mark.parametrize("name", [*SPELLED, "LET PARTNERS USE MY DATA"])
async def test_spelling_does_not_matter(blank: Page, name: str) -> None:
    await drawn(blank, f"<div dir=rtl><label>{name} <input type=checkbox checked></label></div>")
    assert (await controls.read(await controls.find(blank, control(), seconds=0.5))).value == "on"


async def test_in_frames_of_other_sites(blank: Page) -> None:
    async def answer(route: Route) -> None:
        inner = {"/": "https://b.example/mid", "/mid": "https://c.example/in"}.get(
            route.request.url.partition("example")[2]
        )
        body = f"<iframe src={inner} width=600 height=300></iframe>" if inner else f"<div data-is=real>{SWITCH}</div>"
        await route.fulfill(body=body, content_type="text/html")

    await blank.context.route("**/*", answer)
    await blank.goto("https://a.example/")
    found = await controls.find(blank, control(), seconds=3)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out
