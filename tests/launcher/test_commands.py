"""Which command is meant, how it is named to the person, and how the checks of the suite are told."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from backend.cli.start import start_page
from backend.launcher.environment import LOCK, ROOT, TEST_LOCK, Environment, hold
from backend.launcher.first_page import first_page
from backend.launcher.start import NEED_BROWSER, command_of, program_of
from backend.launcher.suite import run_checks, steps
from tests.launcher.conftest import Project


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], None),
        (["--help"], None),
        (["run", "--all"], "run"),
        (["--json", "check", "x"], "check"),
        (["--home", "run", "platforms"], "platforms"),
        (["--home=run", "platforms"], "platforms"),
        (["--resolve", "a=b:1", "--resolve", "c=d:2", "undo", "x", "me"], "undo"),
        (["accounts", "add", "run", "run"], "accounts"),
    ],
)
def test_the_command_is_found_among_options(arguments: list[str], command: str | None) -> None:
    assert command_of(arguments) == command


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("./unconsent", "./unconsent"), ("unconsent", "./unconsent"), ("/opt/u/unconsent", "/opt/u/unconsent")],
)
def test_commands_in_messages_can_be_copied(typed: str, shown: str) -> None:
    assert program_of(typed) == shown


def test_the_first_page_and_the_start_page_say_the_same() -> None:
    console = Console(file=io.StringIO(), width=120)
    with console.capture() as capture:
        console.print(start_page("./unconsent", 120))
    later = [line.rstrip() for line in capture.get().splitlines()]
    first = [line.rstrip() for line in first_page("./unconsent", Path("/x/.venv")).splitlines()]
    start = next(number for number, line in enumerate(later) if "Everything else" in line)
    assert first[: start + 1] == later[: start + 1]
    assert start > 10


@pytest.mark.parametrize("command", NEED_BROWSER)
def test_commands_that_need_a_browser_exist(command: str) -> None:
    asked = [sys.executable, "-m", "backend.cli.main", command, "--help"]
    assert subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0


class TestChecks:
    """The steps of the suite, with programs that succeed, fail, or have looked at nothing."""

    @pytest.fixture
    def environment(self, tmp_path: Path) -> Environment:
        """Every program of every step writes down its arguments, and succeeds."""
        environment = Environment(place=tmp_path / "venv", root=tmp_path, for_tests=True)
        (environment.place / "bin").mkdir(parents=True)
        for step in steps([]):
            self.ends_with(environment, step.command[0], 0)
        return environment

    @staticmethod
    def ends_with(environment: Environment, program: str, status: int) -> None:
        path = environment.place / "bin" / program
        path.write_text(f'#!/bin/sh\necho {program} "$@" >> {environment.root}/log\nexit {status}\n')
        path.chmod(0o755)

    def test_all_run_and_are_told_with_their_time(
        self, environment: Environment, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert run_checks(environment, ["tests/engine", "-k", "radio"]) == 0
        assert (environment.root / "log").read_text().splitlines() == [
            "ruff format --check .",
            "ruff check .",
            "mypy",
            "lint-imports",
            "pytest -n 4 tests/engine -k radio",
            "python -m backend.tools.audit",
        ]
        told = capfd.readouterr().err
        assert told.count(" ok  ") == 6
        assert told.endswith("\n\n  6 ok\n")

    def test_the_others_run_after_one_has_failed(
        self, environment: Environment, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.ends_with(environment, "mypy", 2)
        assert run_checks(environment, []) == 1
        assert "pytest" in (environment.root / "log").read_text()
        told = capfd.readouterr().err
        assert "types                  FAILED" in told
        assert told.count(" ok  ") == 5
        assert told.endswith("\n\n  5 ok, 1 FAILED\n")

    def test_an_audit_of_nothing_is_never_green(
        self, environment: Environment, capfd: pytest.CaptureFixture[str]
    ) -> None:  # R43
        self.ends_with(environment, "python", 3)
        assert run_checks(environment, []) == 0
        told = capfd.readouterr().err
        assert "known vulnerabilities  NOT AUDITED" in told
        assert told.count(" ok  ") == 5
        assert told.endswith("\n\n  5 ok, 1 NOT AUDITED\n")

    def test_three_means_nothing_special_from_other_checks(self, environment: Environment) -> None:
        self.ends_with(environment, "pytest", 3)
        assert run_checks(environment, []) == 1


def test_the_environment_for_tests_is_built_upon_the_other_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_NO_CACHE_DIR"):
        monkeypatch.setenv(name, project.environ[name])
    usual = Environment(place=project.place, root=project.root)
    tests = Environment(place=project.place, root=project.root, for_tests=True)
    os.close(hold(usual) or 0)
    marker = project.place / "lib" / "marker"
    marker.touch()
    assert (usual.holds(LOCK), tests.ready) == (True, False)
    os.close(hold(tests) or 0)
    assert (usual.holds(TEST_LOCK), usual.ready, marker.exists()) == (True, True, True)
    assert project.run("platforms").answer["packages"] == ["pebble", "flint"]
    assert project.run("platforms").told == ""
