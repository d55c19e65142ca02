"""Accounts that hold several blogs or sites: one outcome for each, and nothing done to the others."""

import dataclasses

import pytest
from starlette.responses import JSONResponse, Response

from automations.errand import Account, Errand, Mode, Wanted
from automations.outcome import Outcome, Result
from automations.practice.row import out_value
from automations.practice.site import Site
from automations.practice.twist import Call, Proceed, Twist
from automations.runner import run_account
from automations.session import Session
from tests.platforms.cases import sites
from tests.platforms.play import BRISK, PATIENT, Player, Stage, visitor

HOLDING = [pytest.param(one, id=one.platform.slug) for one in sites() if one.parts]
LISTING = [pytest.param(one, id=one.platform.slug) for one in sites() if one.tells and one.parts]

NAMED_BY_HAND = [pytest.param(one, id=one.platform.slug) for one in sites() if one.parts and not one.tells]


@pytest.mark.parametrize("site", HOLDING)
async def test_one_outcome_for_each(stage: Stage, site: Site) -> None:
    setting = next(one for one in site.platform.settings if one.in_parts)
    each = {setting.of(part).id: setting.of(part) for part in site.parts}
    async with stage.player(site.platform) as player:
        player.parts = () if site.tells else site.parts
        before = player.truth
        results = await player.run(setting)
        visited = [one for one in results if one.outcome is not Outcome.SKIPPED]
        assert {one.setting: one.outcome for one in visited} == dict.fromkeys(each, Outcome.OPTED_OUT)
        assert all(player.is_out(one) for one in each.values())
        assert {key: value for key, value in player.truth.items() if key not in each} == {
            key: value for key, value in before.items() if key not in each
        }
        assert [write.setting for write in player.writes] == list(each)
        assert all(one.detail for one in results if one.outcome is Outcome.SKIPPED), "the reason is told"
        again = await player.run(setting)
        assert {one.outcome for one in again} <= {Outcome.ALREADY_OUT, Outcome.SKIPPED}
        assert len(player.writes) == len(each)
        await assert_undone(player, visited[0])


async def assert_undone(player: Player, done: Result) -> None:
    """One is put back, and the others stay as they are."""
    before = player.truth
    (undone,) = await player.undo(done)
    assert undone.outcome is Outcome.RESTORED
    assert {key for key, value in player.truth.items() if value != before[key]} == {done.setting}


@pytest.mark.parametrize("site", HOLDING)
async def test_only_those_that_the_person_names(stage: Stage, site: Site) -> None:
    setting, named = next(one for one in site.platform.settings if one.in_parts), site.parts[-1]
    async with stage.player(site.platform) as player:
        player.parts = (named,)
        (result,) = await player.run(setting)
        assert (result.setting, result.outcome) == (setting.of(named).id, Outcome.OPTED_OUT)
        assert [write.setting for write in player.writes] == [result.setting]


@pytest.mark.parametrize("site", LISTING)
async def test_a_new_one_is_found_by_the_next_check(stage: Stage, site: Site) -> None:
    setting, new = next(one for one in site.platform.settings if one.in_parts), f"new-{site.parts[0]}"
    async with stage.player(site.platform) as player:
        player.practice.hand_over(site.platform.slug, player.handle, *site.parts[1:], new)
        told = {one.setting: one.outcome for one in await player.run(setting, mode=Mode.CHECK)}
        assert told[setting.of(new).id] is Outcome.STILL_ON
        assert setting.of(site.parts[0]).id not in told
        assert player.writes == ()


@pytest.mark.parametrize("site", LISTING)
async def test_what_is_not_listed_as_known_is_not_recognised(stage: Stage, site: Site) -> None:
    setting = next(one for one in site.platform.settings if one.in_parts)

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.request.url.path in site.tells:
            kept = dict.fromkeys(("name",), call.person.handle if call.person else "")
            return JSONResponse({"response": {"user": kept}})
        return await proceed(call)

    async with stage.player(site.platform, twist=Twist(answer=answer)) as player:
        result = await player.one(setting, timing=BRISK)
        assert (result.setting, result.outcome) == (setting.id, Outcome.NOT_RECOGNISED), result
        assert (player.writes, player.events) == ((), ())


@pytest.mark.parametrize("site", HOLDING)
async def test_what_is_done_already_is_not_visited_again(stage: Stage, site: Site) -> None:
    setting = next(one for one in site.platform.settings if one.in_parts)
    first, *others = site.parts
    async with stage.player(site.platform) as player:
        account = Account(name="practice", handle=player.handle, parts=site.parts)
        errand = Errand(platform=site.platform, account=account, mode=Mode.RUN, wanted=(Wanted(setting=setting),))
        errand = dataclasses.replace(errand, done=frozenset({setting.of(first).id}))
        session = Session(context=player.context, outside=lambda: visitor(player))
        results = [one async for one in run_account(session, errand, journal=player.hear, timing=PATIENT)]
        assert [one.setting for one in results] == [setting.of(part).id for part in others]
        assert player.truth[setting.of(first).id] != out_value(site, setting)


@pytest.mark.parametrize("site", NAMED_BY_HAND)
async def test_none_named_is_nothing_offered(stage: Stage, site: Site) -> None:
    setting = next(one for one in site.platform.settings if one.in_parts)
    async with stage.player(site.platform) as player:
        result = await player.one(setting)
        assert (result.setting, result.outcome) == (setting.id, Outcome.NOT_OFFERED)
        assert player.writes == ()
