"""PostgreSQL: one database for a service on several machines, named by UNCONSENT_DATABASE_URL."""

from functools import partial
from typing import Any

from pydantic import SecretStr
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine

from automations.outcome import Refused
from backend.store.database import Database, Health
from backend.store.trouble_postgresql import told

VARIABLE = "UNCONSENT_DATABASE_URL"
WRITE = f"Write it as {VARIABLE}=postgresql://USER:PASSWORD@HOST:5432/DATABASE"
SCHEMES = ("postgresql://", "postgresql+psycopg://")
WRITERS = 0x756E636F6E73656E
"""The number of our advisory lock: `unconsen` in ASCII."""
GONE_AFTER_SECONDS = 60
"""A machine that is silent for so long in the middle of writing is gone, and gives the lock back."""
KEPT_OPEN = 3
AT_MOST = 10
"""Connections of one process: a server bears a hundred from all of them, as it comes. Who finds none free waits."""
FRESH = {"isolation_level": "READ COMMITTED"}
"""A writer sees what was committed while it waited for its turn; a reader sees one moment."""


def url_of(text: str) -> URL:
    """The address of a database. Refused, without showing any of it, when it is not one."""
    if not text.startswith(SCHEMES):
        raise Refused(f"{VARIABLE} is not the address of a PostgreSQL database. {WRITE}")
    try:
        url = make_url(text).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise Refused(f"{VARIABLE} cannot be read as an address. {WRITE}") from None
    if "password" in url.query:
        raise Refused(f"{VARIABLE} has the password behind the question mark. {WRITE}")
    if not url.database:
        raise Refused(f"{VARIABLE} names no database. {WRITE}")
    return url


def postgresql_at(address: SecretStr, *, patience: float) -> Database:
    """The database at that address. `patience`: seconds to wait for the server, or for another writer."""
    url = url_of(address.get_secret_value())
    name = f"PostgreSQL database {url.database} at {_server(url)}"
    usual: dict[str, Any] = {"connect_timeout": max(2, round(patience)), "application_name": "unconsent"}
    engine = create_async_engine(
        url,
        connect_args={key: value for key, value in usual.items() if key not in url.query},
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        pool_timeout=60,
        pool_size=KEPT_OPEN,
        max_overflow=AT_MOST - KEPT_OPEN,
    )
    return Database(
        name=name,
        engine=engine,
        writing=FRESH,
        lock=_lock(patience),
        wipe=None,
        health=Health(
            question="SHOW server_encoding",
            answer="UTF8",
            otherwise=f"{name} cannot hold every name: its encoding is not UTF8. "
            "Make it anew: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0",
        ),
        told=partial(told, name=name, user=url.username or "", password=url.password),
    )


def _lock(patience: float) -> str:
    """One writer in all processes on all machines, until its transaction ends; for this transaction's settings only."""
    milliseconds = {"lock_timeout": patience, "idle_in_transaction_session_timeout": GONE_AFTER_SECONDS}
    limits = ", ".join(f"set_config('{name}', '{round(1000 * limit)}', true)" for name, limit in milliseconds.items())
    return f"SELECT {limits}, pg_advisory_xact_lock({WRITERS})"


def _server(url: URL) -> str:
    """Where the server is, for people."""
    host = url.host or url.query.get("host") or "this machine"
    port = f":{url.port}" if url.port else ""
    return f"{host if isinstance(host, str) else ', '.join(host)}{port}"
