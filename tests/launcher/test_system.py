"""System packages and browsers: what is there is left alone, what is missing is installed or asked for."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from automations.outcome import Refused
from backend.launcher import browsers, suite, system
from backend.launcher.telling import Halt
from tests.database import PACKAGE

APT = """\
#!{python}
import os, pathlib, sys
told = next((one.split("=")[1] for one in sys.argv if one.startswith("APT::Status-Fd=")), None)
folder = pathlib.Path({folder!r})
with (folder / "apt.log").open("a") as log:
    policy = folder / "policy"
    print(*sys.argv[1:], os.environ["DEBIAN_FRONTEND"], os.system(str(policy)) >> 8, file=log)
with os.fdopen(int(told), "w") as status:
    print("dlstatus:1:50.0:Fetching", file=status)
    print("pmstatus:chromium:80.0:Unpacking chromium (amd64)", file=status)
if "install" in sys.argv and (folder / "broken").exists():
    print("E: Unable to locate package", file=sys.stderr)
    sys.exit(100)
if "install" in sys.argv:
    (folder / "browser").touch()
"""


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose `apt-get` writes down what it was asked for, in front of everything else."""
    programs = tmp_path / "bin"
    programs.mkdir()
    _program(programs / "apt-get", APT.format(python=sys.executable, folder=str(tmp_path)))
    _program(programs / "dpkg-query", f"#!/bin/sh\ncat {tmp_path}/installed\n")
    (tmp_path / "installed").write_text("installed chromium\ndeinstall xvfb\n")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(system, "RELEASE", tmp_path / "os-release")
    (tmp_path / "os-release").write_text('PRETTY_NAME="Debian"\nID=debian\n')
    return tmp_path


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def _user(monkeypatch: pytest.MonkeyPatch, uid: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)


def test_packages_are_installed_without_starting_services(debian: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = debian / "policy"
    system.install(["chromium", "xvfb"], why="More is needed", policy=policy)
    assert (debian / "apt.log").read_text().splitlines() == [
        _asked("update", debian),
        _asked("install --yes --no-install-recommends chromium xvfb", debian),
    ]
    assert not policy.exists()
    assert "More is needed: installing chromium, xvfb from Debian's packages." in capsys.readouterr().err


def _asked(what: str, folder: Path) -> str:
    """A line of the log; 101 is the policy's word for: do not start."""
    line = next(one for one in (folder / "apt.log").read_text().splitlines() if f" {what} " in one)
    assert line.startswith("-q -o DPkg::Lock::Timeout=300 -o APT::Status-Fd=")
    assert line.endswith(f" {what} noninteractive 101")
    return line


def test_a_policy_of_the_administrator_stays(debian: Path) -> None:
    policy = debian / "policy"
    _program(policy, "#!/bin/sh\nexit 104\n")
    system.install(["xvfb"], why="More is needed", policy=policy)
    assert policy.read_text() == "#!/bin/sh\nexit 104\n"
    assert (debian / "apt.log").read_text().splitlines()[-1].endswith(" 104")


def test_a_policy_left_behind_by_a_killed_start_forbids_nothing(tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    with system.services_stay_off(policy):
        left = policy.read_text()
        assert os.system(str(policy)) >> 8 == 101  # noqa: S605
    _program(policy, left.replace(f"/proc/{os.getpid()}", "/proc/4194305"))
    assert os.system(str(policy)) >> 8 == 0  # noqa: S605
    with system.services_stay_off(policy):
        pass
    assert not policy.exists()


def test_what_apt_says_is_passed_on(debian: Path) -> None:
    (debian / "broken").touch()
    with pytest.raises(Halt, match=r"apt-get install failed. It says:\nE: Unable to locate package"):
        system.install(["xvfb"], why="More is needed", policy=debian / "policy")
    assert not (debian / "policy").exists()


def test_missing_packages_are_told_apart(debian: Path) -> None:
    assert system.missing(["chromium", "xvfb", "xdotool"]) == ["xvfb", "xdotool"]


class TestBrowser:
    """From no browser to a browser."""

    @pytest.fixture(autouse=True)
    def nothing_found(self, debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is no browser until someone has installed one."""

        def find(_environ: Mapping[str, str]) -> Path:
            if (debian / "browser").exists():
                return debian / "browser"
            raise Refused("no browser")

        monkeypatch.setattr(browsers, "find_browser", find)
        monkeypatch.setattr(system, "POLICY", debian / "policy")

    def test_root_on_debian_installs_the_system_package(self, debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _user(monkeypatch, 0)
        browsers.need_browser(Path("/nowhere/python"), {})
        assert _asked("install --yes --no-install-recommends chromium", debian)

    def test_others_get_the_download_of_playwright(self, debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _user(monkeypatch, 1000)
        _program(debian / "python", f'#!/bin/sh\necho "$@" > {debian}/asked\ntouch {debian}/browser\n')
        browsers.need_browser(debian / "python", {})
        assert (debian / "asked").read_text() == "-m playwright install chromium\n"
        assert not (debian / "apt.log").exists()

    def test_when_nothing_helps_there_is_one_message_with_the_command(
        self, debian: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _user(monkeypatch, 1000)
        _program(debian / "python", "#!/bin/sh\nexit 1\n")
        with pytest.raises(Halt, match="or run: sudo apt-get install --no-install-recommends chromium\n"):
            browsers.need_browser(debian / "python", {})
        (debian / "os-release").write_text("ID=fedora\n")
        with pytest.raises(Halt, match=f"or run: {debian}/python -m playwright install chromium\n"):
            browsers.need_browser(debian / "python", {})

    @pytest.mark.parametrize("name", ["UNCONSENT_BROWSER", "UNCONSENT_BROWSER_ENDPOINT"])
    def test_a_chosen_browser_is_not_second_guessed(self, debian: Path, name: str) -> None:
        browsers.need_browser(debian / "python", {name: "/nowhere"})
        assert not (debian / "apt.log").exists()


class TestSuite:
    """What `./unconsent test` needs and does."""

    def test_missing_packages_stop_it_with_the_command(self, debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _user(monkeypatch, 1000)
        with pytest.raises(Halt, match="Nothing was run") as halt:
            suite.need_packages(all_of_it=True)
        assert halt.value.status == 1
        assert "sudo apt-get install --no-install-recommends" in str(halt.value)
        assert "chromium" not in str(halt.value).split()
        for needed in ("wordpress", "mariadb-server", PACKAGE):
            assert f" {needed} " in str(halt.value)

    def test_elsewhere_it_says_where_it_can_run(self, debian: Path) -> None:
        (debian / "os-release").write_text("ID=fedora\n")
        with pytest.raises(Halt, match="on Debian only") as halt:
            suite.need_packages(all_of_it=True)
        assert halt.value.status == 1

    def test_nothing_is_installed_twice(self, debian: Path) -> None:
        (debian / "installed").write_text("".join(f"installed {one}\n" for one in suite.PACKAGES))
        suite.need_packages(all_of_it=True)
        assert not (debian / "apt.log").exists()

    @pytest.mark.parametrize("system_name", ["debian", "fedora"])
    def test_named_tests_run_without_and_it_says_so(
        self, debian: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], system_name: str
    ) -> None:
        _user(monkeypatch, 1000)
        (debian / "os-release").write_text(f"ID={system_name}\n")
        suite.need_packages(all_of_it=False)
        assert "Tests that cannot do without will fail." in capsys.readouterr().err
        assert not (debian / "apt.log").exists()

    def test_what_is_missing_is_installed_where_it_may_be(self, debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _user(monkeypatch, 0)
        monkeypatch.setattr(system, "POLICY", debian / "policy")
        suite.need_packages(all_of_it=True)
        missing = [one for one in suite.PACKAGES if one != "chromium"]
        assert _asked(f"install --yes --no-install-recommends {' '.join(missing)}", debian)
