"""The contract guards the facts: whatever is wrong in a platform.toml turns it red, and makes no false success."""

import asyncio
from collections.abc import Iterator
from itertools import chain

import pytest
from _pytest.mark import ParameterSet

from automations.outcome import ProofKind
from automations.practice.row import out_value
from automations.practice.site import Site
from automations.spec import Platform, Setting
from tests.platforms.cases import Case, changeable, of_each_type, sites
from tests.platforms.damage import DAMAGES, damaged, none_at_all
from tests.platforms.expected import CHANGED
from tests.platforms.play import BRISK, Player, Stage
from tests.platforms.test_contract import assert_as_expected


def guard_cases() -> list[ParameterSet]:
    """Platform x damage x setting; every damage every day, on settings that take turns."""
    return list(chain.from_iterable(_guard_cases(site) for site in sites()))


def _guard_cases(site: Site) -> Iterator[ParameterSet]:
    types = of_each_type(site)
    for number, (name, damage) in enumerate(DAMAGES.items()):
        concerned = [one for one in changeable(site) if damaged(site, one, damage)]
        likely = [one for one in concerned if one in types] or concerned
        for one in concerned:
            daily = one is likely[number % len(likely)]
            yield pytest.param(site, one, name, id=f"{one.id}-{name}", marks=() if daily else pytest.mark.full)


@pytest.mark.parametrize(("site", "setting", "name"), guard_cases())
async def test_wrong_facts_turn_the_contract_red(stage: Stage, site: Site, setting: Setting, name: str) -> None:
    platform = damaged(site, setting, DAMAGES[name])
    assert platform
    assert await turned_red(stage, platform, setting) == [True, True]


@pytest.mark.parametrize("site", [pytest.param(one, id=one.platform.slug) for one in sites()])
async def test_right_facts_leave_it_green(stage: Stage, site: Site) -> None:
    setting = changeable(site)[0]
    platform = damaged(site, setting, none_at_all)
    assert platform == site.platform
    assert await turned_red(stage, platform, setting) == [False, False]


async def turned_red(stage: Stage, platform: Platform, setting: Setting) -> list[bool]:
    """The judgement where all is shared, and where all but this setting is out."""
    return await asyncio.gather(*(_turned_red(stage, platform, setting, others_out=out) for out in (False, True)))


async def _turned_red(stage: Stage, platform: Platform, setting: Setting, *, others_out: bool) -> bool:
    """Whether the contract finds fault with a run by these facts. A success that is none fails at once."""
    async with stage.player(platform) as player:
        if others_out:
            truth = player.person.truth
            for one in player.site.settings():
                if one.id in truth and one.id != setting.id:
                    truth[one.id] = out_value(player.site, one)
        red = await _finds_fault(player, setting)
        if {ProofKind.API, ProofKind.PUBLIC} & set(setting.proofs):
            assert not player.false_successes  # where only the page is asked, nothing but the facts says what "out" is
        return red


async def _finds_fault(player: Player, setting: Setting) -> bool:
    case = Case(platform=player.site.platform, setting=setting)
    try:
        result = await player.one(player.platform.setting(setting.id), timing=BRISK)
        assert_as_expected(player, case, CHANGED, result)
    except AssertionError:
        return True
    return False
