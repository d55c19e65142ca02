"""What the tests of the store share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.process import Shell
from tests.store.mortals import Mortals


@pytest.fixture
def shell(home: Path) -> Shell:
    """The command line with that data folder."""
    return Shell(home=home)


@pytest.fixture(scope="module")
def mortals() -> Iterator[Mortals]:
    """Ready to live."""
    started = Mortals()
    yield started
    started.end()
