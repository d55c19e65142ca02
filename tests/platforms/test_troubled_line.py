"""R36: whatever happens to the line between browser and platform, the outcome has a name and is true."""

import random
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import replace

import pytest
from playwright.async_api import Browser

from automations.errand import Account, Errand, Mode, Progress, Wanted
from automations.outcome import PROVEN, Outcome
from automations.practice.server import Practice
from automations.runner import run_account
from automations.session import Session
from tests.chromium import launched_for
from tests.platforms.play import PATIENT, Stage
from tests.platforms.troubled_line import Fault, Line

QUICK = replace(PATIENT, open=5, find=4, save=3)
SETTING = "x.business_partner_sharing"
WHOLE = 60_000
"""About as many bytes as two loads of the page and a change bring."""
FAULTS = [one for one in Fault if one is not Fault.NONE]
NAMED = frozenset({Outcome.UNREACHABLE, Outcome.STILL_ON, Outcome.NOT_RECOGNISED, Outcome.NEEDS_YOU})
CASES = 400


@pytest.fixture(scope="session")
async def line(practice: Practice) -> AsyncIterator[Line]:
    """A line to the practice platforms."""
    async with Line(target=practice.port) as line:
        yield line


@pytest.fixture(scope="session")
async def troubled(practice: Practice, line: Line) -> AsyncIterator[Stage]:
    """A browser that reaches the practice platforms over that line only."""
    async with launched_for(practice, port=line.port) as browser:
        yield Stage(practice=practice, browser=browser)


async def tried(stage: Stage, line: Line, fault: Fault, seed: int) -> Outcome:
    """One run while the line has that fault, from a moment that the seed decides."""
    line.chance = random.Random(seed)  # noqa: S311
    line.fault, line.answered = Fault.NONE, 0
    platform = stage.practice.stands["x"].site.platform
    async with stage.player(platform) as player:
        line.fault, line.answered = fault, 0
        line.after, line.only_some = line.chance.randrange(WHOLE), line.chance.choice([1.0, 0.4])
        result = await player.one(platform.setting(SETTING), timing=QUICK)
        line.fault = Fault.NONE
        if result.outcome in PROVEN:
            assert player.is_out(platform.setting(SETTING)), "a false success"
        else:
            assert result.outcome in NAMED and result.detail, result
        assert len(player.writes) <= 1, "written more than once"
        return result.outcome


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_bad_line(troubled: Stage, line: Line, fault: Fault) -> None:  # R36
    await tried(troubled, line, fault, seed=1)


@pytest.mark.full
@pytest.mark.timeout(4 * 3600)
async def test_many_bad_lines(troubled: Stage, line: Line) -> None:  # R36
    ends = [await tried(troubled, line, FAULTS[seed % len(FAULTS)], seed) for seed in range(CASES)]
    assert len({*ends}) > 1, "faults that change nothing were none"


async def test_a_name_that_nobody_knows(chromium: Browser, practice: Practice) -> None:  # R36
    """The browser of the other tests knows no host at all."""
    platform = practice.stands["x"].site.platform
    context = await chromium.new_context()
    wanted = Wanted(setting=platform.setting(SETTING))
    errand = Errand(platform=platform, account=Account(name="me", handle="me"), mode=Mode.RUN, wanted=(wanted,))
    session = Session(context=context, outside=lambda: nullcontext(context))
    (result,) = [one async for one in run_account(session, errand, journal=unheard, timing=QUICK)]
    await context.close()
    assert result.outcome is Outcome.UNREACHABLE and "ERR_NAME_NOT_RESOLVED" in result.detail


async def unheard(progress: Progress) -> None:
    """Nobody listens."""
