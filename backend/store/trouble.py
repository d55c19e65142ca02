"""What SQLite or the disk may refuse, as one clear sentence for people."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from automations.outcome import Refused

NEARLY_NOTHING = 1_000_000
"""Bytes: with less free space the disk counts as full."""
LOST_NOTHING = "What was stored before is untouched."


@contextmanager
def explained(told: Callable[[BaseException], str | None]) -> Iterator[None]:
    """Turns expected trouble of the database into Refused. A violated constraint is a bug and stays what it is."""
    try:
        yield
    except Refused:
        raise
    except Exception as wrong:
        cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        sentence = told(cause) if cause else None
        if sentence is None:
            raise
        raise Refused(sentence) from None


def told(wrong: BaseException, *, file: Path) -> str | None:
    """The sentence for trouble of SQLite; None for a bug."""
    code = getattr(wrong, "sqlite_errorcode", None)
    if not isinstance(wrong, sqlite3.Error) or isinstance(wrong, sqlite3.IntegrityError):
        return None
    primary = code & 0xFF if code is not None else sqlite3.SQLITE_NOTADB if "not a database" in str(wrong) else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            f"{file} is locked: another program is writing to it, and did not finish in time. "
            f"Wait for the other run to end, or close what holds it open, and try again. {LOST_NOTHING}"
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(file)
    if primary == sqlite3.SQLITE_FULL or (primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and no_room(file)):
        return _full(file)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return read_only(file)
    if primary == sqlite3.SQLITE_IOERR:
        return f"{file} could not be written or read: the disk reports an error. Look at the disk. {LOST_NOTHING}"
    return None


def no_room(file: Path) -> bool:
    """Whether the disk is as good as full."""
    return shutil.disk_usage(file.parent).free < NEARLY_NOTHING


def _full(file: Path) -> str:
    return f"The disk is full, so {file} cannot grow. Make room and try again. {LOST_NOTHING}"


def damaged(file: Path) -> str:
    """What is said of a database that is not whole."""
    return (
        f"{file} is damaged. It was left exactly as it is. Copy the data folder away for safety, then put back a "
        "backup; receipts that were exported stay valid."
    )


def read_only(file: Path) -> str:
    """What is said of a folder that cannot be written to."""
    return (
        f"{file} cannot be written to: the folder or the disk is read-only for you. "
        f"Make {file.parent} writable (chmod -R u+rwX '{file.parent}'), or choose another one with --home. "
        f"{LOST_NOTHING}"
    )
