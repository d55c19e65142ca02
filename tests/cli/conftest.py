"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.cli.process import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell with an empty data folder."""
    return Shell(home=tmp_path / "home")
