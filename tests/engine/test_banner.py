"""A cookie question and its preferences: what it reads, what is pressed, and when nothing is."""

# ruff: noqa: E501 - markup, one part of a widget a line

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.spec import Control
from tests.engine.widgets import control, drawn, touched

QUESTION = control(
    kind="banner",
    labels={"en": ["Customise", "Cookie Settings"]},
    hint=".asks",
    refuse=".no",
    inside="#inner, #outer",
    others={"en": ["Needed"]},
)
LINK = "<a href='#' data-is=opener onclick=\"document.querySelector('#inner').hidden = false\">Cookie Settings</a>"


def banner(
    refuse: str = '<button class=no data-is=refuse onclick="this.parentNode.remove()">Only what is needed</button>',
) -> str:
    """The banner, with that refusing button."""
    return f"<div class=asks>Cookies?<button class=yes data-is=accept>Accept all</button>{refuse}<button data-is=opener>Customise</button></div>"


def preferences(*on: str, extra: str = "") -> str:
    """Closed preferences in which these categories are on."""
    boxes = "".join(
        f"<label><input type=checkbox {'checked' if one in on else ''}>{one}</label>" for one in ("Speed", "Ads")
    )
    needed = "<label><input type=checkbox checked disabled>Needed</label>"
    return f"<div id=outer><div id=inner role=dialog hidden>{needed}{boxes}{extra}</div></div>"


async def reading(page: Page, wanted: Control = QUESTION) -> tuple[str, bool, bool]:
    """What is read, twice."""
    found = await controls.find(page, wanted, seconds=0.5)
    one = await controls.observe(found, 0.05)
    return one.value, one.opted_out, one.enabled


async def test_a_question_that_is_asked_is_not_answered_whatever_the_preferences_show(blank: Page) -> None:
    await drawn(blank, banner() + LINK + preferences())
    assert await reading(blank) == ("not answered yet", False, True)
    assert not await touched(blank)


@pytest.mark.parametrize(("on", "value"), [((), "off"), (("Ads",), "on"), (("Speed", "Ads"), "on")])
async def test_an_answer_is_read_in_the_preferences(blank: Page, on: tuple[str, ...], value: str) -> None:
    await drawn(blank, LINK + preferences(*on))
    assert await reading(blank) == (value, value == "off", True)
    assert await touched(blank) == {"opener"}


async def test_a_folded_category_counts_too(blank: Page) -> None:
    folded = "<div style='display:none'><label><input type=checkbox checked>Partners</label></div>"
    await drawn(blank, LINK + preferences(extra=folded))
    assert (await reading(blank))[0] == "on"


async def test_preferences_in_which_nothing_can_be_turned_off_say_nothing(blank: Page) -> None:
    needed = "<label><input type=checkbox checked disabled>Needed</label>"
    await drawn(blank, f"{LINK}<div id=outer><div id=inner role=dialog hidden>{needed}</div></div>")
    with pytest.raises(NotRecognised):
        await reading(blank)


async def test_refusing_presses_the_one_button(blank: Page) -> None:
    await drawn(blank, banner() + LINK + preferences())
    found = await controls.find(blank, QUESTION, seconds=0.5)
    await controls.put(found, None)
    assert await touched(blank) == {"refuse"}
    assert await reading(blank) == ("off", True, True)


UNPRESSED = {
    "answered before": LINK + preferences("Ads"),
    "no refusing button": banner("") + LINK + preferences(),
    "two refusing buttons": banner("<button class=no>No</button><button class=no>Never</button>")
    + LINK
    + preferences(),
    "a hidden refusing button": banner("<button class=no hidden>No</button>") + LINK + preferences(),
    "something else of that class": banner("<a class=no href='#'>No</a>") + LINK + preferences(),
}


@pytest.mark.parametrize("markup", UNPRESSED.values(), ids=UNPRESSED)
async def test_nothing_else_is_pressed(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    found = await controls.find(blank, QUESTION, seconds=0.5)
    with pytest.raises(NotRecognised):
        await controls.put(found, None)
    assert not await touched(blank)


UNKNOWN = {
    "no way to the preferences": banner().replace("Customise", "More") + preferences(),
    "two banners": banner() + banner() + LINK + preferences(),
    "two links": LINK + LINK + preferences(),
    "nothing at all": preferences(),
}


@pytest.mark.parametrize("markup", UNKNOWN.values(), ids=UNKNOWN)
async def test_what_could_not_be_read_again_is_not_found(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    with pytest.raises(NotRecognised):
        await controls.find(blank, QUESTION, seconds=0.3)


async def test_an_answer_cannot_be_taken_back(blank: Page) -> None:
    await drawn(blank, LINK + preferences())
    found = await controls.find(blank, QUESTION, seconds=0.5)
    with pytest.raises(NotRecognised, match="delete"):
        await controls.put(found, "not answered yet")


async def test_a_refusing_button_that_is_disabled_is_told(blank: Page) -> None:
    await drawn(blank, banner("<button class=no disabled>No</button>") + LINK + preferences())
    assert await reading(blank) == ("not answered yet", False, False)
