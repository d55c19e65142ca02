"""An account that a person has in hand is visited by no worker, on no machine; what a lost worker held is free."""

from dataclasses import replace
from pathlib import Path

import pytest

from automations.errand import Mode
from backend.flow.holding import BUSY, IN_HAND
from backend.flow.jobs import Options, State
from backend.flow.living import DEAD
from backend.members.trouble import Conflict
from backend.store.tables import OWNER
from tests.flow.conftest import SHARING, House, ended
from tests.flow.test_keeping import later
from tests.flow.test_two_workers import shared, worker

__all__ = ["shared"]
ONE: Options = {"named": [SHARING]}


async def test_a_worker_elsewhere_waits_until_it_is_let_go(shared: House, tmp_path: Path) -> None:  # R37
    async with shared.service(width=0) as service, worker(shared, tmp_path / "elsewhere"):
        held = await shared.account(service.office, "held")
        other = await shared.account(service.office, "other", slug="harbour")
        holding = service.keeper.holding
        await holding.take(held)
        waits, _ = await service.ask(OWNER, held.id, Mode.RUN, options=ONE, asked_by="test")
        goes, _ = await service.ask(OWNER, other.id, Mode.CHECK, options={"every": True}, asked_by="test")
        assert (await ended(service, goes))[0].state is State.DONE
        standing = await service.jobs.get(waits.id)
        assert standing and standing.state is State.QUEUED
        assert shared.practice.writes("x", str(held.handle)) == ()
        assert await holding.platforms() == {"x"}
        await holding.release(held.id)
        assert (await ended(service, waits))[0].state is State.DONE
        assert not shared.truth(held)[SHARING]


async def test_nobody_takes_one_in_which_a_job_is_at_work(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options=ONE, asked_by="test")
        assert await service.jobs.begin(job, "another")
        with pytest.raises(Conflict, match=BUSY):
            await service.keeper.holding.take(account)


async def test_what_a_lost_worker_held_is_free(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        here = service.keeper.holding
        await here.take(account)
        elsewhere = replace(here, worker="elsewhere")
        with pytest.raises(Conflict, match=IN_HAND):
            await elsewhere.take(account)
        await replace(elsewhere, clock=lambda: later(DEAD * 2)).take(account)
        job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options=ONE, asked_by="test")
        assert await service.jobs.begin(job, "another"), "nobody by the name of who holds it has given a sign of life"


async def test_a_worker_that_comes_back_after_a_crash_lets_go(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        await service.keeper.holding.take(account)
        await service.keeper.holding.release_all()
        await service.keeper.holding.take(account)
