"""A database as somebody sees it who writes to it past the product, and whom no foreign key holds back."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr

from tests.database import Server

DATABASE = "unconsent.db"
VIOLATION = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""What a database says when a constraint does not let something in."""
ON_SQLITE = pytest.mark.parametrize("outside", ["sqlite"], indirect=True)
"""For what there is on SQLite only."""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The file in a data folder; or a database of a PostgreSQL server."""

    home: Path
    server: Server | None = None
    name: str = ""

    @property
    def address(self) -> SecretStr | None:
        """What the product is told of it."""
        return self.server.address(self.name) if self.server else None

    def run(self, *statements: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Runs SQL; `?` stands for a value. Returns the rows of the last statement."""
        rows: list[Any] = []
        if self.server:
            with self.server.connect(self.name) as there:
                there.execute("SET session_replication_role = replica")
                for statement in statements:
                    done = there.execute(statement.replace("?", "%s").encode(), values if "?" in statement else None)
                    rows = done.fetchall() if done.description else []
            return rows
        database = sqlite3.connect(self.home / DATABASE)
        try:
            for statement in statements:
                rows = database.execute(statement, values if "?" in statement else ()).fetchall()
            database.commit()
        finally:
            database.close()
        return rows

    def table(self, name: str) -> list[Any]:
        """All rows of a table."""
        return self.run(f"SELECT * FROM {name} ORDER BY 1")  # noqa: S608

    def put(self, name: str, rows: list[Any]) -> None:
        """Replaces all rows of a table."""
        self.run(f"DELETE FROM {name}")  # noqa: S608
        for row in rows:
            self.run(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", values=tuple(row))  # noqa: S608

    def content(self) -> bytes:
        """Everything that is stored: all files of the folder, and all that the server would dump."""
        files = b"".join(file.read_bytes() for file in self.home.rglob("*") if file.is_file())
        return files + (self.server.dump(self.name) if self.server else b"")
