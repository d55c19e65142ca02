"""What the tests of catalogue updates share."""

from pathlib import Path

import pytest

from backend.settings import read_settings
from backend.updates import trust
from tests.cli.process import Shell
from tests.updates.maker import Maker


@pytest.fixture
def maker() -> Maker:
    """Somebody who makes bundles."""
    return Maker()


@pytest.fixture
def shell(tmp_path: Path, maker: Maker) -> Shell:
    """A shell with a data folder in which the maker is trusted."""
    shell = Shell(home=tmp_path / "home")
    trust(read_settings({}, home=shell.home), maker.public)
    return shell
