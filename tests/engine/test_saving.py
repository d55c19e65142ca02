"""The button that saves: the one of the page or of the control's own frame, by its name, and never a likely one."""

import json

import pytest
from playwright.async_api import Page

from automations import controls
from automations.answers import Answers
from automations.catalogue import load
from automations.errand import Timing
from automations.outcome import NotRecognised
from automations.page import Visit
from automations.reading import Read
from automations.saving import require_save, save
from automations.spec import Setting
from tests.engine.widgets import LABEL, drawn, touched

PLATFORM = load().platform("x")
BOX = f"<label><input type=checkbox checked>{LABEL}</label>"
SAVE = "<button data-is=save>Save changes</button>"
OTHER = "<button data-is=other>Save draft</button>"
TIMING = Timing(find=0.3, save=2.0)


def setting(**save: object) -> Setting:
    """A setting of that checkbox whose page has a Save button."""
    wanted = PLATFORM.settings[0].model_dump(mode="json", exclude_unset=True)
    control = {"kind": "checkbox", "out": "unchecked", "labels": {"en": [LABEL]}, "hint": "input"}
    how = {"kind": "button", "labels": {"en": ["Save changes"]}, **save}
    changed = {"control": control, "save": how, "api": None, "proofs": ["page", "later"]}
    return Setting.model_validate_json(json.dumps({**wanted, **changed}))


async def read(page: Page, wanted: Setting) -> Read:
    """The checkbox as it is now."""
    answers = Answers(PLATFORM, belongs=lambda netloc: True)
    page.on("request", answers.asked)
    page.on("requestfinished", answers.ended)
    page.on("requestfailed", answers.ended)
    found = await controls.find(page, wanted.control, seconds=1)
    visit = Visit(page=page, url=page.url, answers=answers)
    return Read(visit=visit, found=found, reading=await controls.read(found))


HEARS = """top.heard ||= []; addEventListener("click", event => top.heard.push(event.target.dataset.is))"""
PRESSED = {
    "on the page": BOX + SAVE + OTHER,
    "with a picture of a font in its name": "<style>button::before { content: '\\f0c7 ' }</style>" + BOX + SAVE,
    "beside a hidden one": BOX + SAVE + SAVE.replace("save>", "hidden hidden>"),
    "in the frame of the control": f"<iframe srcdoc='<html lang=en>{BOX}{SAVE}{OTHER}'></iframe>",
    "on the page around the frame": f"<iframe srcdoc='<html lang=en>{BOX}'></iframe>{SAVE}{OTHER}",
}


@pytest.mark.parametrize("markup", PRESSED.values(), ids=PRESSED.keys())
async def test_the_one_button_is_pressed_once(blank: Page, markup: str) -> None:
    await drawn(blank, markup.replace("<html lang=en>", f"<html lang=en><script>{HEARS}</script>"), HEARS)
    wanted = setting()
    there = await read(blank, wanted)
    await require_save(there, wanted)
    await save(there, PLATFORM, wanted, TIMING, since=there.visit.answers.now)
    assert await blank.evaluate("top.heard") == ["save"]


async def test_a_button_under_a_scrim_is_reached_by_keyboard(blank: Page) -> None:
    await drawn(blank, BOX + SAVE + "<div style='position:fixed;inset:0;z-index:9'></div>")
    wanted = setting()
    there = await read(blank, wanted)
    await save(there, PLATFORM, wanted, TIMING, since=there.visit.answers.now)
    assert await touched(blank) == {"save"}


MISSING = {
    "none": BOX,
    "a likely one only": BOX + OTHER,
    "a link": BOX + "<a href=#>Save changes</a>",
    "one that cannot be seen": BOX + SAVE.replace("save>", "save style='display:none'>"),
    "one in another frame": f"{BOX}<iframe srcdoc='<html lang=en>{SAVE}'></iframe>",
}


@pytest.mark.parametrize("markup", MISSING.values(), ids=MISSING.keys())
async def test_without_it_nothing_is_begun(blank: Page, markup: str) -> None:
    await drawn(blank, markup)
    wanted = setting()
    with pytest.raises(NotRecognised, match="not on the page"):
        await require_save(await read(blank, wanted), wanted)
    assert await touched(blank) == set()


async def test_of_several_none_is_pressed(blank: Page) -> None:
    await drawn(blank, BOX + SAVE + SAVE)
    wanted = setting()
    with pytest.raises(NotRecognised, match="several buttons"):
        await require_save(await read(blank, wanted), wanted)
    assert await touched(blank) == set()


@pytest.mark.parametrize(("language", "found"), [("tlh", True), ("en-US", False), ("", False)])
async def test_a_hint_stands_in_only_for_an_unknown_language(blank: Page, language: str, found: bool) -> None:
    """What is named in Klingon is found by its hint; in a language whose names are known, a name is missing."""
    name = "chaw" if found else LABEL
    box = f"<label><input type=checkbox checked>{name}</label>"
    await blank.set_content(f"<html lang='{language}'>{box}<button id=save>choq</button>")
    wanted = setting(hint="#save")
    there = await read(blank, wanted)
    if found:
        await require_save(there, wanted)
    else:
        with pytest.raises(NotRecognised, match="not on the page"):
            await require_save(there, wanted)


@pytest.mark.parametrize(("more", "pressed"), [("", {"save"}), (OTHER, set())], ids=["one", "two"])
async def test_a_hint_may_point_to_what_surrounds_the_button(blank: Page, more: str, pressed: set[str]) -> None:
    """As where a styled frame bears the id and an input in it is what people press; of two buttons neither is."""
    inner = "<span><input type=submit value=Save data-is=save style='width:90px;height:30px'></span>"
    await drawn(blank, f"{BOX}<span id=frame style='padding:2px'>{inner}{more}</span>")
    wanted = setting(labels={}, hint="#frame")
    there = await read(blank, wanted)
    if pressed:
        await save(there, PLATFORM, wanted, TIMING, since=there.visit.answers.now)
    else:
        with pytest.raises(NotRecognised, match="several buttons"):
            await require_save(there, wanted)
    assert await touched(blank) == pressed
