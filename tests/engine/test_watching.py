"""Watching a control before it is believed, whatever its kind; and what finding says when it gives up."""

import pytest
from playwright.async_api import Page

from automations import controls
from automations.outcome import NotRecognised
from automations.unnamed import language_is_unknown
from tests.engine.widgets import LABEL, choice, control, drawn

OPTIONS = "<option>Everyone</option><option selected>Nobody</option>"
SELECT = f"<label>{LABEL}<select>{OPTIONS}</select></label>"
TICKED = "<label><input type=checkbox checked>{}</label>"


async def test_a_choice_is_watched(blank: Page) -> None:
    await drawn(blank, SELECT)
    found = await controls.find(blank, choice("select"), seconds=0.5)
    assert (await controls.observe(found, 0.1)).opted_out
    await blank.evaluate(
        "setInterval(() => { const one = document.querySelector('select'); one.selectedIndex ^= 1 }, 15)"
    )
    with pytest.raises(NotRecognised, match=r"^The control keeps changing\.$"):
        await controls.observe(found, 0.3)


async def test_a_choice_that_changes_just_before_the_second_look_is_noticed(blank: Page) -> None:
    await drawn(blank, SELECT)
    found = await controls.find(blank, choice("select"), seconds=0.5)
    options = "document.querySelector('select').options[1]"
    await blank.evaluate(f"setTimeout(() => {{ {options}.text = {options}.label = 'Friends' }}, 900)")
    with pytest.raises(NotRecognised, match=r"^The control keeps changing\.$"):
        await controls.observe(found, 2)


@pytest.mark.parametrize("names", ["ABB", "BB", "A"])
async def test_of_several_each_must_be_there_once(blank: Page, names: str) -> None:
    await drawn(blank, "".join(TICKED.format(name) for name in names))
    wanted = control(kind="checkbox", out="unchecked", each=True, labels={"en": ["A", "B"]})
    with pytest.raises(NotRecognised, match=r"^Not all controls that belong to this setting are on the page\.$"):
        await controls.find(blank, wanted, seconds=0.2)


async def test_names_of_several_may_hold_colons(blank: Page) -> None:
    await drawn(blank, TICKED.format("Ads: all") + TICKED.format("Ads: some"))
    wanted = control(kind="checkbox", out="unchecked", each=True, labels={"en": ["Ads: all", "Ads: some"]})
    found = await controls.find(blank, wanted, seconds=0.5)
    before = (await controls.read(found)).value
    assert before == "Ads: all: checked; Ads: some: checked"
    await controls.put(found, None)
    assert (await controls.read(found)).value == "Ads: all: unchecked; Ads: some: unchecked"
    await controls.put(found, "Ads: all: checked; Ads: some: unchecked")
    assert (await controls.read(found)).value == "Ads: all: checked; Ads: some: unchecked"


async def test_a_hint_that_fits_in_two_frames_names_none(blank: Page) -> None:
    inner = "<html lang=tlh><input class=stable type=checkbox aria-label=chaw>"
    await blank.set_content(f"<html lang=tlh><iframe srcdoc='{inner}'></iframe><iframe srcdoc='{inner}'></iframe>")
    wanted = control(kind="checkbox", out="unchecked", hint=".stable")
    with pytest.raises(
        NotRecognised, match=r"^The control is on the page 2 times; which one is meant cannot be told\.$"
    ):
        await controls.find(blank, wanted, seconds=0.5)


async def test_a_hint_that_fits_in_a_frame_finds_it(blank: Page) -> None:
    inner = "<html lang=tlh><input class=stable type=checkbox aria-label=chaw>"
    await blank.set_content(f"<html lang=tlh><iframe srcdoc='{inner}'></iframe><p>chaw")
    wanted = control(kind="checkbox", out="unchecked", hint=".stable")
    assert (await controls.read(await controls.find(blank, wanted, seconds=0.5))).opted_out


async def test_a_hint_does_not_find_what_nobody_sees(blank: Page) -> None:
    await blank.set_content(
        "<html lang=tlh><input class=stable type=checkbox aria-label=chaw style='position:absolute;left:-4000px'>"
    )
    wanted = control(kind="checkbox", out="unchecked", hint=".stable")
    with pytest.raises(NotRecognised, match=r"^The control is not on the page under any name that is known\.$"):
        await controls.find(blank, wanted, seconds=0.2)


@pytest.mark.parametrize(
    ("known", "language", "found"), [("pt-br", "pt-PT", False), ("pt", "pt-BR", False), ("pt", "de", True)]
)
async def test_a_language_is_known_in_all_its_regions(blank: Page, known: str, language: str, found: bool) -> None:
    await blank.set_content(f"<html lang='{language}'><input class=stable type=checkbox aria-label=other>")
    wanted = control(kind="checkbox", out="unchecked", hint=".stable", labels={known: [LABEL]})
    assert await language_is_unknown(blank, wanted) is found
