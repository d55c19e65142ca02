"""Whether a service runs on a data folder, and where: a lock that the system frees, and a file that says the rest."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from automations.outcome import Refused
from backend.settings import Settings

LOCK = "service.lock"
FILE = "service.json"
TOKEN_FILE = "service.secret"  # noqa: S105 - a name
PREFIX = "unconsent_local_"


class Here(BaseModel):
    """What a running service says of itself. Nothing in it is secret."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    pid: int
    address: str | None = None
    """Where it answers, as http://127.0.0.1:8765; None for a worker without an API."""
    listens: str | None = None
    """Where it listens itself, as programs on its own machine reach it, also behind a proxy."""
    test_sites: tuple[str, ...] = ()
    """Hosts that are led elsewhere, with their targets."""


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """Holds the data folder for a service. Refused when another one has it."""
    lock = FileLock(home / LOCK, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        there = said_of(home)
        where = f" at {there.address}" if there and there.address else ""
        raise Refused(f"A service runs on {home} already{where}. Use that one, or stop it first.") from None
    try:
        yield
    finally:
        for name in (FILE, TOKEN_FILE):
            (home / name).unlink(missing_ok=True)
        lock.release()


def announce(settings: Settings, address: str | None, listens: str | None = None) -> None:
    """Writes down where the service is."""
    here = Here(pid=os.getpid(), address=address, listens=listens, test_sites=test_sites(settings))
    fresh = settings.home / f"{FILE}.new"
    fresh.touch(mode=0o600)
    fresh.write_text(here.model_dump_json(), encoding="utf-8")
    fresh.replace(settings.home / FILE)


def new_secret(home: Path) -> str:
    """A token with which scripts on this machine speak for the owner, in a file only for him; new each time."""
    token = PREFIX + secrets.token_urlsafe(32)
    fresh = home / f"{TOKEN_FILE}.new"
    fresh.touch(mode=0o600)
    fresh.write_text(token, encoding="ascii")
    fresh.replace(home / TOKEN_FILE)
    return token


def running(home: Path) -> Here | None:
    """The service that runs on this data folder; None when there is none, or it is just starting or stopping."""
    if not (home / FILE).is_file():
        return None
    lock = FileLock(home / LOCK, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return said_of(home)
    lock.release()
    return None


def test_sites(settings: Settings) -> tuple[str, ...]:
    """Where test sites stand in, in one form that can be compared."""
    return tuple(sorted(f"{one.host}={one.target}" for one in settings.overrides.resolve))


def said_of(home: Path) -> Here | None:
    """What a service has written down, and left there if it was killed."""
    try:
        return Here.model_validate_json((home / FILE).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None
