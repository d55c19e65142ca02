"""A container's surroundings, for each test that runs something in them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.contained import Container
from tests.flow.conftest import house, practice

__all__ = ["house", "practice"]


@pytest.fixture
def container() -> Iterator[Container]:
    """With an empty data folder. Not in pytest's own folder, which only root may reach."""
    folder = Path(tempfile.mkdtemp(prefix="unconsent-"))
    yield Container.in_folder(folder)
    shutil.rmtree(folder)
