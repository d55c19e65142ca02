"""A question after a change is told from the control itself, also where both bear the same name."""

import json

from playwright.async_api import Page

from automations import controls
from automations.answers import Answers
from automations.page import Visit
from automations.reading import Read
from automations.saving import ready_to_save, save
from automations.spec import Control, Setting
from tests.engine.test_saving import PLATFORM, TIMING
from tests.engine.widgets import drawn

ACTION = {"kind": "action", "labels": {"en": ["Turn off"]}, "done": {"en": ["Turn on"]}}
ASKS = {"button": {"en": ["Turn off", "Got it"]}, "when": "turning it off", "times": 2}
BUTTON = "<p id=place><button data-is=real>Turn off</button></p>"
DRAWN_ANEW = """place.onclick = () => setTimeout(() => {
  place.innerHTML = '<button data-is=again>Turn off</button>'; place.onclick = null; }, 50)"""
ASKED_BESIDE = """place.onclick = () => {
  place.onclick = null;
  const answer = '<button data-is=yes onclick="this.parentNode.remove()">Turn off</button>';
  place.insertAdjacentHTML('afterend', `<div>Sure?${answer}</div>`);
}"""


async def changed(page: Page, script: str) -> list[str]:
    """Presses the action as a run does, and returns what was pressed."""
    await drawn(page, BUTTON, script)
    facts = PLATFORM.settings[0].model_dump(mode="json", exclude_unset=True)
    facts |= {"control": ACTION, "confirm": ASKS, "api": None, "proofs": ["page", "later"]}
    setting = Setting.model_validate_json(json.dumps(facts))
    found = await controls.find(page, setting.control, seconds=1)
    visit = Visit(page=page, url=page.url, answers=Answers(PLATFORM, belongs=lambda netloc: True))
    read = Read(visit=visit, found=found, reading=await controls.read(found))
    ready = await ready_to_save(read, setting)
    await controls.put(found, None)
    await save(read, PLATFORM, setting, TIMING, since=visit.answers.now, ready=ready)
    pressed: list[str] = await page.evaluate("touched")
    return pressed


async def test_an_action_that_is_drawn_anew_is_not_pressed_again(blank: Page) -> None:
    assert await changed(blank, DRAWN_ANEW) == ["real"]


async def test_a_question_beside_the_action_is_confirmed(blank: Page) -> None:
    assert await changed(blank, ASKED_BESIDE) == ["real", "yes"]


async def test_of_several_menus_under_a_heading_the_one_that_shows_a_value(blank: Page) -> None:
    more = "<button aria-haspopup=menu>Delete</button><button aria-haspopup=menu>Filter by date</button>"
    await drawn(blank, f"<h2>Keep activity</h2><button aria-haspopup=menu data-is=real>Off</button>{more}")
    chip = {
        "kind": "menu",
        "under": {"en": ["Keep activity"]},
        "options": {"en": ["Turn off"]},
        "shows": {"en": ["Off"]},
        "others": {"en": ["On"]},
    }
    found = await controls.find(blank, Control.model_validate_json(json.dumps(chip)), seconds=1)
    assert (await controls.read(found)).opted_out
