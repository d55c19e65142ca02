"""The types that the scripts declare, checked by the real compiler, fetched by npm under its lock."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extension.house import EXTENSION

TOOLS = Path(__file__).parent / "typing_tools"
LOCKED = ("package.json", "package-lock.json", ".npmrc")
PLACE = Path(sys.prefix) / "share" / "unconsent" / "extension-types"


def installed() -> Path:
    """Where the compiler is; fetched when it is not there, or of another lock."""
    lock = (TOOLS / "package-lock.json").read_bytes()
    kept = PLACE / "package-lock.json"
    if not kept.is_file() or kept.read_bytes() != lock or not (PLACE / "node_modules" / "typescript").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm on this machine to fetch the compiler with")
        PLACE.mkdir(parents=True, exist_ok=True)
        for name in LOCKED:
            shutil.copyfile(TOOLS / name, PLACE / name)
        fetched = subprocess.run([npm, "ci"], cwd=PLACE, capture_output=True, text=True, check=False)
        if fetched.returncode:
            kept.unlink()
            pytest.skip(f"the compiler cannot be fetched: {fetched.stderr.strip()[-300:]}")
    return PLACE / "node_modules"


def test_the_types_agree() -> None:
    modules = installed()
    compiler = ["node", str(modules / "typescript" / "bin" / "tsc")]
    options = ["--project", str(EXTENSION / "jsconfig.json"), "--typeRoots", str(modules / "@types")]
    checked = subprocess.run([*compiler, *options], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    packages = json.loads((TOOLS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("resolved" not in one for one in packages.values())
    assert all(one["integrity"].startswith("sha512-") for name, one in packages.items() if name)
    assert "http" not in "".join((TOOLS / name).read_text(encoding="utf-8") for name in ("package.json", ".npmrc"))
