"""What the tests of the store share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cli.process import Shell
from tests.store.household import Household, open_household


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a data folder will be."""
    return tmp_path / "home"


@pytest.fixture
async def household(home: Path) -> AsyncIterator[Household]:
    """An open, empty data folder."""
    async with open_household(home) as opened:
        yield opened


@pytest.fixture
def shell(home: Path) -> Shell:
    """The command line with that data folder."""
    return Shell(home=home)
