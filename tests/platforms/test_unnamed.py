"""Where nobody is named: a sign-in is believed only on a page for the signed-in, and one errand keeps to it."""

import asyncio

import pytest

from automations.attended import wait_for_person
from automations.errand import Account, Progress
from automations.errand import Stage as Moment
from automations.identity import UNNAMED, is_named
from automations.outcome import Need, NeedsYou, Outcome
from automations.page import who_is_signed_in
from automations.practice.scenario import Scenario
from automations.practice.site import Site
from automations.sign_in import probe
from tests.platforms.cases import changeable, sites
from tests.platforms.play import BRISK, Stage
from tests.platforms.test_accounts import Other

NOBODY = [one for one in sites() if one.platform.sign_in and not is_named(one.platform)]
UNNAMING = [pytest.param(one, id=one.platform.slug) for one in NOBODY]
TOLD_BY_COOKIES = [
    pytest.param(one, id=one.platform.slug)
    for one in NOBODY
    if one.platform.sign_in and one.platform.sign_in.cookies and not one.platform.sign_in.renews_cookies
]
ME = Account(name="me")


@pytest.mark.parametrize("site", UNNAMING)
async def test_a_sign_in_is_known_without_a_name(stage: Stage, site: Site) -> None:
    async with stage.player(site.platform) as player:
        assert await probe(player.context, site.platform, ME, BRISK) == UNNAMED
        assert await who_is_signed_in(player.context, site.platform, ME) == UNNAMED


@pytest.mark.parametrize("site", UNNAMING)
async def test_who_is_sent_to_the_sign_in_is_not_signed_in(stage: Stage, site: Site) -> None:
    async with stage.player(site.platform, Scenario.SIGNED_OUT) as player:
        with pytest.raises(NeedsYou) as stopped:
            await probe(player.context, site.platform, ME, BRISK)
        assert stopped.value.need is Need.SIGN_IN
        assert await who_is_signed_in(player.context, site.platform, ME, seconds=0.2) is None


@pytest.mark.parametrize("site", UNNAMING)
async def test_a_person_signs_in_and_says_so(stage: Stage, site: Site) -> None:
    sign_in = site.platform.sign_in
    assert sign_in
    async with stage.player(site.platform) as player:
        cookies = await player.context.cookies()
        await player.context.clear_cookies()
        done = asyncio.Event()
        asked = NeedsYou(Need.SIGN_IN, "Sign in.", url=sign_in.url)
        async with player.context.expect_page():
            waiting = asyncio.create_task(
                wait_for_person(player.context, site.platform, ME, asked, timing=BRISK, seconds=60, done=done)
            )
        async with player.context.expect_page() as look:
            done.set()  # too early: nobody is signed in yet
        looked = await look.value
        if not looked.is_closed():
            await looked.wait_for_event("close")
        assert not waiting.done()
        await player.context.add_cookies(cookies)  # type: ignore[arg-type]
        done.set()
        assert await waiting == UNNAMED


@pytest.mark.parametrize("moment", [Moment.READING, Moment.WRITING, Moment.VERIFYING])
@pytest.mark.parametrize("site", TOLD_BY_COOKIES)
async def test_a_switch_in_the_middle_of_an_errand_is_told_by_the_cookies(
    stage: Stage, site: Site, moment: Moment
) -> None:
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
