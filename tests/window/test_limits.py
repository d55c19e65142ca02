"""How many windows there are, when they end, and who waits meanwhile. # R34"""

import asyncio
import contextlib

from websockets.exceptions import ConnectionClosed

from automations.errand import Mode
from backend.flow.jobs import State, StoredJob
from backend.windows.window import Patience
from tests.waiting import until
from tests.window.house import House, Member
from tests.window.still import Still


async def becomes(house: House, job: StoredJob, *states: State) -> StoredJob:
    """The job, once it is so."""
    async with asyncio.timeout(60):
        while (now := await house.service.jobs.get(job.id)) is None or now.state not in states:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return now


async def test_it_is_closed_without_input_after_a_warning(house: House, member: Member, screen: Still) -> None:
    house.service.windows.patience = Patience(idle=6.0, warn=5.0)
    async with member.window(await member.account()) as page:
        await page.live()
        await page.until(lambda: [one for one in page.told if one.get("closes_in")])
        await page.message("ended", reason="idle")


async def test_input_keeps_it_open_but_not_for_ever(house: House, member: Member, screen: Still) -> None:
    house.service.windows.patience = Patience(idle=5.0, longest=8.0)
    async with member.window(await member.account()) as page:
        while not page.closed.is_set():
            with contextlib.suppress(ConnectionClosed):
                await page.say("mouse", action="move", x=1, y=1)
            await asyncio.sleep(0.1)
        await page.message("ended", reason="too_long")


async def test_without_its_page_it_waits_for_a_while(house: House, member: Member, screen: Still) -> None:
    house.service.windows.patience = Patience(apart=5.0)
    account = await member.account()
    async with member.window(account) as page:
        await page.live()
    async with member.window(account) as page:  # it came again in time
        await page.live()
    await until(lambda: not house.service.windows.holds(account.id))


async def test_one_whose_page_never_comes_starts_no_browser(house: House, member: Member, screen: Still) -> None:
    house.service.windows.patience = Patience(apart=0.5)
    account = await member.account()
    assert (await member.wish(account)).status_code == 201
    await until(lambda: not house.service.windows.holds(account.id))
    assert screen.taken == 0


async def test_one_at_a_time_for_each_account_and_so_many_in_all(house: House, member: Member, screen: Still) -> None:
    first, second, third = [await member.account() for _ in range(3)]
    async with member.window(first) as page, member.window(second) as other:
        await page.live()
        await other.live()
        refused = await member.wish(first)
        assert refused.status_code == 409 and "is open" in refused.json()["detail"]
        refused = await member.wish(third)
        assert refused.status_code == 409 and "room" in refused.json()["detail"]
        for one in (page, other):
            await one.say("close")
            await one.message("ended", reason="closed")


async def test_jobs_wait_while_a_person_signs_in(house: House, member: Member, screen: Still) -> None:
    account = await member.account()
    async with member.window(account) as page:
        await page.live()
        job, _ = await house.service.ask(member.id, account.id, Mode.CHECK, options={}, asked_by="test")
        await asyncio.sleep(2.5)  # long enough for it to be begun, if it were
        await becomes(house, job, State.QUEUED)
        await page.say("close")
        await page.over()
    await becomes(house, job, State.DONE)


async def test_no_window_while_a_job_is_at_work(house: House, member: Member, screen: Still) -> None:
    account = await member.account()
    job, _ = await house.service.ask(member.id, account.id, Mode.CHECK, options={}, asked_by="test")
    running = await becomes(house, job, State.RUNNING)
    refused = await member.wish(account)
    assert refused.status_code == 409 and "at work" in refused.json()["detail"]
    assert not house.service.windows.holds(account.id)
    await house.service.cancel(running)
    await becomes(house, job, State.CANCELLED, State.DONE)


async def test_what_changes_the_account_waits_or_closes_it(house: House, member: Member, screen: Still) -> None:
    account = await member.account()
    async with member.window(account) as page:
        await page.live()
        session = {"cookies": [{"name": "auth_token", "value": "v", "domain": ".x.com"}]}
        answer = await house.ask("PUT", f"/accounts/{account.id}/sign-in/session", member.token, session)
        assert answer.status_code == 409
        assert (await house.ask("DELETE", f"/accounts/{account.id}", member.token)).status_code == 204
        await page.message("ended", reason="closed")


async def test_the_browser_that_ends_by_itself_is_told(house: House, member: Member, screen: Still) -> None:
    async with member.window(await member.account()) as page:
        await page.live()
        screen.gone.set()
        await page.message("ended", reason="browser_gone")


async def test_a_service_that_stops_says_so(house: House, member: Member, screen: Still) -> None:
    async with member.window(await member.account()) as page:
        await page.live()
        house.service.windows.stop()
        await page.message("ended", reason="stopped")
    assert (await member.wish(await member.account())).status_code == 409
