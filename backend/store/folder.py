"""The data folder: folders 0700, files 0600, and all of it one's own. Looked at whenever it is opened."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from automations.outcome import Refused
from backend.store.trouble import read_only

DATABASE = "unconsent.db"
KEYS = "keys"
PROFILES = "profiles"
POSIX = os.name == "posix"


def make_ready(home: Path) -> Path:
    """Makes the folder, or looks whether it is safe; the database file is there afterwards, maybe empty.

    What others may read is closed to them. Refused when it belongs to someone else, or cannot be written to.
    """
    file = home / DATABASE
    make_folder(home)
    with _refusing(home):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    return file


def make_folder(home: Path) -> None:
    """The same without a database in it: only keys and profiles are kept there."""
    with _refusing(home):
        for folder in (home, home / KEYS, home / PROFILES):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in _guarded(home):
            _make_private(path)


@contextmanager
def _refusing(home: Path) -> Iterator[None]:
    """Says what to do about a folder that cannot be used."""
    try:
        yield
    except PermissionError:
        raise Refused(read_only(home / DATABASE)) from None
    except FileExistsError:
        raise Refused(f"{home} is not a folder. Choose another data folder with --home.") from None
    except OSError as wrong:
        if wrong.filename is None or isinstance(wrong, Refused):
            raise
        raise Refused(
            f"{wrong.filename}: {wrong.strerror}. Mend this, or choose another data folder with --home."
        ) from None


def _guarded(home: Path) -> Iterator[Path]:
    """The folder, which alone may be reached by a link, its two folders, and what is directly in the three."""
    yield home.resolve()
    for folder in (home, home / KEYS, home / PROFILES):
        with os.scandir(folder) as entries:
            found = [Path(entry.path) for entry in entries if _concerns(entry, folder, home)]
        yield from found


def _concerns(entry: "os.DirEntry[str]", folder: Path, home: Path) -> bool:
    return (
        folder != home or entry.is_file(follow_symlinks=False) or entry.name in (KEYS, PROFILES) or entry.is_symlink()
    )


def _make_private(path: Path) -> None:
    """Closes the path to others. A link, or something of another user, is refused."""
    if not POSIX:
        return
    try:
        found = path.lstat()
    except FileNotFoundError:
        return  # a journal that the database has just done with
    if stat.S_ISLNK(found.st_mode):
        raise Refused(f"{path} is a link to somewhere else. Put the file itself there, or remove the link.")
    if found.st_uid != os.geteuid():
        raise Refused(
            f"{path} belongs to another user of this machine, who could read or change it. "
            "Start Unconsent as that user, or choose another data folder with --home."
        )
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077:
        path.chmod(mode & 0o700)
