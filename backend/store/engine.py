"""Opens the store of a data folder, and lends connections: many readers, one writer at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from automations.outcome import Refused
from backend.store.folder import make_ready
from backend.store.schema import bring_up_to_date, is_current
from backend.store.trouble import damaged, explained

PATIENCE_SECONDS = 10.0
"""How long to wait for another process that is writing."""
WRITES = {"begin": "BEGIN IMMEDIATE"}
"""A transaction that takes its lock at once, so that it never has to give up half-way."""


@dataclass(frozen=True, kw_only=True)
class Store:
    """The database of one data folder. What `write` has committed is on the disk."""

    home: Path
    file: Path
    engine: AsyncEngine = field(repr=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one moment of the store."""
        with explained(self.file):
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is stored when the block ends, or nothing when it raises."""
        with explained(self.file):
            async with self._turn, self.engine.connect() as connection:
                await connection.execution_options(**WRITES)
                async with connection.begin():
                    yield connection

    async def wipe_traces(self) -> None:
        """Empties the journal, so that what was deleted is in no file any more. Left to later when others read."""
        with explained(self.file):
            async with self._turn, self.engine.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@asynccontextmanager
async def open_store(home: Path, *, patience: float = PATIENCE_SECONDS) -> AsyncIterator[Store]:
    """The store of this data folder, made or migrated when needed.

    Refused, with what to do, when it is locked, full, read-only, damaged, of a newer version, or another user's.
    """
    file = await asyncio.to_thread(make_ready, home)
    engine = _engine(file, patience)
    try:
        with explained(file):
            async with engine.connect() as connection:
                await _require_whole(connection, file)
                current = await connection.run_sync(is_current)
            store = Store(home=home, file=file, engine=engine)
            if not current:
                async with store.write() as connection:
                    await connection.run_sync(bring_up_to_date, file)
        yield store
    finally:
        await engine.dispose()


async def _require_whole(connection: AsyncConnection, file: Path) -> None:
    said = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar_one()
    if said != "ok":
        raise Refused(damaged(file))


def _engine(file: Path, patience: float) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file)),
        connect_args={"timeout": patience},
        hide_parameters=True,
        pool_timeout=60,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: ConnectionPoolEntry) -> None:
    """Durable and strict; transactions are begun by `_begin` alone."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
