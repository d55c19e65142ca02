"""A new platform's folder: what is written there can be read at once, and practises."""

from pathlib import Path

from automations.catalogue import load
from automations.practice.server import site_of
from tests.cli.process import Shell


def test_a_scaffold_is_a_platform(shell: Shell, tmp_path: Path) -> None:
    made = shell("new-platform", "example-forum", "--to", str(tmp_path))
    assert made.status == 0, made.err
    catalogue = load([tmp_path])
    platform = catalogue.platform("example-forum")
    assert platform.settings
    site = site_of(platform, catalogue.folders["example-forum"] / "practice.py")
    assert site.platform is platform


def test_a_name_that_is_taken_is_refused_and_nothing_is_lost(shell: Shell, tmp_path: Path) -> None:
    shell("new-platform", "example-forum", "--to", str(tmp_path))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    again = shell("new-platform", "example-forum", "--to", str(tmp_path))
    assert again.status == 2
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.*")} == before


def test_an_account_outlives_its_platform_s_folder(shell: Shell, tmp_path: Path) -> None:
    mine = {"UNCONSENT_PLATFORMS_PATH": str(tmp_path / "mine")}
    shell("new-platform", "example-forum", "--to", str(tmp_path / "mine"))
    added = shell("accounts", "add", "example-forum", "me", **mine)
    assert added.status == 0, added.err
    assert shell("accounts", "add", "x", "me").status == 0
    listed = shell("accounts", "list")
    assert listed.status == 0 and "example-forum me" in listed.out and "x me" in listed.out
    assert "Nothing is known of this platform any more" in listed.out
    one = shell("check", "example-forum", "me")
    assert one.status == 2 and "example-forum" in one.err
    whole = shell("check", "--all")
    assert "Left out" in whole.err and "example-forum me" in whole.err
    removed = shell("accounts", "remove", "example-forum", "me", "--yes")
    assert removed.status == 0, removed.err
    assert "example-forum" not in shell("accounts", "list").out
