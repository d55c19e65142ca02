"""Doing it twice writes once, and undoing it puts back exactly what was there."""

from collections import Counter
from itertools import cycle, islice

import pytest
from _pytest.mark import ParameterSet

from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.row import out_value
from automations.practice.scenario import Scenario, applicable
from automations.practice.site import Site
from automations.spec import Kind, Setting
from tests.platforms.cases import changeable, languages, sites
from tests.platforms.play import Player, Stage

WANTED = 200
"""Pairs that R5 wants."""
PAIRS = 40
"""So many settings at least are run twice, on each platform, in the full selection."""
HINDRANCES = (Scenario.SHARING_ON, Scenario.SAVE_LATE, Scenario.HYDRATE_LATE, Scenario.CONSENT_BANNER, Scenario.SLOW)
PLATFORMS = [pytest.param(one, id=one.platform.slug) for one in sites()]
SPEAKING = [pytest.param(one, id=one.platform.slug) for one in sites() if len(languages(one)) > 1]
"""Those whose labels are known in more than one language."""


def way_back_is_known(setting: Setting) -> bool:
    """Not where a menu shows other words than its options have: which of them leads back, nobody has recorded; nor
    where a question was answered, which nobody can have asked again."""
    return not setting.control.shows and setting.control.kind is not Kind.BANNER


RETURNING = [
    pytest.param(one, id=one.platform.slug)
    for one in sites()
    if any(way_back_is_known(each) for each in changeable(one))
]


def accounts_to_run_twice() -> list[ParameterSet]:
    """Accounts enough for all pairs, in other languages and with other hindrances each."""
    found = []
    for site in sites():
        hindrances = [one for one in HINDRANCES if one in applicable(site)]
        count = -(-PAIRS // len(changeable(site)))
        settled = zip(cycle(languages(site)), cycle(hindrances), strict=False)
        for number, (language, hindrance) in enumerate(islice(settled, count)):
            found.append(pytest.param(site, language, hindrance, id=f"{site.platform.slug}-{number}-{language}"))
    return found


@pytest.mark.full
@pytest.mark.parametrize(("site", "language", "hindrance"), accounts_to_run_twice())
async def test_pairs(stage: Stage, site: Site, language: str, hindrance: Scenario) -> None:
    settings = changeable(site)
    async with stage.player(site.platform, hindrance, language=language) as player:
        first = await player.run(*settings)
        assert {one.outcome for one in first} == {Outcome.OPTED_OUT}
        assert Counter(write.setting for write in player.writes) == {one.id: 1 for one in settings}
        await assert_a_second_run_writes_nothing(player, settings)  # R5


def of_each_widget(site: Site) -> tuple[Setting, ...]:
    """The first setting, and one for each kind of control, with and without a question."""
    first, *others = changeable(site)
    widgets = {(one.control.kind, one.confirm is None): one for one in others}
    return (first, *widgets.values())


def test_the_pairs_are_enough() -> None:
    run = Counter(case.values[0].platform.slug for case in accounts_to_run_twice())  # type: ignore[union-attr]
    pairs = {site.platform.slug: run[site.platform.slug] * len(changeable(site)) for site in sites()}
    assert min(pairs.values()) >= PAIRS
    assert sum(pairs.values()) >= WANTED


@pytest.mark.parametrize("site", PLATFORMS)
async def test_run_twice_and_undone(stage: Stage, site: Site) -> None:
    settings = of_each_widget(site)
    async with stage.player(site.platform) as player:
        were_out = settings[1:2]
        store_out(player, *were_out)
        before = player.truth
        done = await player.run(*settings)
        wanted = [Outcome.ALREADY_OUT if one in were_out else Outcome.OPTED_OUT for one in settings]
        assert [one.outcome for one in done] == wanted
        await assert_a_second_run_writes_nothing(player, settings)  # R5
        undone = await player.undo(*done)
        restored = [one.setting for one in undone if one.outcome is Outcome.RESTORED]  # with two proofs each
        assert restored == [one.id for one in settings if one in were_out or way_back_is_known(one)]
        assert {one.outcome for one in undone} <= {Outcome.RESTORED, Outcome.NOT_RECOGNISED}
        assert [one.after for one in undone if one.after] == [one.before for one in done if one.setting in restored]
        stuck = {one.id: out_value(site, one) for one in settings if one.id not in restored}
        assert player.truth == before | stuck
        changed = Counter(write.setting for write in player.writes)
        put_back = {one.id: 1 + (one.id in restored) for one in settings if one not in were_out}
        assert changed == put_back, "what was out is left alone"
        before = player.truth
        again = await player.undo(*(one for one in done if one.setting in restored[:2]))
        assert {one.outcome for one in again} == ({Outcome.RESTORED} if restored else set())
        assert (player.truth, len(player.writes)) == (before, changed.total())


@pytest.mark.parametrize("site", RETURNING)
async def test_an_undo_that_does_not_stick_is_not_claimed(stage: Stage, site: Site) -> None:
    setting = next(one for one in changeable(site) if way_back_is_known(one))
    async with stage.player(site.platform) as player:
        done = await player.one(setting)
        player.switch_to(Scenario.SAVE_IGNORED)
        (undone,) = await player.undo(done)
        assert (undone.outcome, undone.before, undone.after) == (Outcome.NOT_RESTORED, done.after, done.after)
        assert player.is_out(setting)


@pytest.mark.parametrize("site", SPEAKING)
async def test_the_language_of_the_account_stays(stage: Stage, site: Site) -> None:
    setting = changeable(site)[0]
    language = next(one for one in languages(site) if one != "en")
    async with stage.player(site.platform, language=language) as player:
        cookies = await player.context.cookies()
        done = await player.one(setting)
        (undone,) = await player.undo(done)
        checked = await player.one(setting, Mode.CHECK)
        assert [one.outcome for one in (done, undone, checked)] == [
            Outcome.OPTED_OUT,
            Outcome.RESTORED,
            Outcome.STILL_ON,
        ]
        seen = {evidence.description["language"] for one in (done, undone, checked) for evidence in one.evidence}
        assert seen == {language} == {player.person.language}
        assert await player.context.cookies() == cookies
        assert {write.setting for write in player.writes} == {setting.id}  # `send` insists on no other request


async def assert_a_second_run_writes_nothing(player: Player, settings: tuple[Setting, ...]) -> None:
    """The server is asked for nothing, and nothing is touched but a cookie bar."""
    writes, truth, touched = player.writes, player.truth, len(player.events)
    second = await player.run(*settings)
    assert {one.outcome for one in second} == {Outcome.ALREADY_OUT}
    assert (player.writes, player.truth) == (writes, truth)
    assert player.done_since(touched, *settings) <= {"banner-refuse"}


def store_out(player: Player, *settings: Setting) -> None:
    """Lets the server store that these were opted out before anyone came."""
    player.person.truth.update({one.id: out_value(player.site, one) for one in settings})
