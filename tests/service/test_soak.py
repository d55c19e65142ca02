"""R35: a service that does job after job keeps its size: memory, open files, processes."""

import asyncio

import psutil
import pytest

from tests.flow.conftest import SHARING, House, until
from tests.service.conftest import Served, serving

GROWTH, GROWTH_DAILY = 1.10, 1.20
"""Of memory; in a short time a chore that is done for the first time weighs more."""
SPARE_FILES = 6
"""Of connections to the database which chores have open at this moment; a job that leaves one would leave more."""
WARM, DAILY = 6, 14
MANY = 1000


def size_of(process: psutil.Process) -> tuple[float, int, int]:
    """Memory in MB, open files, and processes below it."""
    return process.memory_info().rss / 1e6, process.num_fds(), len(process.children(recursive=True))


async def is_alone(process: psutil.Process, processes: int) -> bool:
    """Whether the browsers of the last job are gone."""
    return size_of(process)[2] <= processes


async def done(served: Served, account: int, times: int) -> None:
    """So many checks of an account, one after the other."""
    for _ in range(times):
        wish = {"accounts": [account], "mode": "check", "settings": [SHARING]}
        job = (await served.post("/api/v1/jobs", json=wish)).json()["jobs"][0]["job"]["id"]

        async def over(job: str = job) -> bool:
            return bool((await served.get(f"/api/v1/jobs/{job}")).json()["state"] == "done")

        await until(over)


async def soaked(house: House, jobs: int, *, growth: float) -> None:
    async with house.office() as office:
        account = await house.account(office)
    async with serving(house) as served:
        process = psutil.Process(served.process.pid)
        await done(served, account.id, WARM)
        await asyncio.sleep(2)
        memory, files, processes = size_of(process)
        await done(served, account.id, jobs)
        await until(lambda: is_alone(process, processes))
        after = size_of(process)
        assert after[0] < memory * growth, (memory, after)
        assert after[1] <= files + SPARE_FILES, (files, after)


async def test_it_keeps_its_size(house: House) -> None:  # R35
    await soaked(house, DAILY - WARM, growth=GROWTH_DAILY)


@pytest.mark.full
@pytest.mark.timeout(3 * 3600)
async def test_it_keeps_its_size_for_long(house: House) -> None:  # R35
    await soaked(house, MANY, growth=GROWTH)
