"""Twenty accounts at twenty platforms, opted out of one setting each, one, two and four at a time.

`python -m tests.benchmarks.batch`. The platforms are copies of one practice platform under names of their own.
"""

import asyncio
import os
import tempfile
import time
from pathlib import Path

from automations.catalogue import load
from automations.errand import Mode
from automations.practice.server import Practice
from automations.session_file import StorageState
from backend.batch import run_jobs
from backend.office import Office, open_office
from backend.settings import Settings, read_settings
from backend.told import Job
from tests.copies import copy_of_x

ACCOUNTS = 20
WIDTHS = (1, 2, 4)
SETTING = "business_partner_sharing"


async def measure(width: int, platforms: Path) -> float:
    """The seconds that all accounts take together."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "UNCONSENT_PLATFORMS_PATH": str(platforms)}
        async with Practice(load((platforms,))) as practice:
            plain = read_settings(environ, home=Path(home))
            settings = Settings(
                home=plain.home,
                platforms_path=plain.platforms_path,
                overrides=practice.overrides,
                environ=environ,
            )
            async with open_office(settings) as office:
                jobs = [await _job(office, practice, slug) for slug in practice.stands if slug != "x"]
                started = time.perf_counter()
                done = await run_jobs(office, jobs, tell=lambda _: None, width=width)
                seconds = time.perf_counter() - started
        for one in done:
            slug, account = one.job.account.platform, one.job.account.name
            if one.result.outcome != "opted_out" or practice.truth(slug, account)[f"{slug}.{SETTING}"] is not False:
                raise AssertionError(one.result)
        if len(done) != ACCOUNTS:
            raise AssertionError(f"{len(done)} of {ACCOUNTS} done")
        return seconds


async def _job(office: Office, practice: Practice, slug: str) -> Job:
    account = await office.accounts.add(office.catalogue.platform(slug), "me", handle="me")
    account = await office.accounts.consent(account)
    await office.accounts.keep_session(account, StorageState.model_validate(practice.person(slug, "me")))
    return Job(account=account, mode=Mode.RUN, named=(f"{slug}.{SETTING}",))


def main() -> None:
    """Prints the table."""
    print(f"| at a time | {ACCOUNTS} accounts, s | to one at a time |\n|---|---|---|")  # noqa: T201
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ACCOUNTS):
            copy_of_x(Path(folder), f"x{number:02}")
        for width in WIDTHS:
            seconds = asyncio.run(measure(width, Path(folder)))
            first = first or seconds
            print(f"| {width} | {seconds:.0f} | {seconds / first:.2f} |")  # noqa: T201


if __name__ == "__main__":
    main()
