"""Buttons named after what they do, questions that use the same words, and openers that something covers."""

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
