"""Four people with ten accounts each in one batch, at the platforms' own pace, whose waiting is counted and not waited.

`python -m tests.benchmarks.family`. Prints how long it took, how long the pauses would have been, and what came of it.
"""

import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.server import Practice
from automations.session_file import StorageState
from backend.accounts import StoredAccount
from backend.batch import run_jobs
from backend.office import Office, open_office
from backend.pace import PaceKeeper
from backend.settings import Settings, read_settings
from backend.told import Job

PEOPLE = ("ana", "ben", "cleo", "dan")
PLATFORMS = 10
SUCCESS = {Outcome.OPTED_OUT, Outcome.ALREADY_OUT, Outcome.NOT_OFFERED, Outcome.SKIPPED}


class Clock:
    """The time of one platform, that passes at once."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        """Lets that much time pass."""
        self.now += seconds


async def measure() -> None:
    """Runs the batch and prints what was seen."""
    with tempfile.TemporaryDirectory() as home:
        async with Practice(load()) as practice:
            plain = read_settings(dict(os.environ), home=Path(home))
            settings = Settings(home=plain.home, overrides=practice.overrides, environ=dict(os.environ))
            async with open_office(settings) as office:
                slugs = [slug for slug, stand in practice.stands.items() if stand.site.address is None][:PLATFORMS]
                jobs = [await _job(office, practice, slug, person) for slug in slugs for person in PEOPLE]
                random.Random(1).shuffle(jobs)  # noqa: S311
                clocks: dict[str, Clock] = {}

                async def pace_of(account: StoredAccount) -> PaceKeeper:
                    clock = clocks.setdefault(account.platform, Clock())
                    pace = office.platform_of(account).pace
                    return PaceKeeper(pace, last=None, clock=lambda: clock.now, sleep=clock.sleep)

                started = time.perf_counter()
                done = await run_jobs(office, jobs, tell=lambda _: None, pace_of=pace_of)
                seconds = time.perf_counter() - started
    ends = Counter(one.result.outcome for one in done)
    waited = [clock.now for clock in clocks.values()]
    print(f"{len(jobs)} accounts at {len(slugs)} platforms, {len(done)} outcomes, in {seconds:.0f} s")  # noqa: T201
    print(f"pauses for pace: {sum(waited):.0f} s in all, {max(waited):.0f} s at the slowest platform")  # noqa: T201
    for outcome, count in ends.most_common():
        print(f"  {outcome}: {count}{'' if outcome in SUCCESS else '  <- look at it'}")  # noqa: T201


async def _job(office: Office, practice: Practice, slug: str, person: str) -> Job:
    handle = f"{person}_at_home"
    account = await office.accounts.add(office.catalogue.platform(slug), person, handle=handle)
    account = await office.accounts.consent(account)
    await office.accounts.keep_session(account, StorageState.model_validate(practice.person(slug, handle)))
    return Job(account=account, mode=Mode.RUN)


if __name__ == "__main__":
    asyncio.run(measure())
