"""R6: nothing is ever written in a wrong account, however people switch accounts while runs go on."""

import asyncio
import random
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Route

from automations.answers import ASKING
from automations.desk import Desk
from automations.errand import Progress
from automations.errand import Stage as Moment
from automations.identity import is_named
from automations.outcome import Outcome, Result
from automations.practice.site import Site
from tests.platforms.cases import changeable, sites
from tests.platforms.play import Player, Stage

SWITCHING = [pytest.param(one, id=one.platform.slug) for one in sites() if is_named(one.platform)]
"""Where no source tells how pages name a person, nobody can tell that another one has signed in."""
KEEPING = [one for one in SWITCHING if not one.values[0].platform.sign_in.renews_cookies]  # type: ignore[union-attr]
"""Where another cookie is another sign-in."""
ABREAST = 3
RUNS = 100
NOTES = "/__practice/"
"""Where the stand-ins' pages tell what was touched."""
JITTER = 0.6
"""Seconds; an account is switched at any moment within them."""


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("site", SWITCHING)
async def test_a_switch_at_every_stage(stage: Stage, site: Site, moment: Moment) -> None:
    setting = changeable(site)[0]
    async with stage.player(site.platform) as player:
        other = Other(player)

        async def at_the_moment(progress: Progress) -> None:
            if progress.stage is moment:
                await other.takes_over()

        player.on_progress = at_the_moment
        result = await player.one(setting)
        assert result.outcome is Outcome.WRONG_ACCOUNT, result
        assert not other.writes
        assert len(player.writes) == (moment is Moment.VERIFYING)
        assert player.is_out(setting) is (moment is Moment.VERIFYING)


@pytest.mark.parametrize("site", SWITCHING)
async def test_the_rest_of_an_errand_is_left_alone(stage: Stage, site: Site) -> None:
    first, *others = changeable(site)[:3]
    async with stage.player(site.platform) as player:
        other = Other(player)

        async def after_the_first(progress: Progress) -> None:
            if progress.setting != first.id:
                await other.takes_over()

        player.on_progress = after_the_first
        results = await player.run(first, *others)
        assert [one.outcome for one in results] == [Outcome.OPTED_OUT, *[Outcome.WRONG_ACCOUNT for _ in others]]
        assert not other.writes


@pytest.mark.parametrize("site", SWITCHING)
async def test_a_change_that_was_let_go_reaches_nobody_else(
    stage: Stage, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else signs in after the last look at the sign-in, and before the browser sends."""
    judge = Desk._judge
    async with stage.player(site.platform) as player:
        other = Other(player)

        async def followed(desk: Desk, route: Route) -> None:
            let_go, request = route.fallback, route.request

            async def late() -> None:
                await other.takes_over()
                await let_go()

            if request.method not in ASKING and not urlsplit(request.url).path.startswith(NOTES):
                monkeypatch.setattr(route, "fallback", late)
            await judge(desk, route)

        monkeypatch.setattr(Desk, "_judge", followed)
        result = await player.one(changeable(site)[0])
        assert not other.writes
        assert (len(player.writes), result.outcome) == (1, Outcome.WRONG_ACCOUNT), result


@pytest.mark.parametrize("site", KEEPING)
async def test_what_a_change_would_be_sent_with_is_looked_at(
    stage: Stage, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looked into the jar of cookies has seen nothing; the request itself tells."""

    async def blind(desk: Desk) -> bool:
        return True

    monkeypatch.setattr(Desk, "same_sign_in", blind)
    async with stage.player(site.platform) as player:
        other = Other(player)

        async def before_it_is_pressed(progress: Progress) -> None:
            if progress.stage is Moment.WRITING:
                await other.takes_over()

        player.on_progress = before_it_is_pressed
        result = await player.one(changeable(site)[0])
        assert not other.writes and not player.writes
        assert result.outcome is Outcome.WRONG_ACCOUNT, result


@pytest.mark.parametrize("site", SWITCHING)
async def test_interleaved_runs(stage: Stage, site: Site) -> None:
    await asyncio.gather(*(interleaved(stage, site, seed) for seed in range(ABREAST)))


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("site", SWITCHING)
async def test_a_hundred_interleaved_runs(stage: Stage, site: Site) -> None:
    turns = asyncio.Semaphore(ABREAST)

    async def one(seed: int) -> Result:
        async with turns:
            return await interleaved(stage, site, seed)

    results = await asyncio.gather(*(one(seed) for seed in range(RUNS)))
    assert {one.outcome for one in results} == {Outcome.OPTED_OUT, Outcome.WRONG_ACCOUNT}, "both are tried"


async def interleaved(stage: Stage, site: Site, seed: int) -> Result:
    """One run beside others, in whose browser somebody else signs in around a stage drawn by lot, or nobody does."""
    lots = random.Random(seed)  # noqa: S311
    setting, moment = lots.choice(changeable(site)), lots.choice([None, *Moment])
    async with stage.player(site.platform) as player:
        other = Other(player)
        switching: list[asyncio.Task[None]] = []

        async def around_the_moment(progress: Progress) -> None:
            if progress.stage is moment:
                switching.append(asyncio.create_task(other.takes_over(after=lots.uniform(0, JITTER))))

        player.on_progress = around_the_moment
        result = await player.one(setting)
        await asyncio.gather(*switching)
        assert not other.writes, f"seed {seed}: written in the wrong account"
        assert {write.setting for write in player.writes} <= {setting.id}
        assert result.outcome in (Outcome.OPTED_OUT, Outcome.WRONG_ACCOUNT), f"seed {seed}: {result}"
        return result


class Other:
    """Somebody else, who signs in in the same browser."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._handle = f"{player.handle}_other"
        self._state = player.practice.person(player.platform.slug, self._handle)

    @property
    def writes(self) -> int:
        """How often the server was asked to change something of theirs."""
        return len(self._player.practice.writes(self._player.platform.slug, self._handle))

    async def takes_over(self, *, after: float = 0) -> None:
        """Signs in, after some seconds."""
        await asyncio.sleep(after)
        await self._player.context.add_cookies(self._state["cookies"])
