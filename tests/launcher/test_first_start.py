"""The first start makes the environment; whatever comes in between, the next one finds or makes it whole."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launcher.conftest import Index, Project, ended


def without_network() -> tuple[str, ...]:
    """The command under which there is no network, where this machine has one; the package index is gone anyway."""
    command = ("unshare", "--net")
    return command if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0 else ()


def test_the_first_start_says_what_it_does_and_hands_over(project: Project, index: Index, tmp_path: Path) -> None:
    ended = project.run("run", "--all", "x y", "-h", environ={"END_WITH": "12"}, cwd=tmp_path)
    assert ended.status == 12
    assert f"Setting up {project.place}: 1 packages from requirements.lock. This is needed once." in ended.told
    assert re.search(r"^  100%$", ended.told, re.MULTILINE)
    assert re.search(r"^Ready after \d+ seconds.$", ended.told, re.MULTILINE)
    answer = ended.answer
    assert answer["arguments"] == ["run", "--all", "x y", "-h"]
    assert answer["folder"] == str(tmp_path)
    assert answer["packages"] == ["pebble"]
    assert answer["prefix"] == str(project.place)
    assert answer["command"] == str(project.root / "unconsent")
    assert index.fetched == ["pebble"]


def test_what_refuses_cookie_banners_is_fetched_or_done_without(project: Project) -> None:
    without = project.run("platforms", environ={"NO_CONSENT": "npm does not answer"})
    assert "It could not be fetched: npm does not answer\n  Unconsent works without it." in without.told
    assert without.answer["packages"] == ["pebble"]
    project.lock("flint")
    fetched = project.run("platforms")
    assert "could not be fetched" not in fetched.told
    assert (project.place / "share" / "unconsent" / "consent").is_dir()


def test_later_starts_need_no_network_and_say_nothing(ready: Project) -> None:
    later = ready.run("platforms", under=without_network())
    assert (later.status, later.told, later.answer["packages"]) == (0, "", ["pebble"])


def test_the_command_line_takes_the_place_of_the_launcher(ready: Project) -> None:
    started = ready.start("platforms", "wait")
    assert started.stdout is not None
    assert f'"pid": {started.pid},' in started.stdout.readline()
    started.send_signal(signal.SIGTERM)
    assert ended(started).status == -signal.SIGTERM


def test_neither_the_folder_nor_the_packages_of_a_person_stand_in_for_ours(ready: Project, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    for name in ("automations", "backend"):
        (trap / name).mkdir(parents=True)
        (trap / name / "__init__.py").write_text("raise SystemExit('trapped')")
    answer = ready.run("platforms", cwd=trap, environ={"PYTHONPATH": str(trap)}).answer
    assert str(trap) not in answer["path"]
    assert "" not in answer["path"]


def test_two_starts_at_once_wait_for_each_other(project: Project, index: Index) -> None:
    index.open.clear()
    first = project.start("platforms")
    assert index.fetching.wait(60)
    second = project.start("platforms")
    assert second.stderr is not None
    assert second.stderr.readline() == f"Another Unconsent is busy with {project.place}; waiting for it.\n"
    index.open.set()
    one, other = ended(first), ended(second)
    assert (one.status, other.status) == (0, 0)
    assert "Setting up" not in other.told
    assert index.fetched == ["pebble"]


def test_a_killed_set_up_is_made_anew_once_its_installer_has_ended(project: Project, index: Index) -> None:
    index.open.clear()
    first = project.start("platforms")
    assert index.fetching.wait(60)
    first.kill()
    assert ended(first).status == -signal.SIGKILL
    second = project.start("platforms")
    assert second.stderr is not None
    assert "waiting for it" in second.stderr.readline()  # the orphaned pip still writes there
    index.open.set()
    assert ended(second).answer["packages"] == ["pebble"]


def test_a_changed_lock_makes_the_environment_anew(project: Project) -> None:
    assert project.run("platforms").answer["packages"] == ["pebble"]
    project.lock("flint")
    again = project.run("platforms")
    assert "Setting up" in again.told
    assert again.answer["packages"] == ["flint"]


def test_a_python_that_has_gone_makes_the_environment_anew(project: Project) -> None:
    assert project.run("platforms").status == 0
    python = project.place / "bin" / "python"
    assert python.resolve() == Path(sys.executable).resolve()
    python.unlink()
    python.symlink_to("/nowhere/python3.11")
    assert project.run("platforms").answer["packages"] == ["pebble"]


def test_a_terminal_gets_a_bar_and_a_clean_line_after_it(project: Project) -> None:
    master, slave = pty.openpty()
    started = project.start("platforms", stderr=slave)
    os.close(slave)
    shown = b""
    while chunk := _read(master):
        shown += chunk
    os.close(master)
    assert ended(started).status == 0
    text = shown.decode()
    assert re.search(r"█+░* +50% Fetching pebble\b", text)
    assert re.search(r"\r +\rFetching[^\r]+\r\nReady after", text)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says EIO once the other side is closed
        return b""


def test_the_first_page_needs_no_environment(project: Project) -> None:
    shown = project.run()
    assert (shown.status, shown.told) == (0, "")
    assert " try " in shown.out
    assert f"makes an environment of its own in {project.place}" in shown.out
    assert not project.place.exists()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_questions_to_the_command_line_are_answered_by_it(ready: Project, option: str) -> None:
    assert ready.run(option).answer["arguments"] == [option]
