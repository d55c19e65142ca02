"""Writes when each setting was last proven on practice: `python -m tests.platforms.proven [--full] [SLUG...]`.

Plays the scenarios of the contract, those of every day or all of them, and dates every setting that came to the one
honest outcome in each. A setting that did not is taken out of the file, and named. Other platforms stay as they were.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

from automations.catalogue import load
from automations.practice.proven import FILE, Practised, Proven, facts_of, read_proven
from automations.practice.scenario import Scenario
from automations.practice.server import Practice
from tests.chromium import launched_for
from tests.platforms.cases import Case, scenario_cases
from tests.platforms.hall import DELAYS
from tests.platforms.play import Stage
from tests.platforms.test_contract import test_scenario

ABREAST = 2


def cases_of(slugs: Sequence[str], *, full: bool) -> tuple[Case, ...]:
    """The cases of these platforms, or of all; with `full` also those that are not of every day."""
    chosen = (one for one in scenario_cases() if full or not one.marks)
    cases = (one.values[0] for one in chosen)
    return tuple(one for one in cases if isinstance(one, Case) and (not slugs or one.platform.slug in slugs))


async def play(stage: Stage, cases: Sequence[Case]) -> list[tuple[Case, str]]:
    """Plays the cases; those that went wrong, with why."""
    wrong: list[tuple[Case, str]] = []
    turns, strangers = asyncio.Semaphore(ABREAST), asyncio.Semaphore(1)  # there is but one stranger to sign in

    async def one(case: Case) -> None:
        async with strangers if case.scenario is Scenario.WRONG_ACCOUNT else nullcontext(), turns:
            try:
                await test_scenario(stage, case)
            except Exception as doubt:  # whatever it is, this one is not proven, and the others are played
                wrong.append((case, f"{type(doubt).__name__}: {doubt}"))

    await asyncio.gather(*map(one, cases))
    return wrong


def dated(before: Proven, cases: Sequence[Case], wrong: Iterable[Case], today: date) -> Proven:
    """The file after these cases: what was played and went well throughout is of today."""
    failed = {one.setting.id for one in wrong}
    counts = Counter(one.setting.id for one in cases)
    settings = {one.setting.id: one.setting for one in cases}
    kept = {id: one for id, one in before.settings.items() if id not in settings}
    new = {
        id: Practised(on=today, scenarios=counts[id], facts=facts_of(setting))
        for id, setting in settings.items()
        if id not in failed
    }
    return Proven(settings=dict(sorted((kept | new).items())))


async def prove(cases: Sequence[Case]) -> list[tuple[Case, str]]:
    """Plays the cases on a practice server and in a browser of their own; those that went wrong, with why."""
    async with Practice(load(), delays=DELAYS) as practice, launched_for(practice) as browser:
        return await play(Stage(practice=practice, browser=browser), cases)


def main(arguments: Sequence[str], file: Path = FILE) -> int:
    """Plays, writes the file, and tells what went wrong; 1 when something did."""
    cases = cases_of([one for one in arguments if one != "--full"], full="--full" in arguments)
    wrong = asyncio.run(prove(cases))
    proven = dated(read_proven(file), cases, [case for case, _ in wrong], datetime.now(UTC).date())
    file.write_text(proven.model_dump_json(indent=2) + "\n")
    for case, why in wrong:
        sys.stderr.write(f"not proven: {case.setting.id} in {case.scenario}: {why}\n")
    sys.stderr.write(f"{len(cases) - len(wrong)} of {len(cases)} cases as expected\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
