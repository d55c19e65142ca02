"""A control is pressed exactly once, and nothing else is; where that cannot be had, nothing is pressed at all."""

# ruff: noqa: E501 - markup, one part of a widget a line

import asyncio
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, Route

from automations import controls, element
from automations.outcome import NotRecognised
from tests.engine.widgets import CLIPPED, FLIPS, LABEL, SMALL, control, drawn, touched

COVER = "position:fixed;inset:0;background:#0008;z-index:9"
WORDS = LABEL.split()


async def test_a_link_in_the_middle_of_the_label_is_left_alone(blank: Page) -> None:
    link = f"<a href=/gone data-is=link style='padding:9px 250px'>{' '.join(WORDS[1:-1])}</a>"
    await drawn(blank, f"<label data-is=real>{WORDS[0]} {link} {WORDS[-1]}<input type=checkbox checked hidden></label>")
    found = await controls.find(blank, control(), seconds=0.5)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out and await touched(blank) == {"real"}


async def test_a_button_within_the_row_is_left_alone(blank: Page) -> None:
    inner = "<button data-is=inner style='width:98%'>Learn more</button>"
    row = f"role=checkbox aria-checked=true tabindex=0 aria-label='{LABEL}' style='display:block;padding:4px 30px'"
    await drawn(blank, f"<div {row} data-is=real {FLIPS}>{inner}</div>")
    found = await controls.find(blank, control(), seconds=0.5)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out and await touched(blank) == {"real"}


REACHED = {
    "by its label, where the input takes no pointer": f"""<div data-is=real><label for=a>{LABEL}</label>
        <input id=a type=checkbox checked style="{CLIPPED};pointer-events:none"></div>""",
    "by its label, where the input has no size": f"""<label data-is=real>{LABEL}<input type=checkbox checked
        style="width:0;height:0;margin:0;opacity:0"></label>""",
    "by keyboard, where neither can be pointed at": f"""<i style="{SMALL}"></i><input type=checkbox checked data-is=real
        aria-label="{LABEL}" style="{CLIPPED};pointer-events:none">""",
    "by keyboard, where it is never still": f"""<style>@keyframes m {{ to {{ transform: translate(40px) }} }}</style>
        <button role=switch aria-checked=true aria-label="{LABEL}" data-is=real {FLIPS}
        style="{SMALL};animation:m .3s infinite alternate"></button>""",
    "once what covers it is gone": f"""<label data-is=real><input type=checkbox checked>{LABEL}</label>
        <div id=c style="{COVER}"></div>""",
}


@pytest.mark.parametrize("markup", REACHED.values(), ids=REACHED.keys())
async def test_there_is_a_way_to_press_it(blank: Page, markup: str, brisk: None) -> None:
    await drawn(blank, markup, "setTimeout(() => window.c && c.remove(), 400)")
    found = await controls.find(blank, control(), seconds=0.5)
    await controls.put(found, None)
    assert (await controls.read(found)).opted_out and await touched(blank) == {"real"}
    await controls.put(found, "on")
    assert not (await controls.read(found)).opted_out


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Less patience: what is awaited in these tests comes soon or never."""
    monkeypatch.setattr(element, "AIM_SECONDS", 0.8)
    monkeypatch.setattr(element, "CLICK_SECONDS", 0.8)
    yield


THIEF = """const thief = document.querySelector('[data-is=thief]'); thief.focus();
document.addEventListener('focusin', event => { if (event.target !== thief) DO }, true);"""


@pytest.mark.parametrize(
    "when", ["thief.focus()", "setTimeout(() => thief.focus())", "setTimeout(() => thief.focus(), 60)"]
)
async def test_keys_do_not_reach_whoever_steals_the_focus(blank: Page, when: str, brisk: None) -> None:
    prompt = f"<div style='{COVER}'><button data-is=thief>Share everything</button></div>"
    await drawn(blank, f"<label><input type=checkbox checked>{LABEL}</label>{prompt}", THIEF.replace("DO", when))
    found = await controls.find(blank, control(), seconds=0.5)
    with pytest.raises(NotRecognised, match="cannot be pressed"):
        await controls.put(found, None)
    assert (await controls.read(found)).value == "on" and await touched(blank) == set()


async def test_behind_a_modal_dialog_nothing_is_pressed(blank: Page, brisk: None) -> None:
    dialog = "<dialog><button data-is=dialog>Turn on</button></dialog>"
    markup = f"<label><input type=checkbox checked>{LABEL}</label>{dialog}"
    await drawn(blank, markup, "document.querySelector('dialog').showModal()")
    found = await controls.find(blank, control(), seconds=0.5)
    with pytest.raises(NotRecognised, match="cannot be pressed"):
        await controls.put(found, None)
    assert await touched(blank) == set()


async def test_a_page_that_is_busy_after_the_press_is_not_pressed_again(blank: Page, brisk: None) -> None:
    slow = "onchange='const end = Date.now() + 1600; while (Date.now() < end); presses.push(this.checked)'"
    await drawn(blank, f"<label><input type=checkbox checked {slow}>{LABEL}</label>", "window.presses = []")
    found = await controls.find(blank, control(), seconds=0.5)
    await controls.put(found, None)
    assert await blank.evaluate("presses") == [False]


async def test_a_press_that_leads_to_a_slow_page_is_not_repeated(blank: Page, brisk: None) -> None:
    sent: list[str] = []

    async def answer(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
            await asyncio.sleep(1.5)
        tick = "" if sent else "checked"
        form = f"<form method=post><label><input type=checkbox name=s {tick} onchange=this.form.submit()>{LABEL}</label></form>"
        await route.fulfill(body=form, content_type="text/html")

    await blank.context.route("**/*", answer)
    await blank.goto("https://a.example/")
    found = await controls.find(blank, control(), seconds=1)
    await controls.put(found, None)
    await blank.wait_for_load_state("networkidle")
    assert (await controls.read(found)).opted_out and sent == [""]


async def test_what_was_half_done_is_left_to_the_fresh_load(blank: Page, brisk: None) -> None:
    boxes = "<label><input type=checkbox checked>A</label><fieldset inert><label><input type=checkbox checked>B</label></fieldset>"
    await drawn(blank, boxes)
    found = await controls.find(blank, control(each=True, labels={"en": ["A", "B"]}), seconds=0.5)
    await controls.put(found, None)
    assert (await controls.read(found)).value == "A: off; B: on"
