"""Desks for every test."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.cli.process import Shell
from tests.letters.desks import Desk, open_desk
from tests.store.household import Opens, open_household


@pytest.fixture
async def desk(home: Path) -> AsyncIterator[Desk]:
    """On SQLite, where most tests are."""
    async with open_desk(partial(open_household, home)) as desk:
        yield desk


@pytest.fixture
async def either(opens: Opens) -> AsyncIterator[Desk]:
    """On each kind of database."""
    async with open_desk(opens) as desk:
        yield desk


@pytest.fixture
def shell(home: Path) -> Shell:
    """The command line with that data folder."""
    return Shell(home=home)
