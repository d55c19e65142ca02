"""What is LinkedIn's own: found by a key where no label is known, framed pages, its stops, and what its pages state."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Page as Tab
from starlette.responses import Response

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Need, Outcome
from automations.practice import drawings
from automations.practice.answering import drawn
from automations.practice.row import Row
from automations.practice.site import Page, english
from automations.practice.twist import Call, Proceed, Twist
from automations.spec import Action, Setting
from tests.platforms.play import BRISK, Player, Stage

LINKEDIN = load().platform("linkedin")
HINTED = [one for one in LINKEDIN.settings if one.control.hint and one.action is Action.SET]
AGE = LINKEDIN.setting("linkedin.ads_age")
INTERESTS = LINKEDIN.setting("linkedin.ads_interests")
ELSEWHERE = "Otra cosa"


def foreign(row: Row) -> Row:
    """The row in words that no facts know."""
    return replace(row, label=ELSEWHERE)


@pytest.mark.parametrize("setting", HINTED, ids=lambda one: one.id)
async def test_where_no_label_is_known_the_key_finds_the_switch(stage: Stage, setting: Setting) -> None:
    async with stage.player(LINKEDIN, language="es", twist=drawings.each_row(foreign)) as player:
        result = await player.one(setting, timing=BRISK)
        assert (result.outcome, result.new_controls) == (Outcome.OPTED_OUT, ())
        assert player.touched(setting) == set()


async def test_a_new_label_in_a_known_language_is_not_passed_over(stage: Stage) -> None:
    async with stage.player(LINKEDIN, twist=drawings.each_row(foreign)) as player:
        result = await player.one(AGE, timing=BRISK)
        assert (result.outcome, player.events) == (Outcome.NOT_RECOGNISED, ())


async def test_the_cookie_switch_is_read_by_its_id_and_never_changed(stage: Stage) -> None:
    setting = LINKEDIN.setting("linkedin.member_cookies")
    async with stage.player(LINKEDIN) as player:
        assert (await player.one(setting, Mode.CHECK)).outcome is Outcome.STILL_ON
        assert (await player.one(setting)).outcome is Outcome.SKIPPED
        assert (player.events, player.writes) == ((), ())


def framed() -> Twist:
    """Every settings page holds its switch in a frame, as LinkedIn's e-mail page does."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind != "page" or not call.page or not call.page.settings or "framed" in call.request.query_params:
            return await proceed(call)
        inner = f"<iframe class='settings-iframe--frame' src='{call.page.path}?framed'></iframe></body>"
        outer = replace(call.page, settings=())
        return drawn(call.site, outer, call.person, Twist(html=lambda html: html.replace("</body>", inner)))

    return Twist(answer=answer)


async def test_a_framed_switch_is_found_and_its_save_heard(stage: Stage) -> None:
    async with stage.player(LINKEDIN, twist=framed()) as player:
        result = await player.one(AGE)
        assert (result.outcome, len(player.writes)) == (Outcome.OPTED_OUT, 1)
        assert player.touched(AGE) == set()


async def test_other_interests_are_told_of_and_left_alone(stage: Stage) -> None:
    others = [f"Practice interest {number}" for number in (1, 2)]

    def among_others(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        before, after = (replace(rows[0], setting=f"practice.{name}", label=name) for name in others)
        return (before, *rows, after)

    async with stage.player(LINKEDIN, twist=Twist(rows=among_others)) as player:
        player.person.truth |= {f"practice.{name}": True for name in others}
        result = await player.one(INTERESTS)
        assert result.outcome is Outcome.OPTED_OUT
        assert [write.setting for write in player.writes] == [INTERESTS.id]
        assert {name for name in others if any(name in told for told in result.new_controls)} == set(others)


def instead(path: str, line: str = "", body: str = "") -> Twist:
    """Settings pages lead to another one, that says or holds something."""
    page = Page(path=path, title=english("LinkedIn"), lines=(english(line),) if line else (), kind="stop")

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind == "page" and call.page and call.page.settings and call.page.path != path:
            return Response(status_code=302, headers={"location": path})
        if call.request.url.path != path:
            return await proceed(call)
        return drawn(call.site, page, call.person, Twist(html=lambda html: html.replace("</body>", f"{body}</body>")))

    return Twist(answer=answer)


STOPS = {
    "a checkpoint": (instead("/checkpoint/challenge/AgF"), Outcome.NEEDS_YOU, Need.CHALLENGE),
    "an old challenge": (instead("/challenge"), Outcome.NEEDS_YOU, Need.CHALLENGE),
    "an e-mail challenge": (instead("/uas/consumer-email-challenge"), Outcome.NEEDS_YOU, Need.CHALLENGE),
    "the wall": (instead("/authwall"), Outcome.NEEDS_YOU, Need.CHALLENGE),
    "a captcha": (
        instead("/practice/captcha", body="<div id=captcha-internal>?</div>"),
        Outcome.NEEDS_YOU,
        Need.CHALLENGE,
    ),
    "a PIN": (
        instead("/checkpoint/challenge/AgF", body="<form id=email-pin-challenge><input name=pin></form>"),
        Outcome.NEEDS_YOU,
        Need.CODE,
    ),
    "the sign-in page": (instead("/uas/login"), Outcome.NEEDS_YOU, Need.SIGN_IN),
    "a limit": (instead("/practice/limit", "Please slow down."), Outcome.LIMITED, None),
    "a limit, said later": (instead("/practice/limit", "Sorry! Try again later."), Outcome.LIMITED, None),
}


@pytest.mark.parametrize("stop", STOPS)
async def test_every_known_stop_stops(stage: Stage, stop: str) -> None:
    twist, outcome, need = STOPS[stop]
    async with stage.player(LINKEDIN, twist=twist) as player:
        result = await player.one(AGE, timing=BRISK)
        assert (result.outcome, result.needs, player.events) == (outcome, need, ())


async def test_words_of_a_limit_on_a_page_with_content_stop_nothing(stage: Stage) -> None:
    aside = Twist(html=lambda html: html.replace("</body>", "<p>Rate limit: try again later.</p></body>"))
    async with stage.player(LINKEDIN, twist=aside) as player:
        assert (await player.one(AGE)).outcome is Outcome.OPTED_OUT


@pytest.fixture
async def member(stage: Stage) -> AsyncIterator[tuple[Player, Tab]]:
    """Somebody signed in, who looks at the page of one setting."""
    async with stage.player(LINKEDIN) as player:
        tab = await player.context.new_page()
        await tab.goto(AGE.url)
        yield player, tab


async def test_a_page_states_its_switch_in_escaped_json(member: tuple[Player, Tab]) -> None:
    player, tab = member
    html = await tab.evaluate("async () => (await fetch(location.href)).text()")
    assert "&quot;allowAdsByAge&quot;" in html
    (entity,) = json.loads(await tab.locator("code[id^=bpr-guid-]").text_content() or "")["included"]
    assert (entity["key"], entity["value"], entity["offValue"]) == ("allowAdsByAge", player.truth[AGE.id], False)
    paths = [one.path for one in player.practice.requests("linkedin") if one.account == player.handle]
    assert not [path for path in paths if "settingsApiSettings" in path], "the page need not ask"


async def test_a_change_is_a_put_of_the_whole_entity(member: tuple[Player, Tab]) -> None:
    player, tab = member
    async with tab.expect_response("**/mysettings-api/**") as coming:
        await tab.get_by_role("switch", name="Age range").click()
    assert (await coming.value).status == 200
    (put,) = (one for one in player.practice.requests("linkedin") if one.account == player.handle and one.is_write)
    assert (put.method, put.path) == ("PUT", "/mysettings-api/settingsApiSettings/allowAdsByAge")
    assert put.keys == ("entityUrn", "hasChild", "key", "settingDisplayType", "value")
    assert player.is_out(AGE)


async def test_a_change_without_the_token_is_refused(member: tuple[Player, Tab]) -> None:
    player, tab = member
    path = "/mysettings-api/settingsApiSettings/allowAdsByAge"
    status = await tab.evaluate(
        """async path => (await fetch(path, {
            method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"value": false}',
        })).status""",
        path,
    )
    assert (status, player.is_out(AGE)) == (403, False)


async def test_a_person_signs_in_by_hand(stage: Stage) -> None:
    stage.practice.person("linkedin", "by_hand", password="correct horse")
    context = await stage.browser.new_context()
    tab = await context.new_page()
    await tab.goto(AGE.url)
    assert tab.url.endswith("/login")
    await tab.locator("#username").fill("by_hand")
    await tab.locator("#password").fill("correct horse")
    await tab.get_by_text("Keep me logged in").click()
    assert await tab.locator("#rememberMeOptIn-checkbox").is_checked()
    await tab.locator("button[type=submit]").click()
    await tab.wait_for_url("**/feed/")
    assert await tab.locator('a[href*="/in/"]').get_attribute("href") == "/in/by_hand/"
    await context.close()
