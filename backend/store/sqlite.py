"""SQLite: the database of one machine, a file in the data folder."""

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from backend.store.database import Database, Health
from backend.store.trouble import damaged, told

IMMEDIATE = {"begin": "BEGIN IMMEDIATE"}
"""A transaction that takes its lock at once, so that it never has to give up half-way."""


def sqlite_in(file: Path, *, patience: float) -> Database:
    """The database in that file. `patience`: seconds to wait for another process that is writing."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file)),
        connect_args={"timeout": patience},
        hide_parameters=True,
        pool_timeout=60,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return Database(
        name=str(file),
        engine=engine,
        writing=IMMEDIATE,
        lock=None,
        wipe="PRAGMA wal_checkpoint(TRUNCATE)",
        health=Health(question="PRAGMA quick_check(1)", answer="ok", otherwise=damaged(file)),
        told=partial(told, file=file),
    )


def _prepare(connection: Any, _: ConnectionPoolEntry) -> None:
    """Durable and strict; transactions are begun by `_begin` alone."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
