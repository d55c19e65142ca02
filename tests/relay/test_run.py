"""An ordinary run in the person's own tab: the runner knows of no difference. # R29"""

from collections.abc import Awaitable, Callable

import pytest

from automations.errand import Account, Errand, Mode, Progress, Stage, Timing, Wanted
from automations.outcome import Need, Outcome, Result
from automations.practice.scenario import Scenario
from automations.runner import run_account
from tests.relay.conftest import HANDLE, Home

SHARING = "x.business_partner_sharing"
TIMING = Timing(find=15, save=15, later=0.3)
OTHER = "somebody_else"
Journal = Callable[[Progress], Awaitable[None]]


async def nothing(progress: Progress) -> None:
    """Nothing is kept."""


async def run(home: Home, scenario: Scenario, journal: Journal = nothing) -> Result:
    """A run of one setting, in a browser that is signed in as the scenario says."""
    await home.context.clear_cookies()
    await home.context.add_cookies(home.practice.person("x", HANDLE, scenario=scenario)["cookies"])
    platform = home.catalogue.platform("x")
    wanted = next(one for one in platform.settings if one.id == SHARING)
    account = Account(name="me", handle=HANDLE)
    errand = Errand(platform=platform, account=account, mode=Mode.RUN, wanted=(Wanted(setting=wanted),))
    async with home.session() as session:
        results = [one async for one in run_account(session, errand, journal=journal, timing=TIMING)]
    assert await home.why() == "done"
    return results[0]


def shares(home: Home) -> bool:
    """What the platform holds."""
    return bool(home.practice.truth("x", HANDLE)[SHARING])


async def test_a_setting_is_opted_out_in_the_persons_own_tab(home: Home) -> None:
    result = await run(home, Scenario.SHARING_ON)
    assert result.outcome is Outcome.OPTED_OUT, result
    assert len({one.kind for one in result.proofs}) == 2 and len(result.evidence) == 2
    assert all(one.picture for one in result.evidence)
    assert not shares(home)


@pytest.mark.parametrize(
    ("scenario", "outcome", "need"),
    [
        (Scenario.SIGNED_OUT, Outcome.NEEDS_YOU, Need.SIGN_IN),
        (Scenario.WRONG_ACCOUNT, Outcome.WRONG_ACCOUNT, None),
    ],
)
async def test_what_stops_a_run(home: Home, scenario: Scenario, outcome: Outcome, need: Need | None) -> None:
    result = await run(home, scenario)
    assert (result.outcome, result.needs) == (outcome, need)
    assert shares(home) and not home.practice.writes("x", HANDLE)


async def test_an_account_that_is_switched_in_another_tab_is_noticed_before_the_write(home: Home) -> None:
    other = home.practice.person("x", OTHER)["cookies"]

    async def switch(progress: Progress) -> None:
        if progress.stage is Stage.WRITING:
            await home.context.add_cookies(other)

    result = await run(home, Scenario.SHARING_ON, switch)
    assert result.outcome is Outcome.WRONG_ACCOUNT, result
    assert shares(home) and not home.practice.writes("x", OTHER)
