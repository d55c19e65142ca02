"""Every platform x setting x scenario comes to the one honest outcome, on both sides."""

import pytest

from automations.errand import Mode
from automations.outcome import Outcome, Result
from automations.practice.row import out_value
from automations.practice.scenario import Scenario
from automations.practice.server import STRANGER
from automations.spec import Kind
from tests.platforms.cases import Case, language_cases, readable_cases, reading_cases, scenario_cases
from tests.platforms.expected import Expected, expected
from tests.platforms.play import BRISK, PATIENT, Player, Stage

SCENARIOS_WITH_NOTHING_TO_FIND = {Outcome.NOT_RECOGNISED, Outcome.NOT_OFFERED}


@pytest.mark.parametrize("case", scenario_cases())
async def test_scenario(stage: Stage, case: Case) -> None:
    wanted = expected(case.scenario, case.setting, case.platform)
    timing = BRISK if wanted.outcome in SCENARIOS_WITH_NOTHING_TO_FIND else PATIENT
    async with stage.player(case.platform, case.scenario, only={case.setting.id}) as player:
        before = player.truth
        result = await player.one(case.setting, timing=timing)
        assert_as_expected(player, case, wanted, result)
        assert {**player.truth, case.setting.id: None} == {**before, case.setting.id: None}, "nothing else changed"
        if wanted.notices_later:
            player.practice.pass_time(case.platform.slug, player.handle, 3600)
            assert (await player.one(case.setting, Mode.CHECK)).outcome is Outcome.STILL_ON
        if case.scenario is Scenario.WRONG_ACCOUNT:
            assert player.practice.writes(case.platform.slug, STRANGER) == ()


@pytest.mark.parametrize("case", language_cases())
async def test_language(stage: Stage, case: Case) -> None:
    async with stage.player(case.platform, language=case.language) as player:
        result = await player.one(case.setting)
        assert_as_expected(player, case, expected(Scenario.SHARING_ON, case.setting, case.platform), result)


@pytest.mark.parametrize("case", reading_cases())
async def test_every_language_is_read(stage: Stage, case: Case) -> None:
    async with stage.player(case.platform, language=case.language) as player:
        result = await player.one(case.setting, Mode.CHECK)
        assert (result.outcome, player.writes, player.opened(case.setting)) == (Outcome.STILL_ON, (), set())


@pytest.mark.parametrize("case", readable_cases())
async def test_what_is_not_loaded_yet_is_not_off(stage: Stage, case: Case) -> None:
    async with stage.player(case.platform, Scenario.HYDRATE_LATE) as player:
        result = await player.one(case.setting, Mode.CHECK)
        assert (result.outcome, player.writes, player.opened(case.setting)) == (Outcome.STILL_ON, (), set())


def assert_as_expected(player: Player, case: Case, wanted: Expected, result: Result) -> None:
    """Both sides: what is said, and what the server holds, was asked and saw touched."""
    setting = case.setting
    assert (result.outcome, result.needs) == (wanted.outcome, wanted.needs), result
    assert player.is_out(setting) is wanted.out
    asked = [(write.setting, write.value) for write in player.writes]
    assert asked == [(setting.id, out_value(player.site, setting))] * wanted.writes
    assert player.touched(setting) <= wanted.extra
    assert wanted.writes or player.opened(setting) <= wanted.extra, "nothing was touched"
    renamed = case.scenario in RENAMES and setting.control.kind in SWITCHES
    assert bool(result.new_controls) is (wanted.tells_of_new or renamed)
    assert result.detail or result.proofs, "a person is told why"


RENAMES = {Scenario.RELABELLED, Scenario.INVERTED}
"""Here a known switch bears a name that nobody knows; it could be a new setting."""
SWITCHES = {Kind.CHECKBOX, Kind.SWITCH}
