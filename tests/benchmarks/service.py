"""What the service costs: how soon a job begins, how late listeners hear, reads at 200 a second, and doing nothing.

`python -m tests.benchmarks.service`. Everything runs for real: `unconsent serve` in a process of its own, practice
platforms, and plain sockets as clients.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from automations.catalogue import load
from automations.errand import Mode
from automations.practice.server import Practice
from backend.flow.feed import Feed
from backend.flow.jobs import Jobs
from tests.flow.conftest import OTHERS, SHARING, House, house_at
from tests.service.conftest import Served, serving

STARTS = 5
LISTENERS = (1, 10, 20)
"""A member may have twenty."""
MANY = 100
READS_A_SECOND = 200
READ_SECONDS = 10
IDLE_SECONDS = 20


async def asked(served: Served, method: str, path: str, body: object = None) -> bytes:
    """One request over a connection of its own; what was answered, without its head."""
    reader, writer = await _sent(served, method, path, body)
    answer = await reader.read()
    writer.close()
    return answer.partition(b"\r\n\r\n")[2]


async def _sent(
    served: Served, method: str, path: str, body: object
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, _, port = served.here["address"].removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    content = json.dumps(body).encode() if body is not None else b""
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
    head += f"Authorization: Bearer {served.token}\r\n"
    if content:
        head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    writer.write(head.encode() + b"\r\n" + content)
    await writer.drain()
    return reader, writer


async def listen(served: Served, heard: dict[str, float], ready: asyncio.Event) -> None:
    """Notes when the first event of each id was heard."""
    reader, writer = await _sent(served, "GET", "/api/v1/events", None)
    try:
        async for line in reader:
            if line.startswith(b"HTTP/1.1 200"):
                ready.set()
            if line.startswith(b"id:"):
                heard.setdefault(line[3:].strip().decode(), time.perf_counter())
    finally:
        writer.close()


@asynccontextmanager
async def one_service() -> AsyncIterator[tuple[House, Served, list[int]]]:
    """A service on an empty data folder with a few accounts."""
    with tempfile.TemporaryDirectory() as folder:
        async with Practice(load([OTHERS])) as practice:
            house = house_at(practice, Path(folder) / "home")
            async with house.office() as office:
                accounts = [(await house.account(office, f"me {number}")).id for number in range(STARTS)]
            async with serving(house) as served:
                yield house, served, accounts


async def until(true: Callable[[], bool]) -> None:
    """Waits until it is so."""
    while not true():  # noqa: ASYNC110
        await asyncio.sleep(0.001)


async def done(served: Served, job: str) -> None:
    """Waits until the job is done."""
    while json.loads(await asked(served, "GET", f"/api/v1/jobs/{job}"))["state"] != "done":  # noqa: ASYNC110
        await asyncio.sleep(0.2)


async def start(served: Served, account: int) -> float:
    """Seconds from asking for a job until a worker has begun it."""
    heard: dict[str, float] = {}
    ready = asyncio.Event()
    listener = asyncio.create_task(listen(served, heard, ready))
    await ready.wait()
    began = time.perf_counter()
    wish = {"accounts": [account], "mode": "check", "settings": [SHARING]}
    job = json.loads(await asked(served, "POST", "/api/v1/jobs", wish))["jobs"][0]["job"]["id"]
    await until(lambda: len(heard) >= 2)  # queued, planned
    seconds = sorted(heard.values())[1] - began
    await done(served, job)
    listener.cancel()
    return seconds


async def lags(served: Served, account: int, listeners: int) -> list[float]:
    """Seconds by which listeners hear an event later than the first of them."""
    heard: list[dict[str, float]] = [{} for _ in range(listeners)]
    ready = [asyncio.Event() for _ in range(listeners)]
    tasks = [asyncio.create_task(listen(served, *both)) for both in zip(heard, ready, strict=True)]
    await asyncio.gather(*(one.wait() for one in ready))
    await asked(served, "POST", "/api/v1/jobs", {"accounts": [account], "mode": "check", "settings": [SHARING]})
    await until(lambda: min(map(len, heard)) >= 5)
    for task in tasks:
        task.cancel()
    events = set.intersection(*(set(one) for one in heard))
    return [max(one[event] for one in heard) - min(one[event] for one in heard) for event in events]


async def lag_of_many(house: House, listeners: int) -> float:
    """Seconds from storing an event until the last of so many listeners has it, without HTTP; the median of 20."""
    async with house.office() as office:
        account = (await office.accounts.all())[0]
        jobs, feed = Jobs(office.store), Feed(office.store, office.key.purpose("events"))
        job, _ = await jobs.ask(account.member, account.id, Mode.UNDO, options={}, priority=1, asked_by="benchmark")
        heard: asyncio.Queue[float] = asyncio.Queue()

        async def one() -> None:
            async for event in feed.listen(account.member, after=0, job=job.id):
                if event:
                    heard.put_nowait(time.perf_counter())

        tasks = [asyncio.create_task(one()) for _ in range(listeners)]
        await asyncio.sleep(0.5)
        found = []
        for _ in range(20):
            began = time.perf_counter()
            await feed.add(job.id, account.member, "stage", {})
            found.append(max([await heard.get() for _ in range(listeners)]) - began)
        for task in tasks:
            task.cancel()
        await jobs.cancel(job)
    return statistics.median(found)


async def reads(served: Served) -> list[float]:
    """Seconds that each of many reads took, sent at an even pace whether or not earlier ones were answered."""

    async def one() -> float:
        began = time.perf_counter()
        await asked(served, "GET", "/api/v1/accounts")
        return time.perf_counter() - began

    tasks = []
    began = time.perf_counter()
    for number in range(READS_A_SECOND * READ_SECONDS):
        await asyncio.sleep(max(0.0, began + number / READS_A_SECOND - time.perf_counter()))
        tasks.append(asyncio.create_task(one()))
    return list(await asyncio.gather(*tasks))


def idle(served: Served) -> tuple[float, float]:
    """The share of one core that the waiting service takes, in percent, and its memory in MB."""
    process = psutil.Process(served.process.pid)
    process.cpu_percent()
    time.sleep(IDLE_SECONDS)
    return process.cpu_percent(), process.memory_info().rss / 1e6


async def main() -> None:
    """Measures and prints the table."""
    async with one_service() as (house, served, accounts):
        rows = []
        cpu, memory = await asyncio.to_thread(idle, served)
        rows += [("idle, % of a core", f"{cpu:.1f}"), ("idle, MB", f"{memory:.0f}")]
        found = [await start(served, account) for account in accounts]
        rows.append(("from asking to a worker's first event, ms", f"{statistics.median(found) * 1000:.0f}"))
        for listeners in LISTENERS:
            late = await lags(served, accounts[0], listeners)
            rows.append((f"last of {listeners} listeners later than the first, ms", f"{max(late) * 1000:.1f}"))
        many = await lag_of_many(house, MANY)
        rows.append(
            (f"from storing an event until the last of {MANY} listeners has it, without HTTP, ms", f"{many * 1000:.1f}")
        )
        took = sorted(await reads(served))
        rows.append((f"a read at {READS_A_SECOND} a second, median, ms", f"{statistics.median(took) * 1000:.1f}"))
        rows.append(("the same, 99 of 100, ms", f"{took[int(len(took) * 0.99)] * 1000:.1f}"))
    print("| | |\n|---|---|\n" + "\n".join(f"| {what} | {value} |" for what, value in rows))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
