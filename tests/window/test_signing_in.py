"""A member signs in by hand in the window; the platform, the account and whatever waited know of it. # R14 R20"""

import asyncio
import os
from functools import partial
from typing import Literal

import pyotp
import pytest

from automations.errand import Mode
from automations.practice.scenario import Scenario
from backend.flow.jobs import State, StoredJob
from tests.waiting import until
from tests.window.house import House, Member, Page

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery staple"


async def enter(page: Page, *answers: str) -> None:
    """Answers one question of the form after the other, with the keyboard and the mouse."""
    for answer in answers:
        at = await page.button()
        asked = page.asked(at)
        await page.type(answer)
        await page.click(*at)
        await page.until(partial(_changed, page, at, asked))


def _changed(page: Page, at: tuple[int, int], asked: bytes) -> bool:
    return page.asked(at) != asked


async def signed_in(house: House, handle: str) -> None:
    """The platform itself says that somebody is signed in as that."""
    await until(lambda: [one for one in house.practice.requests("x") if one.account == handle])


async def waiting(house: House, job: StoredJob, *states: State) -> StoredJob:
    """The job, once it is so."""
    async with asyncio.timeout(60):
        while (now := await house.service.jobs.get(job.id)) is None or now.state not in states:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return now


def new_name() -> str:
    return f"m{os.urandom(4).hex()}"


@pytest.mark.parametrize("kind", ["driven", "ordinary"])
async def test_signing_in_by_hand_lets_a_waiting_job_go_on(
    house: House, member: Member, kind: Literal["driven", "ordinary"]
) -> None:
    house.use(kind)
    account, name = await member.account(), new_name()
    house.practice.person("x", name, password=PASSWORD, totp=SEED, question=name)
    options = {"named": ["x.grok_training"], "wait": True}
    job, _ = await house.service.ask(member.id, account.id, Mode.CHECK, options=options, asked_by="test")  # type: ignore[arg-type]
    await waiting(house, job, State.WAITING)
    async with member.window(account) as page:
        await page.live()
        await page.message("state", title="Sign in to X / X (formerly Twitter)")
        await enter(page, name, name, PASSWORD)
        await enter(page, pyotp.TOTP(SEED).now())
        await signed_in(house, name)
        await page.say("done")
        assert await page.message("is_it_you") == {"type": "is_it_you", "handle": name, "name": account.name}
        assert (await member.stored(account)).handle is None, "nobody has said yet that it is theirs"
        await page.say("confirm", yes=True)
        assert await page.message("signed_in") == {"type": "signed_in", "handle": name}
        await page.over()
    stored = await member.stored(account)
    assert (stored.handle, stored.signs_in) == (name, "by_hand")
    await waiting(house, job, State.DONE)
    results = await house.service.office.of(member.id).records.last(stored)
    assert {one.outcome for one in results.values()} == {"still_on"}
    entries = (await house.ask("GET", "/activity", member.token)).json()["items"]
    assert f"x {account.name}" in [one["subject"] for one in entries if one["what"] == "account_changed"]


async def test_a_challenge_is_answered_by_the_person(house: House, member: Member) -> None:
    account, name = await member.account(), new_name()
    house.practice.person("x", name, password=PASSWORD, scenario=Scenario.CHALLENGE)
    async with member.window(account) as page:
        await page.live()
        await enter(page, name, PASSWORD)
        await signed_in(house, name)
        house.practice.lift("x", name)  # the person has shown that they are one
        await page.press("F5")
        await page.message("state", title="Home / X (formerly Twitter)")
        await page.say("done")
        await page.message("is_it_you", handle=name)
        await page.say("confirm", yes=True)
        await page.message("signed_in", handle=name)


@pytest.mark.full
async def test_who_says_done_before_they_are_is_told(house: House, member: Member) -> None:
    account, name = await member.account(), new_name()
    house.practice.person("x", name, password=PASSWORD, scenario=Scenario.CHALLENGE)
    async with member.window(account) as page:
        await page.live()
        await enter(page, name, PASSWORD)
        await signed_in(house, name)
        await page.say("done")
        ended = await page.message("ended", reason="not_signed_in")
        assert ended["detail"]
    assert await member.stored(account) == account


async def test_somebody_else_is_never_stored(house: House, member: Member) -> None:
    account, name = await member.account(handle=new_name()), new_name()
    house.practice.person("x", name, password=PASSWORD)
    async with member.window(account) as page:
        await page.live()
        await enter(page, name, PASSWORD)
        await signed_in(house, name)
        await page.say("done")
        await page.message("ended", reason="wrong_account")
    assert await member.stored(account) == account


async def test_a_name_that_is_not_theirs_is_not_stored(house: House, member: Member) -> None:
    account, name = await member.account(), new_name()
    house.practice.person("x", name, password=PASSWORD)
    async with member.window(account) as page:
        await page.live()
        await enter(page, name, PASSWORD)
        await signed_in(house, name)
        await page.say("done")
        await page.message("is_it_you", handle=name)
        await page.say("confirm", yes=False)
        await page.message("ended", reason="not_you")
    assert await member.stored(account) == account
