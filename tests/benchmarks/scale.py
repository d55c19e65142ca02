"""One, two and four workers on one PostgreSQL database: what each adds, who waits, and that nothing is done twice.

`python -m tests.benchmarks.scale [ACCOUNTS_EACH]`. Each worker visits one account at a time. Practice servers
answer after 0.3 s each, as a near network does.
"""

import asyncio
import base64
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from automations.catalogue import load
from automations.errand import Mode
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from automations.session_file import StorageState
from backend.accounts import StoredAccount
from backend.flow.jobs import State
from backend.office import Office
from backend.store.tables import OWNER
from tests.database import Server
from tests.flow.conftest import House, ended, house_at
from tests.flow.test_two_workers import worker

WORKERS = (1, 2, 4)
PLATFORMS = 8
SECONDS = 0.3


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One round."""

    seconds: float
    spread: float
    """How much later the last platform was done than the first one, as a share of the whole."""
    twice: int
    """Settings that the platforms were asked to change more than once."""
    connections: int
    """To the database, when all was done."""


async def measured(server: Server, workers: int, each: int) -> Measured:
    """So many workers do the jobs of fresh accounts."""
    with tempfile.TemporaryDirectory() as folder, server.database() as name:
        async with Practice(load(), delays=Delays(slow=SECONDS)) as practice, AsyncExitStack() as stack:
            key = base64.b64encode(bytes(32)).decode()
            address = server.address_with_password(name)
            house = house_at(practice, Path(folder) / "service", address, UNCONSENT_KEY=key)
            service = await stack.enter_async_context(house.service(width=0))
            slugs = [slug for slug, stand in practice.stands.items() if stand.site.address is None][:PLATFORMS]
            accounts = [await _account(house, service.office, slug, number) for slug in slugs for number in range(each)]
            for number in range(workers):
                await stack.enter_async_context(worker(house, Path(folder) / f"worker{number}", "--width=1"))
            began = time.perf_counter()
            jobs = [(await service.ask(OWNER, one.id, Mode.RUN, options={}, asked_by="scale"))[0] for one in accounts]
            over = [(await ended(service, job))[0] for job in jobs]
            seconds = time.perf_counter() - began
            if any(one.state is not State.DONE for one in over):
                raise AssertionError(Counter(one.state for one in over))
            last = {slug: max(one.ended for one in over if one.platform == slug and one.ended) for slug in slugs}
            spread = (max(last.values()) - min(last.values())).total_seconds() / seconds
            used = server.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'")[0][0]  # noqa: S608
            writes = Counter(
                (slug, f"scale{number}", one.setting)
                for slug in slugs
                for number in range(each)
                for one in practice.writes(slug, f"scale{number}")
            )
        return Measured(seconds=seconds, spread=spread, twice=sum(one > 1 for one in writes.values()), connections=used)


async def _account(house: House, office: Office, slug: str, number: int) -> StoredAccount:
    handle = f"scale{number}"
    account = await office.accounts.add(office.catalogue.platform(slug), handle, handle=handle)
    account = await office.accounts.consent(account)
    state = house.practice.person(slug, handle, scenario=Scenario.SLOW)
    await office.accounts.keep_session(account, StorageState.model_validate(state))
    return account


async def main(each: int) -> None:
    """Prints one line for each number of workers, and the ratios to one worker."""
    server = Server.start(connections=100)
    try:
        rounds = {workers: await measured(server, workers, each) for workers in WORKERS}
    finally:
        server.guard.end()
    alone = rounds[1].seconds
    print(f"{PLATFORMS * each} accounts at {PLATFORMS} platforms")  # noqa: T201
    print("| workers | s | throughput, of one | platforms end apart | changed twice | connections |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for workers, one in rounds.items():
        ratio = alone / one.seconds
        line = f"| {workers} | {one.seconds:.0f} | {ratio:.2f} | {one.spread:.0%} | {one.twice} | {one.connections} |"
        print(line)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 4))
