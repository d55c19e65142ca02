"""R8: a check tells in that very run of a switched-back setting, a changed label, a new switch."""

from collections.abc import Callable

import pytest

from automations.errand import Mode
from automations.outcome import Outcome, Result
from automations.practice.row import sharing_value
from automations.practice.scenario import Scenario
from automations.practice.site import Site
from automations.spec import Setting
from tests.platforms.cases import changeable, sites
from tests.platforms.play import BRISK, Player, Stage
from tests.platforms.test_contract import SWITCHES

PLATFORMS = [pytest.param(one, id=one.platform.slug) for one in sites()]
Change = Callable[[Player, Setting], None]


def switched_back(player: Player, setting: Setting) -> None:
    """The platform shares again, without a word."""
    player.person.truth[setting.id] = sharing_value(player.site, setting)


def renamed(player: Player, setting: Setting) -> None:
    """The label is another one."""
    player.switch_to(Scenario.RELABELLED)


def joined_by_another(player: Player, setting: Setting) -> None:
    """There is one more switch, and it is on."""
    player.switch_to(Scenario.NEW_SETTING)


def left_alone(player: Player, setting: Setting) -> None:
    """Nothing has changed."""


CHANGES: dict[Change, tuple[Outcome, bool]] = {
    left_alone: (Outcome.ALREADY_OUT, False),
    switched_back: (Outcome.STILL_ON, False),
    renamed: (Outcome.NOT_RECOGNISED, True),
    joined_by_another: (Outcome.ALREADY_OUT, True),
}
"""What a later check says to each change, and whether it tells of a control that nobody knows."""


@pytest.mark.parametrize("site", PLATFORMS)
@pytest.mark.parametrize("change", [pytest.param(one, id=one.__name__) for one in CHANGES])
async def test_a_later_check_tells(stage: Stage, site: Site, change: Change) -> None:
    setting = changeable(site)[0]
    async with stage.player(site.platform) as player:
        assert (await player.one(setting)).outcome is Outcome.OPTED_OUT
        change(player, setting)
        writes, events = player.writes, len(player.events)
        told = await player.one(setting, Mode.CHECK, timing=BRISK)
        outcome, tells = CHANGES[change]
        beside = [one for one in site.platform.settings if one.url == setting.url]
        toggles = any(one.control.kind in SWITCHES for one in (setting, *beside))
        assert (told.outcome, bool(told.new_controls)) == (outcome, tells and (change is not renamed or toggles))
        assert (player.writes, player.done_since(events, setting)) == (writes, set()), "a check only reads"
        assert_names_what_is_there(told)


def assert_names_what_is_there(told: Result) -> None:
    """A page that is not as known is described, so that somebody can write down what is."""
    if told.outcome is Outcome.NOT_RECOGNISED:
        assert set(told.new_controls) <= set(told.seen)
