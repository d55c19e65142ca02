"""A household for every test."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.members.family import Family, open_family
from tests.store.household import Opens, open_household


@pytest.fixture
async def family(home: Path) -> AsyncIterator[Family]:
    """On SQLite, where most tests are."""
    async with open_family(partial(open_household, home)) as family:
        yield family


@pytest.fixture
async def either(opens: Opens) -> AsyncIterator[Family]:
    """On each kind of database, for what leans on locks, order and cascades."""
    async with open_family(opens) as family:
        yield family
