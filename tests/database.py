"""A real PostgreSQL from Debian's packages, for each worker that needs one: careless of its disk."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr
from sqlalchemy import create_engine

from backend.store.postgresql import url_of
from backend.store.schema import bring_up_to_date
from tests.wordpress.guard import Guard
from tests.wordpress.sockets import free_port

PROGRAMS = Path("/usr/lib/postgresql")
PACKAGE = "postgresql"
ADMIN = "postgres"
USER = "unconsent"
READY = "ready"
"""A database with the newest schema, which others are copies of."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """One server, which lets everybody in on its socket, and asks for a password on its port."""

    guard: Guard
    port: int
    password: str

    @classmethod
    def start(cls, *, connections: int = 40) -> "Server":
        """Starts a server in a folder of its own, for so many at a time. RuntimeError where the package is missing."""
        bin = _programs()
        folder = Path(tempfile.mkdtemp(prefix="unconsent-"))
        server = cls(guard=Guard.over(folder), port=free_port(), password=secrets.token_urlsafe(12))
        try:
            server._begin(bin, connections)
        except BaseException:
            server.guard.end()
            raise
        return server

    def _begin(self, bin: Path, connections: int) -> None:
        folder = self.guard.folder
        self.guard.run(
            str(bin / "initdb"), f"--pgdata={folder / 'data'}", f"--username={ADMIN}", "--encoding=UTF8", "--locale=C",
            "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--no-instructions",
        )  # fmt: skip
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "shared_buffers": "16MB",
            "max_connections": connections,
        }
        self.guard.start(
            *(str(bin / "postgres"), "-D", str(folder / "data")),
            *(f"--{name}={value}" for name, value in settings.items()),
            log="postgresql.log",
            ready=self._answers,
        )
        self.sql(f"CREATE ROLE {USER} LOGIN PASSWORD '{self.password}'")
        self._make_ready()

    def address(self, database: str, *, user: str = USER) -> SecretStr:
        """The address on the socket, where nobody is asked for a password."""
        return SecretStr(f"postgresql://{user}@:{self.port}/{database}?host={self.guard.folder}")

    def address_with_password(self, database: str, *, user: str = USER, password: str | None = None) -> SecretStr:
        """The address on the port."""
        return SecretStr(f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}")

    @contextmanager
    def database(self, template: str = READY, *, options: str = "") -> Iterator[str]:
        """A fresh database that is a copy of another one; its name."""
        name = f"test_{secrets.token_hex(6)}"
        self.sql(f"CREATE DATABASE {name} OWNER {USER} TEMPLATE {template} {options}")
        try:
            yield name
        finally:
            self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def connect(self, database: str = ADMIN) -> "psycopg.Connection[Any]":
        """A connection of the administrator's, past the product."""
        return psycopg.connect(
            host=str(self.guard.folder), port=self.port, user=ADMIN, dbname=database, autocommit=True
        )

    def sql(self, statement: str, database: str = ADMIN) -> list[Any]:
        """Runs one statement as the administrator; its rows, if it has any."""
        with self.connect(database) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def dump(self, database: str) -> bytes:
        """Everything in a database, as `pg_dump` writes it."""
        bin = _programs()
        options = (f"--host={self.guard.folder}", f"--port={self.port}", f"--username={ADMIN}", "--no-sync")
        return self.guard.run(str(bin / "pg_dump"), *options, database).encode()

    def _answers(self) -> bool:
        """Whether it lets somebody in: it listens before it does."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_ready(self) -> None:
        self.sql(f"CREATE DATABASE {READY} OWNER {USER} TEMPLATE template0")
        engine = create_engine(url_of(self.address(READY).get_secret_value()))
        with engine.begin() as connection:
            bring_up_to_date(connection, READY)
        engine.dispose()


def _programs() -> Path:
    """Where the newest installed version keeps its programs."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    if not found:
        raise RuntimeError(f"PostgreSQL is missing: apt-get install --no-install-recommends {PACKAGE}")
    return found[-1].parent
