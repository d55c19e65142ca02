"""What the supply chain tests look at: every file that belongs to the project, and what it says it needs."""

import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from backend.tools.locks import ROOT


@pytest.fixture(scope="session")
def files() -> tuple[Path, ...]:
    """Every file of the project, also one that is about to be added; nothing that git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = tuple(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
    assert ROOT / "pyproject.toml" in found
    return found


@pytest.fixture(scope="session")
def wanted() -> dict[str, Requirement]:
    """What the product needs, by plain name."""
    return _by_name(_pyproject()["project"]["dependencies"])


@pytest.fixture(scope="session")
def wanted_for_tests() -> dict[str, Requirement]:
    """What the tests need besides, by plain name."""
    return _by_name(one for group in _pyproject()["dependency-groups"].values() for one in group)


def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _by_name(lines: Iterable[str]) -> dict[str, Requirement]:
    return {canonicalize_name(one.name): one for one in map(Requirement, lines)}
