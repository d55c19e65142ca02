"""Puts a backup back: unpacked beside, opened with the key, its receipts looked through, and only then put in place."""

import asyncio
import os
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import delete, select, text, update

from automations.outcome import Refused
from backend.backup.form import DATABASE, LARGEST, MANIFEST, Manifest
from backend.backup.making import CHUNK, digest_of
from backend.office import open_office
from backend.service.here import alone
from backend.settings import Settings
from backend.store import Store
from backend.store.folder import KEYS, make_folder
from backend.store.tables import members
from backend.store.tables_jobs import OPEN, jobs, workers

RESTORED = "It was under way when the backup was made. Ask for it again."
NOT_A_BACKUP = "{file} is not a backup of Unconsent, or it is damaged: {why} Nothing was changed."


async def restore_backup(
    settings: Settings, file: Path, *, replace_it: bool = False, notice: Callable[[str], None]
) -> Manifest:
    """Puts the backup into the data folder; what was there is kept beside it.

    Refused when it is damaged, was sealed with another key, or when something is there and `replace_it` is not set.
    Devices stay paired; jobs that were under way are over.
    """
    if settings.database:
        raise Refused("The database is a PostgreSQL server's: put it back with pg_restore.")
    await asyncio.to_thread(make_folder, settings.home)
    with alone(settings.home):
        target = settings.home / DATABASE
        if target.exists() and not replace_it:
            raise Refused(f"{settings.home} has a database already. With --replace it is kept beside the restored one.")
        with tempfile.TemporaryDirectory(dir=settings.home, prefix=".restore-") as scratch:
            home = Path(scratch) / "home"
            manifest = await asyncio.to_thread(_unpack, file, home)
            await _prove(settings, home, file, notice)
            await asyncio.to_thread(_put, home / DATABASE, target)
    return manifest


def _unpack(file: Path, home: Path) -> Manifest:
    make_folder(home)
    try:
        with tarfile.open(file, "r:gz") as archive:
            entries = {entry.name: entry for entry in archive.getmembers() if entry.isfile()}
            if set(entries) != {MANIFEST, DATABASE} or entries[DATABASE].size > LARGEST:
                raise Refused(NOT_A_BACKUP.format(file=file, why="It holds other things."))
            manifest = Manifest.model_validate_json(_bytes(archive, entries[MANIFEST], limit=100_000))
            _write(archive, entries[DATABASE], home / DATABASE)
    except FileNotFoundError:
        raise Refused(f"{file} is not there.") from None
    except (OSError, EOFError, tarfile.TarError, ValidationError, ValueError):
        raise Refused(NOT_A_BACKUP.format(file=file, why="It cannot be read.")) from None
    if (home / DATABASE).stat().st_size != manifest.bytes or digest_of(home / DATABASE) != manifest.sha256:
        raise Refused(NOT_A_BACKUP.format(file=file, why="Its database is not the one that was put in."))
    return manifest


def _bytes(archive: tarfile.TarFile, entry: tarfile.TarInfo, *, limit: int) -> bytes:
    opened = archive.extractfile(entry)
    if opened is None or entry.size > limit:
        raise ValueError(entry.name)
    return opened.read(limit)


def _write(archive: tarfile.TarFile, entry: tarfile.TarInfo, to: Path) -> None:
    opened = archive.extractfile(entry)
    if opened is None:
        raise ValueError(entry.name)
    to.touch(mode=0o600)
    with opened, to.open("wb") as written:
        while chunk := opened.read(CHUNK):
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())


async def _prove(settings: Settings, home: Path, file: Path, notice: Callable[[str], None]) -> None:
    """Opens it as it will be opened, with the key that is there, and looks through every member's receipts."""
    await asyncio.to_thread(_lend_keys, settings.home / KEYS, home / KEYS)
    async with open_office(replace(settings, home=home), notice=notice) as office:
        for member in await _members(office.store):
            wrong = await office.of(member).receipts.problems()
            if wrong:
                raise Refused(NOT_A_BACKUP.format(file=file, why=wrong[0]))
        async with office.store.write() as connection:
            now = datetime.now(UTC)
            over = {"state": "failed", "ended": now, "trouble": RESTORED}
            await connection.execute(update(jobs).where(text(OPEN)).values(over))
            await connection.execute(delete(workers))
        await office.store.wipe_traces()


async def _members(store: Store) -> tuple[int, ...]:
    async with store.read() as connection:
        return tuple((await connection.execute(select(members.c.id))).scalars())


def _lend_keys(there: Path, here: Path) -> None:
    """Copies the key files for as long as the backup is looked at; the copies go with the folder."""
    for file in there.glob("*"):
        if file.is_file() and not file.is_symlink():
            (here / file.name).touch(mode=0o600)
            (here / file.name).write_bytes(file.read_bytes())


def _put(fresh: Path, target: Path) -> None:
    """Puts the database in place. What was there keeps its name with the moment behind it, and its journals."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for suffix in ("-wal", "-shm", ""):
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.rename(target.with_name(f"{target.name}.before-{moment}{suffix}"))
    target.with_name("flow.db").unlink(missing_ok=True)
    fresh.rename(target)
