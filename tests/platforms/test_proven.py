"""What was proven on practice is dated, and what was not is not."""

from datetime import date

from automations.practice.proven import Practised, Proven, facts_of, read_proven
from automations.practice.scenario import Scenario
from tests.platforms.cases import Case, changeable, sites
from tests.platforms.play import Stage
from tests.platforms.proven import cases_of, dated, play

TODAY = date(2026, 11, 24)
SITE = sites()[-1]
GOOD, OTHER = changeable(SITE)[:2]


def case(setting: str, scenario: Scenario = Scenario.SHARING_ON, **change: object) -> Case:
    known = SITE.platform.setting(setting)
    return Case(platform=SITE.platform, setting=known.model_copy(update=change), scenario=scenario)


async def test_what_comes_to_the_honest_outcome_is_dated_and_what_does_not_is_named(stage: Stage) -> None:
    strange = OTHER.control.model_copy(update={"labels": {"en": ("No page says this",)}, "hint": None})
    cases = (case(GOOD.id), case(GOOD.id, Scenario.SIGNED_OUT), case(OTHER.id, control=strange))
    wrong = await play(stage, cases)
    assert [one.setting.id for one, _ in wrong] == [OTHER.id]
    proven = dated(Proven(), cases, [one for one, _ in wrong], TODAY)
    assert proven.settings == {GOOD.id: Practised(on=TODAY, scenarios=2, facts=facts_of(GOOD))}


def test_a_failure_takes_an_older_date_away_and_other_platforms_keep_theirs() -> None:
    old = Practised(on=date(2026, 1, 1), scenarios=9, facts=facts_of(GOOD))
    before = Proven(settings={GOOD.id: old, "elsewhere.setting": old})
    assert dated(before, [case(GOOD.id)], [case(GOOD.id)], TODAY).settings == {"elsewhere.setting": old}


def test_what_was_proven_before_the_facts_changed_is_not_proven() -> None:
    proven = dated(Proven(), [case(GOOD.id)], [], TODAY)
    assert proven.of(GOOD)
    assert proven.of(GOOD.model_copy(update={"url": "https://example.com/elsewhere"})) is None
    assert proven.of(OTHER) is None


def test_every_changeable_setting_is_played_at_least_twice_every_day() -> None:
    cases = cases_of((), full=False)
    for site in sites():
        for setting in changeable(site):
            assert sum(one.setting.id == setting.id for one in cases) >= 2
    assert {one.platform.slug for one in cases_of([SITE.platform.slug], full=True)} == {SITE.platform.slug}


def test_the_file_is_read_strictly() -> None:
    assert all(one.scenarios > 1 for one in read_proven().settings.values())
