"""Makes a backup while others read and write: SQLite copies one moment of the database, and the copy is looked at."""

import asyncio
import contextlib
import hashlib
import os
import sqlite3
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from automations.outcome import Refused
from backend.backup.form import DATABASE, MANIFEST, Manifest
from backend.settings import Settings
from backend.version import installed_version

CHUNK = 1 << 20


async def make_backup(settings: Settings, to: Path) -> Manifest:
    """Writes a backup of the data folder to a new file, for its owner only. Refused when that cannot be done."""
    return await asyncio.to_thread(_make, settings, to)


def _make(settings: Settings, to: Path) -> Manifest:
    if settings.database:
        raise Refused("The database is a PostgreSQL server's: back it up with pg_dump, and keep a copy of the key.")
    source = settings.home / DATABASE
    if not source.is_file():
        raise Refused(f"There is nothing in {settings.home} yet to make a backup of.")
    if to.exists():
        raise Refused(f"{to} is there already. Choose another name; backups are never overwritten.")
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".unconsent-backup-") as scratch:
            copy = Path(scratch) / DATABASE
            _copy(source, copy)
            manifest = _described(copy)
            packed = Path(scratch) / "packed"
            _pack(packed, copy, manifest)
            os.link(packed, to)  # fails, rather than replaces, when it has come into being meanwhile
    except OSError as wrong:
        raise Refused(f"The backup cannot be written to {to}: {wrong.strerror}.") from None
    return manifest


def _copy(source: Path, copy: Path) -> None:
    copy.touch(mode=0o600)
    with (
        contextlib.closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=10)) as there,
        contextlib.closing(sqlite3.connect(copy)) as here,
    ):
        try:
            there.backup(here, pages=-1)
            here.execute("PRAGMA journal_mode=DELETE")
            answer = here.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            raise Refused(f"The database cannot be read: {error}. Look with `unconsent doctor`.") from None
    if answer != "ok":
        raise Refused("The database is damaged, so no backup of it is made. Look with `unconsent doctor`.")


def _described(copy: Path) -> Manifest:
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (installation,) = connection.execute("SELECT value FROM installation WHERE name = 'id'").fetchone()
    return Manifest(
        made=datetime.now(UTC),
        made_by=installed_version(),
        schema_revision=revision,
        installation=installation,
        bytes=copy.stat().st_size,
        sha256=digest_of(copy),
    )


def _pack(packed: Path, copy: Path, manifest: Manifest) -> None:
    packed.touch(mode=0o600)
    note = packed.with_name(MANIFEST)
    note.write_text(manifest.model_dump_json(indent=2), encoding="utf-8")
    with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
        for file in (note, copy):
            archive.add(file, arcname=file.name, filter=_nobodys)
    with packed.open("rb") as written:
        os.fsync(written.fileno())


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The entry without the name of the person who made it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
