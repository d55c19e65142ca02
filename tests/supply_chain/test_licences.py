"""R43: licences are listed, as the packages state them, and all of them go together with ours."""

import hashlib
import tomllib

import pytest

from backend.tools.dependencies import ELSEWHERE, PAGE, PURPOSES, installed_licence, page, stated_licence
from backend.tools.locks import ROOT, TEST_LOCK, Locked, read_lock, read_npm_lock

AGPL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"  # pragma: allowlist secret
"""SHA-256 of the text as the Free Software Foundation publishes it (agpl-3.0.txt)."""
FIT = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU"),
    *("MPL-2.0", "PSF-2.0", "GPL-2.0-or-later", "Unlicense", "Zlib"),
}
"""Licences whose code may be used together with code under AGPL-3.0-or-later."""


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m backend.tools.dependencies"


def test_every_purpose_belongs_to_something_the_project_asks_for() -> None:
    asked_for = {one.name for one in read_lock(TEST_LOCK) if "unconsent" in one.via}
    assert PURPOSES.keys() == asked_for


def test_every_package_is_listed_with_its_licence() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    listed = {row[0]: row[2] for row in rows if row[0] != "package"}
    assert listed == {one.name: stated_licence(one) for one in (*read_lock(TEST_LOCK), *read_npm_lock())}


@pytest.mark.parametrize("package", [one for one in read_lock(TEST_LOCK) if one.marker], ids=lambda one: one.name)
def test_packages_for_other_systems_state_what_is_listed(package: Locked) -> None:
    assert installed_licence(package) in (ELSEWHERE[package.name], None)


def test_licences_go_together_with_ours() -> None:
    assert [one.name for one in (*read_lock(TEST_LOCK), *read_npm_lock()) if not _fits(stated_licence(one))] == []


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("Artistic-1.0-Perl OR GPL-2.0-or-later", True),
        ("MIT AND PSF-2.0", True),
        ("MIT AND GPL-2.0-only", False),
        ("Proprietary", False),
    ],
)
def test_an_unfit_licence_would_be_found(expression: str, fits: bool) -> None:
    assert _fits(expression) is fits


def _fits(expression: str) -> bool:
    """One of the alternatives will do, all of its parts must."""
    return any(
        all(part.strip(" ()") in FIT for part in alternative.split(" AND ")) for alternative in expression.split(" OR ")
    )


def test_our_own_licence_is_there_word_for_word() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "AGPL-3.0-or-later"
