"""The schema: made by migrations, equal to the tables, and never brought back from a newer one."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect

from automations.outcome import Refused
from backend.store import open_store
from backend.store.migrations import HEAD, KNOWN
from backend.store.tables import metadata
from tests.store.household import open_household

DATABASE = "unconsent.db"


def described(engine: Engine) -> dict[str, Any]:
    """Everything that the database itself knows of its tables."""
    looked = inspect(engine)
    with engine.connect() as connection:
        statements = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    counted = {name for name, sql in statements if "AUTOINCREMENT" in sql}
    return {
        table: {
            "columns": [(one["name"], str(one["type"]), one["nullable"]) for one in looked.get_columns(table)],
            "key": looked.get_pk_constraint(table)["constrained_columns"],
            "counted": table in counted,
            "foreign": sorted(
                (one["constrained_columns"], one["referred_table"], sorted(one["options"].items()))
                for one in looked.get_foreign_keys(table)
            ),
            "unique": sorted(one["column_names"] for one in looked.get_unique_constraints(table)),
            "checks": sorted((one["name"] or "", one["sqltext"]) for one in looked.get_check_constraints(table)),
            "indexes": sorted((one["name"] or "", one["column_names"]) for one in looked.get_indexes(table)),
        }
        for table in looked.get_table_names()
        if table != "alembic_version"
    }


async def test_migrations_make_the_tables(home: Path, tmp_path: Path) -> None:
    async with open_store(home):
        pass
    migrated, declared = (create_engine(f"sqlite:///{file}") for file in (home / DATABASE, tmp_path / "declared.db"))
    metadata.create_all(declared)
    assert described(migrated) == described(declared)
    for engine in (migrated, declared):
        engine.dispose()


def test_every_step_is_known() -> None:
    folder = Path(__file__).parents[2] / "backend/store/migrations/versions"
    steps = sorted(file.name[1:5] for file in folder.glob("r*.py"))
    assert list(KNOWN) == steps
    assert steps[-1] == HEAD


async def test_a_newer_database_is_refused_and_left_as_it_is(home: Path) -> None:  # R33
    async with open_household(home) as household:
        await household.add()
    database = sqlite3.connect(home / DATABASE)
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = (home / DATABASE).read_bytes()
    with pytest.raises(Refused, match=r"written by a newer Unconsent \(schema 9999"):
        async with open_store(home):
            pass
    assert (home / DATABASE).read_bytes() == before


async def test_the_store_is_durable_and_strict(home: Path) -> None:
    async with open_store(home) as store, store.read() as connection:
        for pragma, value in {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}.items():
            assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value
