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
