"""The bundle that is in use, as a file of the data folder: the old one or the new one, never half of one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from automations.outcome import Refused
from backend.store.folder import make_folder
from backend.updates.form import LARGEST

FILE = "catalogue.json"
LOCK = "catalogue.lock"
PATIENCE_SECONDS = 10


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """One after the other, so that an older bundle never takes the place of a newer one that came meanwhile."""
    make_folder(home)
    lock = FileLock(home / LOCK, timeout=PATIENCE_SECONDS, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise Refused("The catalogue is being updated by another process. Try again in a moment.") from None
    try:
        yield
    finally:
        lock.release()


def kept(home: Path) -> bytes | None:
    """The bytes of the bundle in use; None when there is none. At most one more than a bundle may have."""
    try:
        with (home / FILE).open("rb") as file:
            return file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as wrong:
        raise Refused(f"{home / FILE}: cannot be read: {wrong.strerror}.") from None


def keep(home: Path, content: bytes) -> None:
    """Uses these bytes from now on. Whoever is killed in between leaves a file that nobody reads."""
    fresh = home / f"{FILE}.new"
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    fresh.replace(home / FILE)
    _lasts(home)


def forget(home: Path) -> bool:
    """Uses the packaged catalogue from now on. Says whether there was another one."""
    there = (home / FILE).is_file()
    (home / FILE).unlink(missing_ok=True)
    _lasts(home)
    return there


def _lasts(home: Path) -> None:
    """The folder says so on the disk, too."""
    if os.name != "posix":
        return
    folder = os.open(home, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
