"""The environment: where it is, whether it holds what the lock says, and who may change it when."""

import fcntl
import hashlib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.launcher.telling import Halt, say

ROOT = Path(__file__).resolve().parents[2]
LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
"""Holds everything in the other one, in the same versions, so that an environment for tests serves every command."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """A folder with a Python and packages. A stamp, written last, says what they are."""

    place: Path
    root: Path
    for_tests: bool = False

    @property
    def python(self) -> Path:
        return self.place / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The lock that is to be installed."""
        return self.root / (TEST_LOCK if self.for_tests else LOCK)

    @property
    def stamp(self) -> Path:
        return self.place / "unconsent.stamp"

    @property
    def guard(self) -> Path:
        """Locked in common by those who use the environment, alone by the one who changes it."""
        return self.place / "unconsent.guard"

    @property
    def ready(self) -> bool:
        """Whether everything is there and finished."""
        return self.holds(TEST_LOCK) or (not self.for_tests and self.holds(LOCK))

    def holds(self, lock: str) -> bool:
        """Whether exactly this lock was installed, here, and the Python it was made with is still the same one."""
        try:
            return self.stamp.read_text() == self.stamp_of(lock)
        except (FileNotFoundError, NotADirectoryError):
            return False

    def stamp_of(self, lock: str) -> str:
        """What the stamp says once this lock is installed. An upgrade of the system's Python or a move change it."""
        content = hashlib.sha256((self.root / lock).read_bytes()).hexdigest()
        return f"{content}\n{self.place}\n{self.python.resolve(strict=True)}\n"


def choose_place(environ: Mapping[str, str], root: Path) -> Path:
    """UNCONSENT_VENV, else `.venv` in the project, else a folder in the person's cache, as the project is read-only."""
    if chosen := environ.get("UNCONSENT_VENV"):
        return Path(chosen).expanduser().absolute()
    usual = root / ".venv"
    if os.access(usual if usual.exists() else root, os.W_OK) or (usual / "unconsent.stamp").exists():
        return usual
    which = hashlib.sha256(bytes(root)).hexdigest()[:12]
    return _cache(environ) / "unconsent" / f"venv-{which}"


def _cache(environ: Mapping[str, str]) -> Path:
    if chosen := environ.get("XDG_CACHE_HOME"):
        return Path(chosen)
    home = Path(environ.get("HOME") or Path.home())
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def hold(environment: Environment) -> int | None:
    """Makes the environment ready if it is not, and keeps others from changing it as long as the answer stays open.

    The answer is a file descriptor, or None where the environment is finished on a read-only disk.
    """
    guard = _open_guard(environment)
    if guard is None:
        return None
    while True:
        _wait_for(guard, fcntl.LOCK_SH, environment)
        if environment.ready:
            return guard
        _wait_for(guard, fcntl.LOCK_EX, environment)
        if not environment.ready:
            from backend.launcher.building import build

            build(environment, guard)


def _open_guard(environment: Environment) -> int | None:
    try:
        _must_be_ours(environment)
        environment.place.mkdir(parents=True, exist_ok=True)
        return os.open(environment.guard, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        if environment.ready:
            return os.open(environment.guard, os.O_RDONLY) if os.access(environment.guard, os.R_OK) else None
        raise Halt(
            f"The environment cannot be made in {environment.place}: {error.strerror}.\n"
            "Set UNCONSENT_VENV to a folder that you may write to, then run the same command again."
        ) from error


def _must_be_ours(environment: Environment) -> None:
    place = environment.place
    if environment.guard.exists() or environment.stamp.exists() or not place.is_dir():
        return
    if any(place.iterdir()):
        raise Halt(
            f"{place} holds something that Unconsent did not make, and would be emptied.\n"
            "Remove it, or set UNCONSENT_VENV to another folder, then run the same command again."
        )


def _wait_for(guard: int, how: int, environment: Environment) -> None:
    try:
        fcntl.flock(guard, how | fcntl.LOCK_NB)
    except BlockingIOError:
        say(f"Another Unconsent is busy with {environment.place}; waiting for it.")
        fcntl.flock(guard, how)
