"""Practice platforms that run beside the tests, and a command line that is led to them as a person would lead it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from automations.catalogue import load
from automations.practice.scenario import Delays
from automations.practice.server import Practice
from tests.journeys.person import Person

OTHERS = Path(__file__).parents[1] / "corpus" / "platforms"
"""Practice platforms that exist nowhere, from a folder outside the package."""
DELAYS = Delays(slow=0.3, hydrate=0.5, save=0.5, reverts=3600)


@pytest.fixture(scope="session")
async def practice() -> AsyncIterator[Practice]:
    """X and what else practises."""
    async with Practice(load([OTHERS]), delays=DELAYS) as practice:
        yield practice


@pytest.fixture
def person(practice: Practice, tmp_path: Path) -> Person:
    """A newcomer with an empty data folder."""
    return Person(practice=practice, folder=tmp_path, platforms=OTHERS)
