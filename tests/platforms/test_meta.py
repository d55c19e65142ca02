"""What is Meta's own: a choice made by its words, two wordings, what ended elsewhere, its stops, and what is shared."""

from dataclasses import replace

import pytest
from starlette.responses import Response

from automations.catalogue import load
from automations.outcome import Need, Outcome
from automations.practice import drawings
from automations.practice.answering import drawn
from automations.practice.row import Choice, Row
from automations.practice.site import Page, english
from automations.practice.twist import Call, Proceed, Twist, View
from automations.spec import Platform
from tests.platforms.play import BRISK, Stage

CATALOGUE = load()
FACEBOOK, INSTAGRAM = CATALOGUE.platform("facebook"), CATALOGUE.platform("instagram")
ACTIVITY = FACEBOOK.setting("meta.activity_from_other_businesses")
OFF_META = FACEBOOK.setting("meta.off_meta_activity")
SHARED = [one for one in FACEBOOK.settings if CATALOGUE.sharing(FACEBOOK, one.id)]
OLD, NEW = ACTIVITY.control.options["en"]


def with_choices(*choices: Choice) -> Twist:
    return drawings.each_row(lambda row: replace(row, choices=choices))


def reversed_choices(row: Row) -> Row:
    return replace(row, choices=row.choices[::-1])


async def test_the_choice_is_made_by_its_words_and_not_by_its_place(stage: Stage) -> None:
    async with stage.player(FACEBOOK, twist=drawings.each_row(reversed_choices)) as player:
        assert (await player.one(ACTIVITY)).outcome is Outcome.OPTED_OUT
        assert player.touched(ACTIVITY) == set()


@pytest.mark.parametrize("wording", [OLD, NEW])
async def test_both_wordings_are_known(stage: Stage, wording: str) -> None:
    twist = with_choices(Choice(value="allowed", name="Yes"), Choice(value="denied", name=wording))
    async with stage.player(FACEBOOK, twist=twist) as player:
        result = await player.one(ACTIVITY)
        assert (result.outcome, result.after) == (Outcome.OPTED_OUT, wording)


UNKNOWN = {
    "other words": with_choices(Choice(value="allowed", name="Yes"), Choice(value="denied", name="No, leave me alone")),
    "both wordings at once": with_choices(Choice(value="allowed", name=OLD), Choice(value="denied", name=NEW)),
    "accounts to choose among first": with_choices(
        Choice(value="allowed", name="Me"), Choice(value="denied", name="I")
    ),
}


@pytest.mark.parametrize("twist", UNKNOWN.values(), ids=UNKNOWN.keys())
async def test_words_that_are_not_known_are_left_alone(stage: Stage, twist: Twist) -> None:
    async with stage.player(FACEBOOK, twist=twist) as player:
        result = await player.one(ACTIVITY, timing=BRISK)
        assert (result.outcome, player.writes) == (Outcome.NOT_RECOGNISED, ())
        assert not [one for one in player.events if one.kind == "change"]


async def test_what_ended_elsewhere_is_not_offered_here(stage: Stage) -> None:
    def as_of_july(view: View) -> View:
        page = replace(view.page, lines=(english("Activity from other businesses"),))
        return replace(view, page=page, rows=())

    async with stage.player(FACEBOOK, twist=Twist(view=as_of_july)) as player:
        result = await player.one(OFF_META, timing=BRISK)
        assert (result.outcome, player.events) == (Outcome.NOT_OFFERED, ())
        assert "takes its place" in result.detail


async def test_what_was_there_before_is_put_back_by_its_words(stage: Stage) -> None:
    async with stage.player(FACEBOOK) as player:
        changed = await player.one(OFF_META)
        (back,) = await player.undo(changed)
        assert (back.outcome, player.truth[OFF_META.id]) == (Outcome.RESTORED, "allowed")
        assert player.truth["off_meta_history"] == "kept"


def instead(path: str) -> Twist:
    """Pages of settings lead to another one."""
    page = Page(path=path, title=english("Meta"), kind="stop")

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind == "page" and call.page and call.page.settings and call.page.path != path:
            return Response(status_code=302, headers={"location": path})
        return drawn(call.site, page, call.person, Twist()) if call.request.url.path == path else await proceed(call)

    return Twist(answer=answer)


STOPS = [
    (FACEBOOK, "/checkpoint/1501092823525282/", Outcome.NEEDS_YOU, Need.CHALLENGE),
    (FACEBOOK, "/two_step_verification/two_factor/", Outcome.NEEDS_YOU, Need.CODE),
    (FACEBOOK, "/login.php", Outcome.NEEDS_YOU, Need.SIGN_IN),
    (INSTAGRAM, "/challenge/action/", Outcome.NEEDS_YOU, Need.CHALLENGE),
    (INSTAGRAM, "/auth_platform/codeentry/", Outcome.NEEDS_YOU, Need.CHALLENGE),
    (INSTAGRAM, "/accounts/login/two_factor", Outcome.NEEDS_YOU, Need.CODE),
    (INSTAGRAM, "/accounts/suspended/", Outcome.LIMITED, None),
]


@pytest.mark.parametrize(("platform", "path", "outcome", "need"), STOPS, ids=[one[1] for one in STOPS])
async def test_every_known_stop_stops(
    stage: Stage, platform: Platform, path: str, outcome: Outcome, need: Need | None
) -> None:
    async with stage.player(platform, twist=instead(path)) as player:
        result = await player.one(platform.setting(ACTIVITY.id), timing=BRISK)
        assert (result.outcome, result.needs, player.events) == (outcome, need, ())


@pytest.mark.parametrize("setting", SHARED, ids=lambda one: one.id)
def test_what_is_shared_is_known_alike_on_both(setting: object) -> None:
    here = next(one for one in SHARED if one is setting)
    there = INSTAGRAM.setting(here.id)
    own = {"url", "open_questions"}
    assert here.model_dump(exclude=own) == there.model_dump(exclude=own)
    assert CATALOGUE.sharing(INSTAGRAM, here.id) == (FACEBOOK,)


def test_where_nobody_can_refuse_training_this_is_an_outcome_in_plain_words() -> None:
    for platform in (FACEBOOK, INSTAGRAM):
        told = {one.id: one.wording for one in platform.not_offered if one.id}
        assert "In the US" in told["meta.training_switch"]
        assert "no switch" in told["meta.ai_chats"]
