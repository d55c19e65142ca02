"""Two workers on one PostgreSQL database, of which one is killed: every job is done, none twice."""

import asyncio
import base64
import itertools
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from automations.errand import Mode
from automations.practice.scenario import Scenario
from automations.practice.server import Practice
from backend.flow.jobs import Options, State
from backend.store.tables import OWNER
from tests.database import Server
from tests.flow.conftest import SHARING, House, ended, house_at, until

ONE: Options = {"named": [SHARING, "x.grok_training"]}
KEY = base64.b64encode(bytes(32)).decode()
NAMES = ("me", "work", "club")


@pytest.fixture
async def shared(practice: Practice, postgresql: Server, tmp_path: Path) -> AsyncIterator[House]:
    """A data folder on a fresh PostgreSQL database."""
    with postgresql.database() as name:
        house = house_at(practice, tmp_path / "service", postgresql.address_with_password(name), UNCONSENT_KEY=KEY)
        yield house


@asynccontextmanager
async def worker(house: House, folder: Path, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker in a process of its own, on a data folder of its own; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "backend.cli.main", "worker", *options),
        env=house.environ | {"UNCONSENT_HOME": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout
    assert b"takes jobs" in await asyncio.wait_for(process.stdout.readline(), 60)
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def test_a_killed_workers_jobs_are_done_by_the_other(shared: House, tmp_path: Path) -> None:  # R30
    async with shared.service(width=0) as service:
        accounts = [await shared.account(service.office, name, scenario=Scenario.SLOW) for name in NAMES]
        async with worker(shared, tmp_path / "one") as first:
            jobs = [(await service.ask(OWNER, one.id, Mode.RUN, options=ONE, asked_by="test"))[0] for one in accounts]

            async def writing() -> bool:
                events = await service.feed.read(OWNER, after=0)
                return any(event.body.get("stage") == "writing" for event in events)

            await until(writing)
            os.killpg(first.pid, signal.SIGKILL)
            await first.wait()
            async with worker(shared, tmp_path / "two"):
                for job in jobs:
                    over, told = await ended(service, job)
                    assert over.state is State.DONE
                    outcomes = [event.body["outcome"] for event in told if event.kind == "result"]
                    assert len(outcomes) == 2 and set(outcomes) <= {"opted_out", "already_out"}
    for account in accounts:
        writes = [one.setting for one in shared.practice.writes("x", str(account.handle))]
        assert sorted(writes) == sorted(ONE["named"]), "each setting was written once"
        assert {shared.truth(account)[one] for one in ONE["named"]} == {False}


async def test_a_worker_visits_no_more_accounts_at_once_than_it_was_told(shared: House, tmp_path: Path) -> None:
    async with shared.service(width=0) as service, worker(shared, tmp_path / "one", "--width=1"):
        accounts = [await shared.account(service.office, "me", slug=slug) for slug in ("x", "harbour")]
        jobs = [
            (await service.ask(OWNER, one.id, Mode.CHECK, options={"every": True}, asked_by="test"))[0]
            for one in accounts
        ]
        first, second = sorted([(await ended(service, job))[0] for job in jobs], key=lambda one: str(one.started))
        assert first.ended and second.started and first.ended <= second.started


async def test_one_platform_has_one_visitor_wherever_the_workers_are(shared: House, tmp_path: Path) -> None:  # R37
    async with (
        shared.service(width=0) as service,
        worker(shared, tmp_path / "one"),
        worker(shared, tmp_path / "two"),
    ):
        accounts = [await shared.account(service.office, name) for name in NAMES]
        jobs = [(await service.ask(OWNER, one.id, Mode.CHECK, options=ONE, asked_by="test"))[0] for one in accounts]
        spans = []
        for job in jobs:
            over, _ = await ended(service, job)
            assert over.started and over.ended
            spans.append((over.started, over.ended))
        spans.sort()
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
