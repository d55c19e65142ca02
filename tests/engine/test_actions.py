"""Buttons named after what they do, questions that use the same words, and openers that something covers."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from tests.engine.widgets import LABEL, control, drawn, touched

ACTION = control(kind="action", labels={"en": ["Turn off"]}, done={"en": ["Turn on"]})
QUESTION = "<div role=dialog aria-modal=true>Notifications?<button data-is=question>Turn on</button></div>"
BEHIND = f"""<button data-is=opener onclick="inner.hidden=false">Privacy</button>
<label id=inner hidden data-is=real><input type=checkbox checked>{LABEL}</label>"""
SCRIM = "<div style='position:fixed;inset:0;z-index:9'></div>"


async def test_a_question_in_the_words_of_an_action_is_not_the_setting(blank: Page) -> None:
    await drawn(blank, f"<button data-is=real>Turn off</button>{QUESTION}")
    found = await controls.find(blank, ACTION, seconds=1)
    assert (await controls.read(found)).value == "on"
    assert not await touched(blank)


async def test_a_question_alone_says_nothing_of_the_setting(blank: Page) -> None:
    await drawn(blank, QUESTION)
    with pytest.raises(NotRecognised):
        await controls.find(blank, ACTION, seconds=0.3)


async def test_two_buttons_of_that_name_are_none(blank: Page) -> None:
    await drawn(blank, "<button>Turn off</button><button>Turn on</button>")
    with pytest.raises(NotRecognised):
        await controls.find(blank, ACTION, seconds=0.3)


async def test_an_opener_under_a_scrim_is_reached_by_keyboard(blank: Page) -> None:
    await drawn(blank, BEHIND + SCRIM)
    wanted = control(kind="checkbox", out="unchecked", open_first=({"en": ["Privacy"]},))
    found = await controls.find(blank, wanted, seconds=6)
    assert (await controls.read(found)).value == "checked"


async def test_an_opener_that_cannot_be_reached_is_not_recognised(blank: Page) -> None:
    await drawn(blank, BEHIND.replace("<button ", "<button disabled ") + SCRIM)
    wanted = control(kind="checkbox", out="unchecked", open_first=({"en": ["Privacy"]},))
    with pytest.raises(NotRecognised):
        await controls.find(blank, wanted, seconds=1)


ICONS = f"""<style>.cog::before {{ content: '\\f013'; }} .tick::after {{ content: '\\f0493'; }}</style>
<button onclick="box.hidden = false"><i class=cog></i> Settings</button>
<label id=box class=tick hidden><i class=cog></i> <input type=checkbox checked> {LABEL}</label>"""


async def test_an_icon_that_is_a_letter_of_a_font_is_no_part_of_a_name(blank: Page) -> None:
    await drawn(blank, ICONS)
    wanted = control(kind="checkbox", out="unchecked", open_first=({"en": ["Settings"]},))
    found = await controls.find(blank, wanted, seconds=1)
    assert (await controls.read(found)).value == "checked"


SECTION = "<details {}><summary data-is=opener>{}Privacy</summary><label data-is=real><input type=checkbox checked>{}</label></details>"
AMONG = "<details><summary>Privacy policy</summary>Text</details>"


@pytest.mark.parametrize(("state", "reached"), [("", {"opener"}), ("open", set())])
async def test_a_native_section_is_opened_by_its_summary(blank: Page, state: str, reached: set[str]) -> None:
    """As daisyUI draws an accordion; it has no role of a button, and is not pressed where it is open."""
    await drawn(blank, SECTION.format(state, "", LABEL) + AMONG)
    wanted = control(kind="checkbox", out="unchecked", open_first=({"en": ["Privacy"]},))
    found = await controls.find(blank, wanted, seconds=2)
    assert (await controls.read(found)).value == "checked"
    assert await touched(blank) == reached


async def test_a_summary_that_holds_a_control_is_not_pressed(blank: Page) -> None:
    await drawn(blank, SECTION.format("", "<input type=checkbox data-is=other>", LABEL))
    wanted = control(kind="checkbox", out="unchecked", open_first=({"en": ["Privacy"]},))
    with pytest.raises(NotRecognised):
        await controls.find(blank, wanted, seconds=0.5)
    assert not await touched(blank)
