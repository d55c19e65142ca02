"""Autoconsent is fetched under its lock or not at all."""

import json
import shutil
from pathlib import Path

import pytest

from automations.consent.fetch import HERE, LOCKED, Bundle, fetch, installed
from automations.outcome import Refused


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    locked = json.loads((HERE / "package-lock.json").read_text())["packages"]
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]
    assert wanted["@duckduckgo/autoconsent"] == locked["node_modules/@duckduckgo/autoconsent"]["version"]
    for name, package in locked.items():
        assert "resolved" not in package
        assert not name or package["integrity"].startswith("sha512-")
    assert "http" not in "".join((HERE / name).read_text() for name in (*LOCKED, "node.lock"))


def test_what_is_fetched_keeps_its_licence(autoconsent: Bundle) -> None:
    package = autoconsent.script.parent.parent
    assert "Mozilla Public License Version 2.0" in (package / "LICENSE").read_text()
    assert HERE not in autoconsent.script.parents


async def test_a_failed_fetch_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho integrity checksum failed >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent))
    assert shutil.which("npm") == str(npm)
    place = tmp_path / "place"
    with pytest.raises(Refused, match="integrity checksum failed"):
        await fetch(place)
    assert installed(place) is None and not place.exists()


async def test_without_npm_and_without_a_network_it_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert shutil.which("npm") is None
    with pytest.raises(Refused, match="could not be fetched"):
        await fetch(tmp_path / "place")
    assert installed(tmp_path / "place") is None and not (tmp_path / "place").exists()
