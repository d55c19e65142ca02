"""Building the environment: an empty folder, a Python in it, and the packages of the lock, each checked by its hash."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from backend.launcher import system
from backend.launcher.environment import LOCK, Environment
from backend.launcher.excuses import excuse
from backend.launcher.extras import fetch_extras
from backend.launcher.telling import Halt, Meter, Status, say

SPACE = 700 * 1024 * 1024
"""Bytes that an environment takes up, packages on their way included, rounded up."""
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
MET = re.compile(r"^(?:Collecting|Ignoring|Requirement already satisfied:) ([A-Za-z0-9._-]*[A-Za-z0-9])")
MET_FILE = re.compile(r"^Processing .*?([A-Za-z0-9._]+)-[^/\\-]+-[^/\\]*\.whl")
OTHERS = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_NO_DEPS")
"""Wishes for other installations, which would put the packages elsewhere or leave some out."""


def build(environment: Environment, guard: int) -> None:
    """Leaves the environment ready. Whoever calls this has locked the guard for itself alone."""
    began = time.monotonic()
    names = {_plain(name) for name in NAME.findall(environment.lock.read_text())}
    _need_space(environment.place)
    say(f"Setting up {environment.place}: {len(names)} packages from {environment.lock.name}. This is needed once.")
    added = environment.for_tests and environment.holds(LOCK)
    environment.stamp.unlink(missing_ok=True)
    if not added:
        _empty(environment)
        _make_python(environment)
    _install(environment, names, guard)
    fetch_extras(environment, guard)
    _put_stamp(environment)
    say(f"Ready after {time.monotonic() - began:.0f} seconds.")


def _need_space(place: Path) -> None:
    free = shutil.disk_usage(place).free
    if free < SPACE:
        raise Halt(
            f"There is too little room for the environment: {free // 2**20} MB are free at {place}, "
            f"{SPACE // 2**20} MB are needed.\nMake room, or set UNCONSENT_VENV to a folder on another disk."
        )


def _empty(environment: Environment) -> None:
    for child in environment.place.iterdir():
        if child != environment.guard:
            shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()


def _make_python(environment: Environment) -> None:
    if not _importable("venv") or not (_importable("ensurepip.__main__") or _importable("pip")):
        system.need_venv()
        importlib.invalidate_caches()
    import venv

    try:
        venv.create(environment.place, with_pip=_importable("ensurepip.__main__"), symlinks=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise Halt(f"Python could not make an environment in {environment.place}: {error}", Status.FAILED) from error


def _importable(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _install(environment: Environment, names: set[str], guard: int) -> None:
    kept: list[str] = []
    meter = Meter(len(names) * 2)
    seen: set[str] = set()
    # pip inherits the guard: should this process be killed, the next start waits until pip has ended, too.
    with subprocess.Popen(
        [*_pip(environment), "install", *_options(environment.lock)],
        env={name: value for name, value in os.environ.items() if name not in OTHERS},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(guard,),
        text=True,
        errors="replace",
    ) as pip:
        try:
            for line in pip.stdout or ():
                kept.append(line)
                met = _met(line) & names
                seen |= met
                if met:
                    meter.show(len(seen), f"Fetching {met.pop()}")
                if line.startswith("Installing collected packages"):
                    _watch(pip, environment, meter, len(names))
        finally:
            meter.close()
    if pip.returncode != 0:
        raise excuse("".join(kept), environment.place)


def _watch(pip: subprocess.Popen[str], environment: Environment, meter: Meter, half: int) -> None:
    """pip is silent while it unpacks: count what has arrived."""
    while pip.poll() is None:
        there = sum(1 for _ in environment.place.glob("lib/python*/site-packages/*.dist-info"))
        meter.show(half + min(there, half), "Unpacking")
        time.sleep(0.2)
    if pip.returncode == 0:
        meter.show(half * 2, "Unpacked")


def _pip(environment: Environment) -> list[str]:
    if next(environment.place.glob("lib/python*/site-packages/pip"), None):
        return [str(environment.python), "-I", "-m", "pip"]
    return [sys.executable, "-I", "-m", "pip", "--python", str(environment.python)]


def _options(lock: Path) -> Iterator[str]:
    # Only built packages: building one would run code, and fetch build tools, that no hash covers.
    yield from ("--require-hashes", "--only-binary=:all:", "--progress-bar=off", "--no-input")
    yield from ("--disable-pip-version-check", "-r", str(lock))


def _met(line: str) -> set[str]:
    found = MET.match(line) or MET_FILE.match(line)
    return {_plain(found[1])} if found else set()


def _plain(name: str) -> str:
    """A package's name as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _put_stamp(environment: Environment) -> None:
    text = environment.stamp_of(environment.lock.name)
    unfinished = environment.stamp.with_suffix(".new")
    unfinished.write_text(text)
    unfinished.replace(environment.stamp)
