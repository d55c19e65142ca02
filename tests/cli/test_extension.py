"""Where the extension lies, how to load it, and the archive of it. # R25"""

import hashlib
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from backend.extension_package import Browser, archive_of, files_for
from tests.cli.process import ROOT, Ended, Shell

FOLDER = ROOT / "extension"


def numbered(ended: Ended) -> list[str]:
    """The steps."""
    return [line.strip() for line in ended.out.splitlines() if line.strip()[:2] in ("1.", "2.", "3.", "4.")]


def test_it_says_where_it_lies_and_how_it_is_loaded(shell: Shell) -> None:
    ended = shell("extension")
    assert ended.status == 0
    assert [one[:2] for one in numbered(ended)] == ["1.", "2.", "3."]
    for said in ("chrome://extensions", "Developer mode", "Load unpacked", f"    {FOLDER}\n", "unconsent serve"):
        assert said in ended.out
    assert not shell.home.exists()


def test_firefox_is_given_a_file_of_its_own(shell: Shell, tmp_path: Path) -> None:
    asked = shell("extension", "--firefox")
    assert [one[:2] for one in numbered(asked)] == ["1.", "2.", "3."]
    assert "unconsent extension --firefox --zip unconsent-firefox.zip" in asked.out
    made = shell("extension", "--firefox", "--zip", "unconsent-firefox.zip")
    file = tmp_path / "unconsent-firefox.zip"
    assert made.status == 0 and str(file) in made.out and "about:debugging" in made.out
    assert file.read_bytes() == archive_of(files_for(Browser.FIREFOX, FOLDER))


def test_two_archives_are_the_same_and_told_by_their_sum(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "stores").mkdir()
    first = shell("extension", "--zip", "stores", "--json").document
    second = shell("extension", "--zip", str(tmp_path / "new" / "again.zip"), "--json").document
    assert Path(first["archive"]).name == f"unconsent-chromium-{first['extension_version']}.zip"
    contents = [(tmp_path / one["archive"]).read_bytes() for one in (first, second)]
    assert contents[0] == contents[1]
    assert first["sha256"] == second["sha256"] == hashlib.sha256(contents[0]).hexdigest()


def test_a_file_that_is_there_is_only_replaced_when_that_is_said(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    file.write_text("mine")
    refused = shell("extension", "--zip", "mine.zip")
    assert refused.status == 2 and "--replace" in refused.err and refused.out == ""
    assert file.read_text() == "mine"
    assert shell("extension", "--zip", "mine.zip", "--replace").status == 0
    assert file.read_bytes() == archive_of(files_for(Browser.CHROMIUM, FOLDER))


def test_where_nothing_can_be_written_it_says_so(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = shell("extension", "--zip", str(tmp_path / "file" / "a.zip"))
    assert ended.status == 2
    assert "a.zip cannot be written" in ended.err and "another folder" in ended.err


@pytest.mark.parametrize("brought", [True, False], ids=["with", "without"])
def test_an_installed_package_brings_it_or_says_what_to_do(shell: Shell, tmp_path: Path, brought: bool) -> None:
    site = tmp_path / "site-packages"
    for package in ("automations", "backend"):
        shutil.copytree(ROOT / package, site / package, ignore=shutil.ignore_patterns("__pycache__"))
    if brought:
        included = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
        shutil.copytree(FOLDER, site / included["force-include"]["extension"])
    ended = subprocess.run(
        [sys.executable, "-m", "backend.cli.main", "extension"],
        cwd=tmp_path,
        env=shell.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == (0 if brought else 2)
    assert (
        str(site / "backend" / "extension") if brought else "came without the extension"
    ) in ended.stdout + ended.stderr
