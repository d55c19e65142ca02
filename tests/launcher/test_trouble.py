"""What goes wrong before the command line starts: one message each, with what to do, and nothing lost."""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backend.launcher.environment import Environment, choose_place, hold
from backend.launcher.excuses import excuse
from backend.launcher.telling import Halt, Status
from tests.launcher.conftest import PROJECT, Index, Project, source_package, without_modules


@contextmanager
def read_only(*paths: Path) -> Iterator[tuple[str, ...]]:
    """Nobody may write there; gives the command under which that holds for root, too."""
    modes = {path: path.stat().st_mode for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        yield ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def test_without_a_network_it_says_so_and_goes_on_later(project: Project, index: Index) -> None:
    nowhere = project.run("platforms", environ={"PIP_INDEX_URL": "http://127.0.0.1:9/simple/"})
    assert nowhere.status == 32
    assert "the network does not answer" in nowhere.told
    assert "run the same\ncommand again" in nowhere.told
    assert "Traceback" not in nowhere.told
    assert project.run("platforms").answer["packages"] == ["pebble"]


def test_a_package_that_is_not_the_locked_one_is_not_installed(project: Project) -> None:  # R43
    project.lock("pebble", digest="0" * 64)
    tampered = project.run("platforms")
    assert tampered.status == 1
    assert "not the one that the lock names" in tampered.told
    assert not list(project.place.rglob("pebble.py"))
    assert not (project.place / "unconsent.stamp").exists()


def test_a_lock_without_hashes_installs_nothing(project: Project) -> None:  # R43
    (project.root / "requirements.lock").write_text("pebble==1.0\n")
    refused = project.run("platforms")
    assert refused.status == 1
    assert "names a package without its hash" in refused.told
    assert not list(project.place.rglob("pebble.py"))


def test_a_package_that_would_have_to_be_built_is_not(project: Project, index: Index) -> None:  # R43
    project.lock("quarry", digest=hashlib.sha256(source_package("quarry")).hexdigest())
    index.sources.add("quarry")
    refused = project.run("platforms")
    assert refused.status == 2
    assert "There is no ready-made package for this computer" in refused.told
    assert "quarry" not in index.fetched


def test_a_folder_that_is_not_ours_is_left_alone(project: Project, tmp_path: Path) -> None:
    theirs = tmp_path / "photos"
    theirs.mkdir()
    (theirs / "summer.jpg").write_text("precious")
    refused = project.run("platforms", environ={"UNCONSENT_VENV": str(theirs)})
    assert refused.status == 2
    assert f"{theirs} holds something that Unconsent did not make" in refused.told
    assert [one.name for one in theirs.iterdir()] == ["summer.jpg"]


def test_a_chosen_folder_is_used(project: Project, tmp_path: Path) -> None:
    chosen = tmp_path / "deep" / "elsewhere"
    assert project.run("platforms", environ={"UNCONSENT_VENV": str(chosen)}).answer["prefix"] == str(chosen)
    assert not project.place.exists()


def test_a_read_only_project_keeps_its_environment_in_the_cache(project: Project) -> None:
    with read_only(project.root) as under:
        assert project.run("platforms", under=under).status == 0
        again = project.run("platforms", under=under)
    home = Path(project.environ["HOME"])
    assert Path(again.answer["prefix"]).parent == home / ".cache" / "unconsent"
    assert again.told == ""


def test_a_finished_environment_serves_from_a_read_only_disk(ready: Project) -> None:
    with read_only(ready.root, ready.place, ready.place / "unconsent.guard") as under:
        ended = ready.run("platforms", under=under)
    assert (ended.status, ended.told, ended.answer["prefix"]) == (0, "", str(ready.place))


def test_a_place_that_cannot_be_written_is_named(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "venv"
    refused = project.run("platforms", environ={"UNCONSENT_VENV": str(place)})
    assert refused.status == 2
    assert refused.told.startswith(f"The environment cannot be made in {place}: Not a directory.\nSet UNCONSENT_VENV")


def test_a_python_without_venv_names_the_package(project: Project, tmp_path: Path) -> None:
    hidden = without_modules(tmp_path / "both", "ensurepip", "pip")
    lacking = project.run("platforms", environ={"PYTHONPATH": str(hidden), "PATH": str(tmp_path)})
    assert lacking.status == 2
    package = f"python3.{sys.version_info.minor}-venv"
    assert f"sudo apt-get install --no-install-recommends {package}" in lacking.told


def test_too_little_room_is_said_before_anything_is_fetched(
    project: Project, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(project.root)._replace(free=20 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Halt, match=r"20 MB are free at .*, 700 MB are needed"):
        hold(Environment(place=project.place, root=project.root))
    assert index.fetched == []


@pytest.mark.parametrize(
    ("printed", "status", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", 2, "disk is full"),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('[Errno -3] Temporary "
            "failure in name resolution')'\nERROR: No matching distribution found for pebble==1.0",
            32,
            "network does not answer",
        ),
        ("ERROR: No matching distribution found for pebble==1.0", 2, "no ready-made package"),
        ("Collecting pebble\nsomething unheard of", 1, "pip says:\nCollecting pebble\nsomething unheard of"),
    ],
)
def test_what_pip_says_is_put_into_words(printed: str, status: int, words: str) -> None:
    halt = excuse(printed, Path("/somewhere"))
    assert halt.status is Status(status)
    assert words in str(halt)
    assert printed.splitlines()[-1] in str(halt)


def test_the_cache_is_another_one_for_every_checkout() -> None:
    places = {choose_place({"HOME": "/nonexistent"}, Path(f"/proc/{one}")) for one in ("one", "other")}
    assert len(places) == 2
    assert {place.parent for place in places} == {Path("/nonexistent/.cache/unconsent")}


class TestElsewhere:
    """What an older Python, or another system, makes of the launcher."""

    SOURCE = (PROJECT / "unconsent").read_text()

    def test_it_can_read_the_file(self) -> None:
        ast.parse(self.SOURCE, feature_version=(3, 6))

    def test_it_gets_a_plain_message(self) -> None:
        pretend = f"import sys, runpy; sys.version_info = (3, 6, 15); runpy.run_path({str(PROJECT / 'unconsent')!r})"
        ended = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
        assert ended.returncode == 2
        assert ended.stderr.startswith("Unconsent needs Python 3.11 or newer, and this is Python 3.6.\nInstall")
        assert "Traceback" not in ended.stderr

    def test_another_system_gets_one_too(self) -> None:
        pretend = f"import sys, runpy; sys.platform = 'win32'; runpy.run_path({str(PROJECT / 'unconsent')!r})"
        ended = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr.splitlines()) == (2, [ended.stderr.strip()])
        assert "WSL" in ended.stderr


def test_nothing_but_the_standard_library_is_needed_to_start() -> None:
    """A fresh clone has no packages: everything the launcher imports in its own process must do without."""
    modules = sorted(f"backend.launcher.{one.stem}" for one in (PROJECT / "backend" / "launcher").glob("[!_]*.py"))
    alone = f"import sys; sys.path.insert(0, {str(PROJECT)!r})\nimport {', '.join([*modules, 'backend.cli.arguments'])}"
    ended = subprocess.run([sys.executable, "-I", "-S", "-c", alone], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
