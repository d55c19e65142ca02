"""Tools that npm fetches under a lock of ours, kept beside the environment until the lock changes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

TESTS = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json", ".npmrc")
FOLDERS = tuple(sorted(one.parent for depth in ("*", "*/*") for one in TESTS.glob(f"{depth}/package-lock.json")))


def fetched(folder: Path) -> Path:
    """The modules that the lock in this folder names; the test is skipped where npm is absent or cannot fetch them."""
    place = Path(sys.prefix) / "share" / "unconsent" / f"{folder.parent.name}-{folder.name}"
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place.with_suffix(".lock")):  # tests run in several processes, which want the same tools
        _fetch(folder, place)
    return place / "node_modules"


def _fetch(folder: Path, place: Path) -> None:
    """Unless they are there already."""
    kept = place / "package-lock.json"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    complete = all((place / "node_modules" / name).is_dir() for name in wanted)
    if complete and kept.is_file() and kept.read_bytes() == (folder / "package-lock.json").read_bytes():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"no npm on this machine to fetch {', '.join(wanted)} with")
    for name in LOCKED:
        shutil.copyfile(folder / name, place / name)
    ended = subprocess.run([npm, "ci"], cwd=place, capture_output=True, text=True, check=False)
    if ended.returncode:
        kept.unlink()
        pytest.skip(f"npm cannot fetch {', '.join(wanted)}: {ended.stderr.strip()[-300:]}")
