"""R30: a service that is killed at any moment loses nothing, writes nothing twice, and leaves no browser behind."""

import asyncio
import contextlib
import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psutil
import pytest

from automations.errand import Mode
from automations.practice.scenario import Scenario
from backend.accounts import StoredAccount
from backend.flow.feed import Event, Feed
from backend.flow.jobs import Jobs, Options, Priority, State, StoredJob
from backend.office import Office
from backend.store.tables import OWNER
from tests.flow.conftest import OVER, SHARING, House, until
from tests.processes import runs

WANTED: Options = {"named": [SHARING, "x.grok_training"]}
TRANSITIONS = 13
"""Events of such a job: queued, planned, four stages and a result for each setting, ended; and one before them all."""
DAILY = (1, 4, 6, 9)
KILLS = 500
GONE_SECONDS = 30.0


@asynccontextmanager
async def alive(house: House) -> AsyncIterator[asyncio.subprocess.Process]:
    """A running service on the data folder, killed at the end if it still lives."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.flow.mortal"),
        env=house.environ,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def asked(office: Office, account: StoredAccount) -> StoredJob:
    """The job, as another process asks for it."""
    job, _ = await Jobs(office.store).ask(
        OWNER, account.id, Mode.RUN, options=WANTED, priority=Priority.BUTTON, asked_by="test"
    )
    await Feed(office.store, office.key.purpose("events")).add(job.id, OWNER, "queued", {"attempt": 1})
    return job


async def told(office: Office, job: StoredJob) -> tuple[Event, ...]:
    return await Feed(office.store, office.key.purpose("events")).read(OWNER, after=0, job=job.id)


async def killed_when(house: House, office: Office, job: StoredJob, *, events: int, seconds: float = 0.0) -> None:
    """Lets a service live until so many events are stored, and a moment more."""
    async with alive(house) as process:
        family = psutil.Process(process.pid)

        async def so_many() -> bool:
            return len(await told(office, job)) >= events

        await until(so_many)
        await asyncio.sleep(seconds)
        children = family.children(recursive=True)
        process.kill()
        await process.wait()
        _, left = await asyncio.to_thread(psutil.wait_procs, children, GONE_SECONDS)
        assert [one for one in left if runs(one)] == []


async def brought_to_its_end(house: House, office: Office, job: StoredJob) -> StoredJob:
    """The job after a service that was let live."""
    async with alive(house):

        async def over() -> bool:
            now = await Jobs(office.store).get(job.id)
            return now is not None and now.state in OVER

        await until(over)
    done = await Jobs(office.store).get(job.id)
    assert done
    return done


async def all_is_well(house: House, office: Office, account: StoredAccount, job: StoredJob) -> None:
    """Nothing lost, nothing twice."""
    assert job.state is State.DONE, job.trouble
    stored = await office.records.of_attempt(job.attempt_id)
    assert sorted(stored) == sorted(WANTED["named"])
    assert {one.outcome.value for one in stored.values()} <= {"opted_out", "already_out"}
    results = [event.body["setting"] for event in await told(office, job) if event.kind == "result"]
    assert len(results) == len(set(results)), "an outcome is told once"
    writes = [one.setting for one in house.practice.writes("x", str(account.handle))]
    assert sorted(writes) == sorted(WANTED["named"]), "nothing is written twice on the platform"
    assert await office.receipts.problems() == ()
    assert {house.truth(account)[one] for one in WANTED["named"]} == {False}


@pytest.mark.parametrize("events", DAILY)
async def test_killed_at_a_transition(house: House, events: int) -> None:  # R30
    async with house.office() as office:
        account = await house.account(office)
        job = await asked(office, account)
        await killed_when(house, office, job, events=events)
        await all_is_well(house, office, account, await brought_to_its_end(house, office, job))


@pytest.mark.full
@pytest.mark.timeout(4 * 3600)
async def test_killed_at_every_transition_and_between(house: House) -> None:  # R30
    chance = random.Random(1)  # noqa: S311
    async with house.office() as office:
        for number in range(KILLS):
            account = await house.account(
                office, f"me {number}", scenario=chance.choice([Scenario.SHARING_ON, Scenario.SLOW])
            )
            job = await asked(office, account)
            events = 1 + number % (TRANSITIONS - 1)
            await killed_when(house, office, job, events=events, seconds=chance.uniform(0, 0.4))
            await all_is_well(house, office, account, await brought_to_its_end(house, office, job))
