"""What must be opened before a control is there: headers, links, and what each of them says of itself."""

import pytest
from playwright.async_api import Browser, Page

from automations import controls, opening
from automations.outcome import NotRecognised, Outcome
from tests.engine.quay import SAVES_ITSELF, SWITCH, Quay, platform, told, visiting
from tests.engine.widgets import LABEL, control, drawn, touched

BEHIND_PRIVACY = control(kind="checkbox", out="unchecked", open_first=({"en": ["Privacy"]},))
TICKED = f"<label><input type=checkbox checked>{LABEL}</label>"

BEHIND = """<button onclick="one.hidden=false">User Settings</button>
<div id=one hidden><div role=tablist><div role=tab tabindex=0 onclick="two.hidden=false">Privacy</div></div></div>
<div id=two hidden>""" + SAVES_ITSELF.replace("<script>", "</div><script>")


async def test_what_lies_behind_two_openings(chromium: Browser) -> None:
    quay = Quay(pages={"/settings": BEHIND}, truth={"on": True})
    wanted = platform(SWITCH | {"open_first": [{"en": ["User Settings"]}, {"en": ["Data & Privacy", "Privacy"]}]})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, wanted)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert quay.truth["on"] is False


async def test_a_link_is_not_followed_while_the_page_itself_may_show_the_control(chromium: Browser) -> None:
    late = "<script>setTimeout(() => document.body.append(box.content), 300);</script>"
    page = f"<a href=/other>Settings</a><template id=box>{SAVES_ITSELF}</template>{late}"
    quay = Quay(pages={"/settings": page, "/other": "Elsewhere"}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH | {"open_first": [{"en": ["Settings"]}]}))
    assert result.outcome is Outcome.OPTED_OUT, result


HERE = "<a href=/settings>Privacy</a><a href=/settings>Privacy</a>"


@pytest.mark.parametrize(
    ("links", "out"),
    [(HERE, True), (HERE.replace("settings", "other", 1), False)],
    ids=["to one place", "to two places"],
)
async def test_links_of_one_name(chromium: Browser, links: str, out: bool) -> None:
    """Links to one place are one; where they lead to several, none is followed. On that place it is open already."""
    home = links.replace("/settings", "/privacy")
    quay = Quay(pages={"/settings": home, "/privacy": home + SAVES_ITSELF, "/other": "Elsewhere"}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH | {"open_first": [{"en": ["Privacy"]}]}))
    assert (result.outcome is Outcome.OPTED_OUT) is out, result
    assert quay.truth["on"] is not out


async def test_a_part_of_a_page_that_only_its_query_names(chromium: Browser) -> None:
    """The same path with another query is another place: it is not open before the link to it is followed."""
    part = "<div id=part hidden>" + SAVES_ITSELF + "</div><script>part.hidden = !location.search</script>"
    quay = Quay(pages={"/settings": "<a href='/settings?tab=privacy'>Privacy</a>" + part}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH | {"open_first": [{"en": ["Privacy"]}]}))
    assert result.outcome is Outcome.OPTED_OUT, result
    assert quay.writes == [("on", False)]


async def test_a_link_without_an_address_opens_what_its_script_opens(chromium: Browser) -> None:
    """It leads to this very page, and is not open all the same."""
    link = '<a href="" onclick="event.preventDefault(); box.hidden = false">Settings</a>'
    page = f"{link}<div id=box hidden>{SAVES_ITSELF}</div>"
    quay = Quay(pages={"/settings": page}, truth={"on": True})
    async with visiting(chromium, quay) as session:
        (result,) = await told(session, platform(SWITCH | {"open_first": [{"en": ["Settings"]}]}))
    assert result.outcome is Outcome.OPTED_OUT, result


TABS = """<button role=tab aria-selected=false data-is=other>Other</button>
<button role=tab aria-selected=false data-is=tab
onclick="c.hidden=false;this.setAttribute('aria-selected','true')">Privacy</button>
<div id=c hidden>{}</div>"""


async def test_a_tab_is_opened_by_its_name(blank: Page) -> None:
    await drawn(blank, TABS.format(TICKED))
    assert (await controls.read(await controls.find(blank, BEHIND_PRIVACY, seconds=6))).value == "checked"
    assert await touched(blank) == {"tab"}


OPENS_LATE = {
    "a tab": "<button role=tab aria-selected=false id=h data-is=tab>Privacy</button>",
    "a section": "<button aria-expanded=false id=h data-is=tab>Privacy</button>",
}


@pytest.mark.parametrize("header", OPENS_LATE.values(), ids=OPENS_LATE.keys())
async def test_what_is_drawn_before_it_can_be_operated_is_opened(
    blank: Page, header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page sent whole by its server works only once its script has come."""
    monkeypatch.setattr(opening, "OPEN_SECONDS", 0.5)
    opens = "() => { c.hidden = false; for (const is of ['selected', 'expanded']) h.setAttribute(`aria-${is}`, true); }"
    works = f"setTimeout(() => {{ h.onclick = {opens}; }}, 700)"
    await drawn(blank, f"{header}<div id=c hidden>{TICKED}</div>", works)
    assert (await controls.read(await controls.find(blank, BEHIND_PRIVACY, seconds=3))).value == "checked"
    assert await touched(blank) == {"tab"}


async def test_what_never_says_that_it_is_open_is_left_open(blank: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "OPEN_SECONDS", 0.1)
    header = "<button aria-expanded=false data-is=tab onclick='c.hidden = !c.hidden'>Privacy</button>"
    await drawn(blank, f"{header}<div id=c hidden>{TICKED}</div>")
    assert (await controls.read(await controls.find(blank, BEHIND_PRIVACY, seconds=3))).value == "checked"


async def test_what_says_nothing_of_being_open_is_pressed_once(blank: Page) -> None:
    await drawn(blank, "<button data-is=tab onclick='window.times = (window.times || 0) + 1'>Privacy</button>")
    with pytest.raises(NotRecognised):
        await controls.find(blank, BEHIND_PRIVACY, seconds=0.3)
    assert await blank.evaluate("times") == 1


async def test_what_is_open_is_not_pressed_again(blank: Page) -> None:
    await drawn(blank, TABS.format("").replace("false data-is=tab", "true data-is=tab"))
    with pytest.raises(NotRecognised):
        await controls.find(blank, BEHIND_PRIVACY, seconds=0.3)
    assert await touched(blank) == set()
