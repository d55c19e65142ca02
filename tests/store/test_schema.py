"""The schema: made by migrations, equal to the tables, and never brought back from a newer one."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect

from automations.outcome import Refused
from backend.store import open_store
from backend.store.migrations import HEAD, KNOWN
from backend.store.postgresql import url_of
from backend.store.tables import metadata
from tests.database import Server
from tests.store.household import Opens
from tests.store.outside import DATABASE, Outside


def described(engine: Engine) -> dict[str, Any]:
    """Everything that the database itself knows of its tables."""
    looked = inspect(engine)
    return {
        table: {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"], one["default"]) for one in looked.get_columns(table)
            ],
            "key": looked.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(one["column_names"] for one in looked.get_unique_constraints(table)),
            "checks": sorted((one["name"] or "", one["sqltext"]) for one in looked.get_check_constraints(table)),
            "indexes": sorted(
                (
                    one["name"] or "",
                    one["column_names"],
                    one["unique"],
                    sorted(map(str, one.get("dialect_options", {}).values())),
                )
                for one in looked.get_indexes(table)
            ),
            "foreign": _foreign(engine, table),
            "counted": _counted(engine, table),
        }
        for table in looked.get_table_names()
        if table != "alembic_version"
    }


def _foreign(engine: Engine, table: str) -> list[Any]:
    """Where its columns lead. SQLite is asked itself: SQLAlchemy does not read what was added to a table later."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").all()
        return sorted((row[3], row.table, row.to, row.on_delete) for row in rows)
    return sorted(
        (one["name"], one["constrained_columns"], one["referred_table"], sorted(one["options"].items()))
        for one in inspect(engine).get_foreign_keys(table)
    )


def _counted(engine: Engine, table: str) -> bool:
    """Whether no id is ever given twice."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
    return "AUTOINCREMENT" in found


def same(migrated: Engine, declared: Engine) -> bool:
    """Whether the migrated database is as the tables are declared."""
    metadata.create_all(declared)
    try:
        assert described(migrated) == described(declared)
        return len(described(migrated)) > 20
    finally:
        for engine in (migrated, declared):
            engine.dispose()


async def test_migrations_make_the_tables(home: Path, tmp_path: Path) -> None:
    async with open_store(home):
        pass
    assert same(*(create_engine(f"sqlite:///{file}") for file in (home / DATABASE, tmp_path / "declared.db")))


async def test_migrations_make_the_tables_on_postgresql(home: Path, postgresql: Server) -> None:
    with postgresql.database("template0") as migrated, postgresql.database("template0") as declared:
        async with open_store(home, database=postgresql.address(migrated)):
            pass
        assert same(
            *(create_engine(url_of(postgresql.address(one).get_secret_value())) for one in (migrated, declared))
        )
    assert not (home / DATABASE).exists()


async def test_the_first_member_leaves_the_next_number_free(opens: Opens) -> None:
    async with opens() as household:
        assert (await household.join("second")).accounts.member == 2


def test_every_step_is_known() -> None:
    folder = Path(__file__).parents[2] / "backend/store/migrations/versions"
    steps = sorted(file.name[1:5] for file in folder.glob("r*.py"))
    assert list(KNOWN) == steps
    assert steps[-1] == HEAD


async def test_a_newer_database_is_refused_and_left_as_it_is(opens: Opens, outside: Outside) -> None:  # R33
    async with opens() as household:
        await household.add()
    outside.run("UPDATE alembic_version SET version_num = '9999'")
    if not outside.server:
        outside.run("PRAGMA wal_checkpoint(TRUNCATE)")
    before = {name: outside.table(name) for name in metadata.tables}
    with pytest.raises(Refused, match=r"written by a newer Unconsent \(schema 9999"):
        async with opens():
            pass
    assert {name: outside.table(name) for name in metadata.tables} == before
    assert outside.table("alembic_version") == [("9999",)]


async def test_the_store_is_durable_and_strict(home: Path) -> None:
    async with open_store(home) as store, store.read() as connection:
        for pragma, value in {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}.items():
            assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value
