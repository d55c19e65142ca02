"""What is Google's own: who the account button names, its stops, chips without a recorded name, menus that delete."""

from dataclasses import replace

import pytest
from playwright.async_api import Page as Tab
from starlette.responses import Response

from automations.catalogue import load
from automations.errand import Mode
from automations.identity import handle_on
from automations.outcome import Need, Outcome
from automations.practice.answering import drawn
from automations.practice.scenario import Scenario
from automations.practice.site import Page, english
from automations.practice.twist import Call, Proceed, Twist, View
from tests.platforms.play import BRISK, Stage

GOOGLE = load().platform("google")
ADS = GOOGLE.setting("google.personalized_ads")
KEEP = GOOGLE.setting("google.keep_activity")
YOUTUBE = GOOGLE.setting("google.youtube_history")
ACCOUNTS = "https://accounts.google.com"
NAMES = {
    "Google Account: Jane Doe  \n(jane@example.com)": "jane@example.com",
    "Google Account: Jane (the elder) (jane.doe+ads@mail.example.com)": "jane.doe+ads@mail.example.com",
    "Google Account: jane@example.com": "jane@example.com",
    "Google Account: Jane (jane_1)": "jane_1",
    "Google Account: Jane": "Jane",
}


@pytest.mark.parametrize("name", NAMES)
async def test_the_account_button_names_the_person(blank: Tab, name: str) -> None:
    await blank.set_content("<a id=account>J</a>")
    assert await handle_on(blank, GOOGLE) is None
    await blank.evaluate("name => account.setAttribute('aria-label', name)", name)
    assert await handle_on(blank, GOOGLE) == NAMES[name]


def instead(path: str, line: str = "", *, title: str = "Google", body: str = "", host: str = "") -> Twist:
    """Settings pages lead to another one, that says or holds something."""
    page = Page(path=path, title=english(title), lines=(english(line),) if line else (), kind="stop", open_to_all=True)

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind == "page" and call.page and call.page.settings:
            return Response(status_code=302, headers={"location": host + path})
        if call.request.url.path != path:
            return await proceed(call)
        return drawn(call.site, page, call.person, Twist(html=lambda html: html.replace("</body>", f"{body}</body>")))

    return Twist(answer=answer)


CHALLENGE = (Outcome.NEEDS_YOU, Need.CHALLENGE)
SIGN_IN = (Outcome.NEEDS_YOU, Need.SIGN_IN)
PASSWORD = (Outcome.NEEDS_YOU, Need.PASSWORD)
CONSENT = (Outcome.NEEDS_YOU, Need.CONSENT)
STOPS = {
    "a challenge": (instead("/v3/signin/challenge/dp", host=ACCOUNTS), CHALLENGE),
    "a step-up page": (instead("/practice/stop", "Verify it’s you"), CHALLENGE),
    "a refused browser": (instead("/v3/signin/rejected", host=ACCOUNTS), CHALLENGE),
    "the same in words": (instead("/practice/stop", "This browser or app may not be secure."), CHALLENGE),
    "any page of the accounts' host": (instead("/practice/chooser", "Choose an account", host=ACCOUNTS), SIGN_IN),
    "the password on the page": (instead("/practice/stop", body="<input name=Passwd type=password>"), PASSWORD),
    "the password of My Activity": (instead("/practice/stop", title="Require extra verification"), PASSWORD),
    "the same in a dialog": (
        instead("/practice/stop", body="<div role=dialog><p>Manage My Activity verification</p></div>"),
        PASSWORD,
    ),
    "a decision": (instead("/practice/stop", "Before you continue to Google"), CONSENT),
}


@pytest.mark.parametrize("stop", STOPS)
async def test_every_known_stop_stops(stage: Stage, stop: str) -> None:
    twist, wanted = STOPS[stop]
    async with stage.player(GOOGLE, twist=twist) as player:
        result = await player.one(ADS, timing=BRISK)
        assert ((result.outcome, result.needs), player.events) == (wanted, ())


async def test_a_mere_link_to_the_verification_stops_nothing(stage: Stage) -> None:
    link = Twist(html=lambda html: html.replace("</body>", "<a href='#'>Manage My Activity verification</a></body>"))
    async with stage.player(GOOGLE, Scenario.ALREADY_OUT, twist=link) as player:
        assert (await player.one(ADS, Mode.CHECK)).outcome is Outcome.ALREADY_OUT


def older(view: View) -> View:
    """Pages whose menus say Pause."""
    return replace(view, site=replace(view.site, texts={**view.site.texts, "turn_off": english("Pause")}))


async def test_an_older_menu_says_pause(stage: Stage) -> None:
    async with stage.player(GOOGLE, twist=Twist(view=older)) as player:
        assert (await player.one(YOUTUBE)).outcome is Outcome.OPTED_OUT
        assert player.touched(YOUTUBE) == set()


def without_a_way(view: View) -> View:
    """Pages whose menus only delete."""
    return replace(
        view, site=replace(view.site, texts={**view.site.texts, "turn_off": english("Turn off until later")})
    )


async def test_nothing_but_the_exact_choice_is_chosen(stage: Stage) -> None:
    async with stage.player(GOOGLE, twist=Twist(view=without_a_way)) as player:
        result = await player.one(KEEP)
        assert (result.outcome, player.writes) == (Outcome.NOT_RECOGNISED, ())
        assert player.touched(KEEP) == set()
        assert result.seen == ("Turn off until later", "Turn off and delete activity"), "a person reads what there was"
