"""R35: a service that does job after job keeps its size: memory, open files, processes."""

import asyncio

import psutil
import pytest

from tests.flow.conftest import SHARING, House, until
from tests.service.conftest import Served, serving

GROWTH = 1.10
WARM, DAILY = 6, 14
MANY = 1000


def size_of(process: psutil.Process) -> tuple[float, int, int]:
    """Memory in MB, open files, and processes below it."""
    return process.memory_info().rss / 1e6, process.num_fds(), len(process.children(recursive=True))


async def done(served: Served, account: int, times: int) -> None:
    """So many checks of an account, one after the other."""
    for _ in range(times):
        wish = {"accounts": [account], "mode": "check", "settings": [SHARING]}
        job = (await served.post("/api/v1/jobs", json=wish)).json()["jobs"][0]["job"]["id"]

        async def over(job: str = job) -> bool:
            return bool((await served.get(f"/api/v1/jobs/{job}")).json()["state"] == "done")

        await until(over)


async def soaked(house: House, jobs: int) -> None:
    async with house.office() as office:
        account = await house.account(office)
    async with serving(house) as served:
        process = psutil.Process(served.process.pid)
        await done(served, account.id, WARM)
        await asyncio.sleep(1)
        memory, files, processes = size_of(process)
        await done(served, account.id, jobs)
        await asyncio.sleep(1)
        after = size_of(process)
        assert after[0] < memory * GROWTH, (memory, after)
        assert after[1] <= files + 3, (files, after)
        assert after[2] <= processes, (processes, after)


async def test_it_keeps_its_size(house: House) -> None:  # R35
    await soaked(house, DAILY - WARM)


@pytest.mark.full
@pytest.mark.timeout(3 * 3600)
async def test_it_keeps_its_size_for_long(house: House) -> None:  # R35
    await soaked(house, MANY)
