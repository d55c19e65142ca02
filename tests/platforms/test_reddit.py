"""What is Reddit's own: components in shadow roots, one form for the old preferences, and what visitors are told."""

from dataclasses import replace

import pytest
from starlette.responses import JSONResponse, Response

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Need, Outcome
from automations.practice import drawings
from automations.practice.answering import drawn
from automations.practice.row import Row
from automations.practice.site import Page, english
from automations.practice.twist import Call, Proceed, Twist
from automations.spec import Action, Setting
from tests.platforms.play import BRISK, Stage

REDDIT = load().platform("reddit")
INDEXING = REDDIT.setting("reddit.search_indexing")
PARTNERS = REDDIT.setting("reddit.partner_ads")
RESEARCH = REDDIT.setting("reddit.old_research")
OLD = [one for one in REDDIT.settings if one.url.startswith("https://old.")]


async def test_a_switch_is_its_component_in_an_open_shadow_root(stage: Stage) -> None:
    async with stage.player(REDDIT) as player:
        tab = await player.context.new_page()
        await tab.goto(PARTNERS.url)
        switch = tab.locator("settings-privacy-section faceplate-switch-input").nth(1)
        await switch.wait_for()
        assert await switch.get_attribute("role") == "switch"
        assert await tab.evaluate("document.querySelector('faceplate-switch-input')") is None
        assert (await player.one(PARTNERS)).outcome is Outcome.OPTED_OUT
        await tab.reload()
        checked = tab.get_by_role("switch", name=PARTNERS.control.labels["en"][0], exact=True)
        assert await checked.get_attribute("aria-checked") == "false"


async def test_a_help_text_in_the_name_is_no_other_switch(stage: Stage) -> None:
    def longer(row: Row) -> Row:
        return replace(row, label=f"{row.label} {row.help}")

    async with stage.player(REDDIT, twist=drawings.each_row(longer)) as player:
        assert (await player.one(PARTNERS)).outcome is Outcome.OPTED_OUT


async def test_visitors_are_told_the_opposite_of_the_switch(stage: Stage) -> None:
    async with stage.player(REDDIT) as player:
        result = await player.one(INDEXING)
        assert (result.after, player.truth[INDEXING.id]) == ("off", True)
        (outside,) = [one.detail for one in result.proofs if one.kind == "public"]
        assert "about.json" in outside


async def test_what_visitors_see_has_the_last_word(stage: Stage) -> None:
    """The page shows the switch as off, and the profile is open to search engines all the same."""

    async def only_shown(call: Call, proceed: Proceed) -> Response:
        if call.kind == "read" and call.person:
            return JSONResponse({"data": {"isProfileHiddenFromRobots": True}})
        return await proceed(call)

    async with stage.player(REDDIT, twist=Twist(answer=only_shown)) as player:
        result = await player.one(INDEXING, Mode.CHECK)
        assert (result.outcome, player.is_out(INDEXING)) == (Outcome.STILL_ON, False)
        assert "visitors" in result.detail


@pytest.mark.parametrize("setting", OLD, ids=lambda one: one.id)
async def test_the_form_sends_all_boxes_and_changes_one(stage: Stage, setting: Setting) -> None:
    async with stage.player(REDDIT) as player:
        before = player.truth
        assert (await player.one(setting)).outcome is Outcome.OPTED_OUT
        (sent,) = (one for one in player.practice.requests("reddit") if one.account == player.handle and one.is_write)
        assert sent.path == "/post/options" and len(sent.keys) == len(OLD)
        assert {key for key, value in player.truth.items() if before[key] != value} == {setting.id}


async def test_a_box_in_another_language_is_left_alone(stage: Stage) -> None:
    """Its name is known, that of the button is not: nothing is changed that could not be saved."""

    def foreign(row: Row) -> Row:
        return replace(row, label="etwas anderes")

    async with stage.player(REDDIT, language="de", twist=drawings.each_row(foreign)) as player:
        assert (await player.one(RESEARCH, Mode.CHECK)).outcome is Outcome.STILL_ON
        assert (await player.one(PARTNERS, timing=BRISK)).outcome is Outcome.NOT_RECOGNISED
        assert not player.writes


async def test_neighbours_are_known_and_untouched(stage: Stage) -> None:
    async with stage.player(REDDIT) as player:
        settings = [one for one in REDDIT.settings if one.action is Action.SET and one not in OLD]
        results = await player.run(*settings)
        assert {one.outcome for one in results} == {Outcome.OPTED_OUT}
        assert not [name for one in results for name in one.new_controls]
        assert {event.marker for event in player.events} == {f"control:{one.id}" for one in settings}
        assert player.truth["post_views_history"] == "kept"


def shown(path: str, body: str) -> Twist:
    """Settings pages lead to another one that holds this."""
    page = Page(path=path, title=english("Reddit"), kind="stop")

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind == "page" and call.page and call.page.settings and call.page.path != path:
            return Response(status_code=302, headers={"location": path})
        if call.request.url.path != path:
            return await proceed(call)
        return drawn(call.site, page, call.person, Twist(html=lambda html: html.replace("</body>", f"{body}</body>")))

    return Twist(answer=answer)


STOPS = {
    "a captcha": (
        shown("/practice/check", "<iframe src='/practice/captcha' width=300 height=200></iframe>"),
        Need.CHALLENGE,
    ),
    "a check": (
        shown("/practice/check", "<iframe src='/practice/challenge' width=300 height=200></iframe>"),
        Need.CHALLENGE,
    ),
    "a code": (shown("/practice/check", "<input name=appOtp>"), Need.CODE),
    "a page for visitors": (
        shown("/practice/check", "<shreddit-app user-logged-in=false>Log In</shreddit-app>"),
        Need.SIGN_IN,
    ),
}


@pytest.mark.parametrize("stop", STOPS)
async def test_every_known_stop_stops(stage: Stage, stop: str) -> None:
    twist, need = STOPS[stop]
    async with stage.player(REDDIT, twist=twist) as player:
        result = await player.one(PARTNERS, timing=BRISK)
        assert (result.outcome, result.needs, player.events) == (Outcome.NEEDS_YOU, need, ())


async def test_somebody_elses_name_on_the_page_is_not_who_is_signed_in(stage: Stage) -> None:
    other = "<main><a href='/user/somebody_else/'>u/somebody_else</a></main>"
    aside = Twist(html=lambda html: html.replace("<body>", f"<body>{other}"))
    async with stage.player(REDDIT, twist=aside) as player:
        assert (await player.one(PARTNERS)).outcome is Outcome.OPTED_OUT


async def test_a_person_signs_in_by_hand(stage: Stage) -> None:
    stage.practice.person("reddit", "by_hand", password="correct horse")
    context = await stage.browser.new_context()
    tab = await context.new_page()
    await tab.goto(PARTNERS.url)
    assert "/login" in tab.url
    await tab.locator("faceplate-text-input#login-username >> input[name=username]").fill("by_hand")
    await tab.locator("faceplate-text-input#login-password >> input[name=password]").fill("correct horse")
    await tab.locator("button.login").click()
    await tab.wait_for_url("https://www.reddit.com/")
    assert await tab.locator('header a[href*="/user/"]').get_attribute("href") == "/user/by_hand/"
    await context.close()
