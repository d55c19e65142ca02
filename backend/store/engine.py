"""Opens the store of a data folder, and lends connections: many readers, one writer at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from automations.outcome import Refused
from backend.store.database import Database
from backend.store.folder import make_folder, make_ready
from backend.store.schema import bring_up_to_date, is_current
from backend.store.trouble import explained

PATIENCE_SECONDS = 10.0
"""How long to wait for another process that is writing."""


@dataclass(frozen=True, kw_only=True)
class Store:
    """The database of one data folder. What `write` has committed is on the disk."""

    home: Path
    database: Database
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    @property
    def engine(self) -> AsyncEngine:
        """Lends connections past the rules of `read` and `write`."""
        return self.database.engine

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one moment of the store."""
        with explained(self.database.told):
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is stored when the block ends, or nothing when it raises.

        There is one at a time, in all processes on all machines: what it reads is the newest there is.
        """
        with explained(self.database.told):
            async with self._turn, self.engine.connect() as connection:
                await connection.execution_options(**self.database.writing)
                async with connection.begin():
                    if self.database.lock:
                        await connection.exec_driver_sql(self.database.lock)
                    yield connection

    async def wipe_traces(self) -> None:
        """Empties SQLite's journal, so that what was deleted is in no file any more. Left to later when others read.

        A PostgreSQL server clears up when it will (VACUUM), and keeps its journal as its administrator has it.
        """
        if self.database.wipe is None:
            return
        with explained(self.database.told):
            async with self._turn, self.engine.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                await connection.exec_driver_sql(self.database.wipe)


@asynccontextmanager
async def open_store(
    home: Path, *, database: SecretStr | None = None, patience: float = PATIENCE_SECONDS
) -> AsyncIterator[Store]:
    """The store of this data folder, made or migrated when needed; in PostgreSQL when a database is given.

    Refused, with what to do, when it is locked, full, read-only, damaged, of a newer version, or another user's, or
    when there is no way to it.
    """
    chosen = await asyncio.to_thread(_choose, home, database, patience)
    try:
        with explained(chosen.told):
            async with chosen.engine.connect() as connection:
                await _require_health(connection, chosen)
                current = await connection.run_sync(is_current)
        store = Store(home=home, database=chosen)
        if not current:
            async with store.write() as connection:
                await connection.run_sync(bring_up_to_date, chosen.name)
        yield store
    finally:
        await chosen.engine.dispose()


def _choose(home: Path, database: SecretStr | None, patience: float) -> Database:
    """The file in the data folder, or the server; keys and profiles are in the folder either way."""
    if database is None:
        from backend.store.sqlite import sqlite_in

        return sqlite_in(make_ready(home), patience=patience)
    from backend.store.postgresql import postgresql_at

    make_folder(home)
    return postgresql_at(database, patience=patience)


async def _require_health(connection: AsyncConnection, database: Database) -> None:
    health = database.health
    if (await connection.exec_driver_sql(health.question)).scalar_one() != health.answer:
        raise Refused(health.otherwise)
