"""What the tests of receipts share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

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
