"""Objection forms: nothing is sent before it was read, what was read is sent once, and doubt is told as doubt."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from starlette.responses import JSONResponse, Response

from automations.catalogue import load
from automations.desk import Desk
from automations.errand import Account, Errand, Mode, Progress
from automations.errand import Stage as Moment
from automations.form_page import Sheet, Words
from automations.forms import NOT_SENT, SENT, UNCLEAR, read_sheet, submit
from automations.outcome import Need, NotRecognised, Outcome, Refused, Result, WrongAccount
from automations.practice.people import Objection
from automations.practice.replies import stopped
from automations.practice.scenario import Scenario
from automations.practice.server import STRANGER
from automations.practice.site import english
from automations.practice.twist import Call, Proceed, Twist, View
from automations.session import Session
from automations.spec import Form, Platform
from tests.platforms.play import PATIENT, Player, Stage, visitor

CATALOGUE = load()
FORMS = [(platform, form) for platform in CATALOGUE for form in platform.forms if not form.not_driven]
FACEBOOK = CATALOGUE.platform("facebook")
OBJECTION = FACEBOOK.forms[0]
TIMING = replace(PATIENT, find=4, save=4)
LATE = TIMING.save + 2
REASON = "I do not agree, and I say so:\n“my words are mine” & nobody else's."
Doing = Callable[[Progress], Awaitable[None]]


async def nobody(progress: Progress) -> None:
    """Nobody listens."""


def desk_of(player: Player) -> Desk:
    account = Account(name="practice", handle=player.handle)
    errand = Errand(platform=player.platform, account=account, mode=Mode.RUN, wanted=())
    return Desk(session=Session(context=player.context, outside=lambda: visitor(player)), errand=errand, timing=TIMING)


async def read(player: Player, form: Form = OBJECTION, words: Words | None = None) -> Sheet:
    """What would be sent."""
    desk = desk_of(player)
    try:
        return await read_sheet(desk, form, words or Words())
    finally:
        await desk.close()


async def send(
    player: Player, approval: str, form: Form = OBJECTION, words: Words | None = None, journal: Doing = nobody
) -> Result:
    """Sends what was approved."""
    desk = desk_of(player)
    try:
        return await submit(desk, form, words or Words(), approval=approval, journal=journal)
    finally:
        await desk.close()


async def sent(player: Player, form: Form = OBJECTION, words: Words | None = None) -> Result:
    """Reads, approves and sends."""
    return await send(player, (await read(player, form, words)).approval, form, words)


def received(player: Player) -> tuple[Objection, ...]:
    """What the server has received."""
    return player.practice.objections(player.platform.slug, player.handle)


def posted(player: Player) -> int:
    """How often the server was asked to take a form, taken or not."""
    seen = player.practice.requests(player.platform.slug)
    return sum(one.account == player.handle and one.path.startswith("/practice/forms/") for one in seen)


def form_as(**change: object) -> Twist:
    """The page with another form."""

    def view(view: View) -> View:
        form = view.page.form
        return replace(view, page=replace(view.page, form=replace(form, **change))) if form else view  # type: ignore[arg-type]

    return Twist(view=view)


def answered(status: int, body: object, *, stores: bool = False, after: float = 0) -> Twist:
    """How the server answers a form."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        if not call.request.url.path.startswith("/practice/forms/"):
            return await proceed(call)
        await asyncio.sleep(after)
        await proceed(replace(call, stores=stores))
        return JSONResponse(body, status)

    return Twist(answer=answer)


@pytest.mark.parametrize(("platform", "form"), FORMS, ids=[one.id for _, one in FORMS])
async def test_what_was_read_is_sent_once(stage: Stage, platform: Platform, form: Form) -> None:
    async with stage.player(platform) as player:
        words = Words(reason=REASON)
        sheet = await read(player, form, words)
        assert (sheet.email, sheet.email_before, sheet.reason) == (player.person.email, "", REASON)
        assert received(player) == () and posted(player) == 0, "reading sends nothing"
        result = await send(player, sheet.approval, form, words)
        assert (result.outcome, result.before, result.after) == (Outcome.SUBMITTED, NOT_SENT, SENT)
        (objection,) = received(player)
        assert (objection.form, dict(objection.fields)) == (form.id, {"email": player.person.email, "reason": REASON})
        assert posted(player) == 1
        assert player.person.email not in repr(result) and REASON not in repr(result)
        assert sheet.approval in result.detail and form.honest in result.detail


@pytest.mark.parametrize("language", ["de", "fr", "it"])
async def test_the_forms_of_other_languages(stage: Stage, language: str) -> None:
    async with stage.player(FACEBOOK, language=language) as player:
        result = await sent(player)
        assert (result.outcome, len(received(player))) == (Outcome.SUBMITTED, 1)
        assert ("the page said" in result.detail) is (language == "it"), "its words are known in one language only"
        assert (language == "de") is any(one.marker == "form-answer" for one in player.events)


async def test_another_address_is_written_and_told(stage: Stage) -> None:
    async with stage.player(FACEBOOK) as player:
        words = Words(email="other@mail.example")
        sheet = await read(player, words=words)
        assert (sheet.email, sheet.email_before) == ("other@mail.example", player.person.email)
        await send(player, sheet.approval, words=words)
        assert received(player)[0].fields["email"] == "other@mail.example"


async def test_nothing_is_sent_that_was_not_read(stage: Stage) -> None:
    async with stage.player(FACEBOOK) as player:
        sheet = await read(player, words=Words(reason="One thing."))
        for approval, words in ((sheet.approval, Words(reason="Another thing.")), ("", Words()), ("yes", Words())):
            result = await send(player, approval, words=words)
            assert (result.outcome, result.before) == (Outcome.NOT_RECOGNISED, None)
        assert posted(player) == 0


NOT_AS_KNOWN = {
    "a renamed button": form_as(button=english("Submit request")),
    "a further field that must be filled in": form_as(more=english("Select your country of residence")),
    "two fields for an address": Twist(html=lambda html: html.replace("<div id", "<input type=email><div id")),
    "two buttons": Twist(html=lambda html: html.replace("<div id", "<button>Submit</button><div id")),
    "a question that is not known": form_as(question=english("Is it urgent?"), answer=english("Yes")),
}


@pytest.mark.parametrize("twist", NOT_AS_KNOWN.values(), ids=NOT_AS_KNOWN.keys())
async def test_a_form_that_is_not_as_known_is_left_alone(stage: Stage, twist: Twist) -> None:
    async with stage.player(FACEBOOK, twist=twist) as player:
        with pytest.raises(NotRecognised, match="Nothing was sent"):
            await read(player)
        result = await send(player, "0" * 32)
        assert (result.outcome, result.before, posted(player)) == (Outcome.NOT_RECOGNISED, None, 0)


async def test_a_button_that_is_renamed_after_it_was_read(stage: Stage) -> None:
    async with stage.player(FACEBOOK) as player:
        sheet = await read(player)
        player.person.twist = form_as(button=english("Send"))
        assert (await send(player, sheet.approval)).outcome is Outcome.NOT_RECOGNISED
        assert posted(player) == 0


STOPS = {
    Scenario.WRONG_ACCOUNT: (Outcome.WRONG_ACCOUNT, None),
    Scenario.SIGNED_OUT: (Outcome.NEEDS_YOU, Need.SIGN_IN),
    Scenario.CHALLENGE: (Outcome.NEEDS_YOU, Need.CHALLENGE),
    Scenario.SERVER_DOWN: (Outcome.UNREACHABLE, None),
}


@pytest.mark.parametrize("scenario", STOPS)
async def test_what_stops_a_run_stops_a_form(stage: Stage, scenario: Scenario) -> None:
    async with stage.player(FACEBOOK, scenario) as player:
        result = await send(player, "0" * 32)
        assert (result.outcome, result.needs) == STOPS[scenario] and result.before is None
        assert posted(player) == 0
        if scenario is Scenario.WRONG_ACCOUNT:
            assert player.practice.objections("facebook", STRANGER) == ()


async def test_an_account_that_is_switched_just_before_gets_nothing(stage: Stage) -> None:
    async with stage.player(FACEBOOK) as player:
        sheet = await read(player)
        other = player.practice.person("facebook", f"{player.handle}_other")

        async def switched(progress: Progress) -> None:
            if progress.stage is Moment.WRITING:
                await player.context.add_cookies(other["cookies"])

        result = await send(player, sheet.approval, journal=switched)
        assert (result.outcome, result.before) == (Outcome.WRONG_ACCOUNT, None)
        assert posted(player) == 0 and player.practice.objections("facebook", f"{player.handle}_other") == ()


async def test_a_code_is_left_to_the_person(stage: Stage) -> None:
    async with stage.player(FACEBOOK, twist=form_as(asks_code=True)) as player:
        result = await sent(player)
        assert (result.outcome, result.needs, result.after) == (Outcome.NEEDS_YOU, Need.CODE, None)
        assert "counts for nothing yet" in result.detail and posted(player) == 1


UNCLEAR_ANSWERS = {
    "the form stays": form_as(stays=True),
    "an error": answered(500, {"errors": ["no"]}, stores=True),
    "a late answer": answered(200, {}, stores=True, after=LATE),
    "errors in a good answer": answered(200, {"errors": [{"message": "no"}]}),
}


@pytest.mark.parametrize("twist", UNCLEAR_ANSWERS.values(), ids=UNCLEAR_ANSWERS.keys())
async def test_an_unclear_answer_is_told_and_never_tried_again(stage: Stage, twist: Twist) -> None:
    async with stage.player(FACEBOOK, twist=twist) as player:
        result = await sent(player)
        assert result.outcome is not Outcome.SUBMITTED and result.detail.endswith(UNCLEAR)
        assert (result.before, result.after) == (NOT_SENT, None)
        await asyncio.sleep(LATE)  # the server writes its log when it has answered
        assert posted(player) == 1


async def test_a_challenge_after_the_press_leaves_doubt(stage: Stage) -> None:
    async with stage.player(FACEBOOK, twist=form_as(stays=True)) as player:
        approval = (await read(player)).approval

        async def challenged(progress: Progress) -> None:
            if progress.stage is Moment.VERIFYING:
                player.person.twist = stopped(player.site, "challenge")
                await player.context.pages[-1].evaluate("location.reload()")

        result = await send(player, approval, journal=challenged)
        assert (result.outcome, result.needs) == (Outcome.NEEDS_YOU, Need.CHALLENGE)
        assert result.detail.endswith(UNCLEAR) and posted(player) == 1


async def test_limits_stop(stage: Stage) -> None:
    async with stage.player(FACEBOOK, twist=answered(429, {})) as player:
        assert (await sent(player)).outcome is Outcome.LIMITED


async def test_the_wrong_person_reads_nothing(stage: Stage) -> None:
    async with stage.player(FACEBOOK, Scenario.WRONG_ACCOUNT) as player:
        with pytest.raises(WrongAccount):
            await read(player)


async def test_a_form_that_is_left_to_the_person_is_not_even_opened(stage: Stage) -> None:
    chatgpt = CATALOGUE.platform("chatgpt")
    (form,) = chatgpt.forms
    async with stage.player(chatgpt) as player:
        before = player.practice.requests("chatgpt")
        for refused in (read(player, form), send(player, "0" * 32, form)):
            with pytest.raises(Refused, match=r"is sent by you: .* Open https://privacy\.openai\.com"):
                await refused
        assert player.practice.requests("chatgpt") == before
