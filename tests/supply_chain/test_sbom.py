"""R43: the bill of materials names everything that is installed, whole and consistent."""

import json
import subprocess
import sys
from typing import Any

import pytest
from packaging.requirements import Requirement

from backend.tools.locks import LOCK, ROOT, read_lock, read_npm_lock


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    """What the command prints."""
    printed = subprocess.run(
        [sys.executable, "-m", "backend.tools.sbom"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    bill: dict[str, Any] = json.loads(printed)
    return bill


def test_it_names_every_locked_package_once(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = [(one["name"], one["version"], {each["content"] for each in one["hashes"]}) for one in bill["components"]]
    assert named == [(one.name, one.version, set(one.hashes)) for one in (*read_lock(LOCK), *read_npm_lock())]
    assert {one["alg"] for one in bill["components"][0]["hashes"]} == {"SHA-256"}
    assert {one["alg"] for one in bill["components"][-1]["hashes"]} == {"SHA-512"}


def test_every_reference_leads_somewhere(bill: dict[str, Any]) -> None:
    own = bill["metadata"]["component"]["bom-ref"]
    known = {own, *(one["bom-ref"] for one in bill["components"])}
    assert len(known) == len(bill["components"]) + 1
    assert {one["ref"] for one in bill["dependencies"]} == known
    needed = {needed for one in bill["dependencies"] for needed in one["dependsOn"]}
    assert needed == known - {own}


def test_the_project_depends_on_what_it_asks_for(bill: dict[str, Any], wanted: dict[str, Requirement]) -> None:
    own = bill["metadata"]["component"]["bom-ref"]
    direct = next(one["dependsOn"] for one in bill["dependencies"] if one["ref"] == own)
    names = {ref.removeprefix("pkg:pypi/").split("@")[0] for ref in direct if ref.startswith("pkg:pypi/")}
    assert names == wanted.keys()
    assert len(names) == len(direct) - 1  # autoconsent, by npm
    assert bill["metadata"]["component"]["licenses"] == [{"expression": "AGPL-3.0-or-later"}]


def test_licences_are_stated(bill: dict[str, Any]) -> None:
    without = {one["name"] for one in bill["components"] if "licenses" not in one}
    assert without <= {one.name for one in read_lock(LOCK) if one.marker}


def test_equal_locks_give_equal_bills(bill: dict[str, Any]) -> None:
    from backend.tools.sbom import sbom

    assert sbom() == bill
