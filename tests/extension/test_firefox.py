"""What Firefox is given: by Mozilla's own linter, and by facts that need no tool. # R25 R43"""

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backend.extension_package import MANIFEST, Browser, archive_of, files_for
from backend.tools.locks import read_npm_lock
from tests.extension.house import EXTENSION
from tests.npm_tools import FOLDERS, LOCKED, TESTS, fetched

OLDEST = 128
ACCEPTED = {
    "KEY_FIREFOX_UNSUPPORTED_BY_MIN_VERSION": "older ones pass over data_collection_permissions, which the store wants",
    "KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION": "the same on Android",
}
"""Warnings, each with why it stays."""


def linted(file: Path) -> dict[str, Any]:
    """What the linter says of an archive."""
    linter = fetched(TESTS / "extension" / "lint_tools") / "addons-linter" / "bin" / "addons-linter"
    ended = subprocess.run(
        ["node", str(linter), "--output", "json", str(file)], capture_output=True, text=True, check=False
    )
    said: dict[str, Any] = json.loads(ended.stdout)
    return said


def test_mozillas_linter_finds_nothing_but_what_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "unconsent.zip"
    file.write_bytes(archive_of(files_for(Browser.FIREFOX, EXTENSION)))
    said = linted(file)
    assert said["errors"] == [] and said["notices"] == []
    assert Counter(one["code"] for one in said["warnings"]).keys() == ACCEPTED.keys(), said["warnings"]


def test_the_linter_finds_what_is_planted(tmp_path: Path) -> None:
    files = files_for(Browser.FIREFOX, EXTENSION)
    manifest = json.loads(files[MANIFEST])
    del manifest["version"]
    files |= {MANIFEST: json.dumps(manifest).encode(), "worker/planted.js": b"chrome.debugger.attach({}, '1.3');"}
    (tmp_path / "planted.zip").write_bytes(archive_of(files))
    said = linted(tmp_path / "planted.zip")
    assert said["errors"]
    assert "UNSUPPORTED_API" in {one["code"] for one in said["warnings"]}


def test_the_manifest_is_one_that_firefox_takes() -> None:
    manifest = json.loads(files_for(Browser.FIREFOX, EXTENSION)[MANIFEST])
    assert manifest["manifest_version"] == 3
    assert set(manifest["background"]) == {"scripts", "type"}
    gecko = manifest["browser_specific_settings"]["gecko"]
    assert gecko["id"].count("@") == 1 and int(gecko["strict_min_version"].split(".")[0]) >= OLDEST
    assert gecko["data_collection_permissions"] == {"required": ["none"]}
    asked = {*manifest["permissions"], *manifest["optional_permissions"]}
    assert not asked & {"debugger", "tabGroups", "sidePanel", "tabs", "scripting", "webRequest"}
    assert not {"side_panel", "minimum_chrome_version", "externally_connectable", "key"} & set(manifest)


def test_nothing_of_it_asks_for_the_debugger() -> None:
    naming = [name for name, data in files_for(Browser.FIREFOX, EXTENSION).items() if b"chrome.debugger" in data]
    assert naming == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_the_lock_holds_hashes_and_no_addresses(folder: Path) -> None:
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("resolved" not in one for one in packages.values())
    assert len(read_npm_lock(folder / "package-lock.json")) == len(packages) - 1
    assert "http" not in "".join((folder / name).read_text("utf-8") for name in LOCKED if "lock" not in name)
