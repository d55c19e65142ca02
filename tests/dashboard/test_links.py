"""The link of an invitation, as `members invite` prints it, leads into the dashboard. # R14"""

from pathlib import Path

from backend.service.here import alone, announce
from backend.settings import read_settings
from tests.cli.process import Shell

URL = "https://unconsent.example"


def test_the_link_of_the_running_service_is_printed(tmp_path: Path) -> None:
    shell = Shell(home=tmp_path / "home")
    before = shell("members", "invite", "Kim", "--json").document
    assert before["link"] is None and before["token"].startswith("unconsent_")
    with alone(shell.home):
        announce(read_settings({}, home=shell.home), URL)
        said = shell("members", "invite", "Kim", "--json").document
        assert said["link"] == f"{URL}/#/invited?{said['token']}"
        shown = shell("members", "invite", "Robin", "--role", "restricted")
        assert f"{URL}/#/invited?unconsent_" in shown.out.replace("\n", "") and "restricted" in shown.out


def test_without_a_service_the_secret_and_where_it_belongs(tmp_path: Path) -> None:
    said = Shell(home=tmp_path / "home")("members", "invite", "Kim").out
    assert "/#/invited?SECRET" in said and "unconsent_" in said
