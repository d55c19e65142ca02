"""Tools that npm fetches under a lock of ours, kept beside the environment until the lock changes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json", ".npmrc")
FOLDERS = tuple(sorted(one.parent for one in HERE.glob("*/package-lock.json")))


def fetched(folder: Path) -> Path:
    """The modules that the lock in this folder names; the test is skipped where npm is absent or cannot fetch them."""
    place = Path(sys.prefix) / "share" / "unconsent" / f"extension-{folder.name}"
    kept = place / "package-lock.json"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    complete = all((place / "node_modules" / name).is_dir() for name in wanted)
    if not complete or not kept.is_file() or kept.read_bytes() != (folder / "package-lock.json").read_bytes():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip(f"no npm on this machine to fetch {', '.join(wanted)} with")
        place.mkdir(parents=True, exist_ok=True)
        for name in LOCKED:
            shutil.copyfile(folder / name, place / name)
        ended = subprocess.run([npm, "ci"], cwd=place, capture_output=True, text=True, check=False)
        if ended.returncode:
            kept.unlink()
            pytest.skip(f"npm cannot fetch {', '.join(wanted)}: {ended.stderr.strip()[-300:]}")
    return place / "node_modules"
