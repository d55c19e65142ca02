"""The step to schema 0003: findings keep their ids and learn whose they are, on each kind of database. # R33"""

from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from backend.store.migrations import HEAD
from backend.store.postgresql import url_of
from backend.store.schema import bring_up_to_date, upgrade
from tests.database import Server

BEFORE = (
    "INSERT INTO members (id, name, created) VALUES (2, 'Kim', '2026-03-01 12:00:00')",
    "INSERT INTO accounts (id, member_id, platform, name, signs_in, created) VALUES "
    "(7, 2, 'x', 'me', 'by_hand', '2026-03-01 12:00:00'), (8, 1, 'x', 'mine', 'by_hand', '2026-03-01 12:00:00')",
    "INSERT INTO findings (account_id, setting, kind, detail, at, seen) VALUES "
    "(7, 'x.a', 'came_back', 'said', '2026-03-01 12:00:00.5', NULL), (8, '', 'look_due', '', '2026-03-02 12:00:00', "
    "'2026-03-03 12:00:00'), (7, 'x.b', 'renamed', '', '2026-03-04 12:00:00', NULL)",
    "DELETE FROM findings WHERE setting = 'x.b'",
)
KEPT = (
    "SELECT id, account_id, setting, kind, detail, CAST(at AS VARCHAR), CAST(seen AS VARCHAR) FROM findings ORDER BY id"
)
NEW = (
    "INSERT INTO letters (id, member_id, kind, about, region, language, state, made) "
    "VALUES ('l', 2, 'objection', 'snap', 'eu', 'en', 'sent', '2026-03-01 12:00:00')",
    "INSERT INTO findings (member_id, letter_id, setting, kind, detail, at) "
    "VALUES (2, 'l', '', 'letter_due', '', '2026-03-05 12:00:00')",
)


def steps_up(engine: Engine) -> None:
    """From 0002 with some findings to the newest schema, where one about a letter comes after them."""
    with engine.begin() as connection:
        upgrade(connection, "0002")
        for statement in BEFORE:
            connection.execute(text(statement))
        kept = connection.execute(text(KEPT)).all()
    assert [row[0] for row in kept] == [1, 2]
    with engine.begin() as connection:
        bring_up_to_date(connection, "the database")
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == HEAD
        assert connection.execute(text(KEPT)).all() == kept
        owners = connection.execute(text("SELECT id, member_id, letter_id FROM findings ORDER BY id")).all()
        assert [tuple(row) for row in owners] == [(1, 2, None), (2, 1, None)]
        for statement in NEW:
            connection.execute(text(statement))
        assert connection.execute(text("SELECT id FROM findings WHERE letter_id = 'l'")).scalar_one() == 4
    engine.dispose()


def test_on_sqlite(tmp_path: Path) -> None:
    steps_up(create_engine(f"sqlite:///{tmp_path / 'store.db'}"))


def test_on_postgresql(postgresql: Server) -> None:
    with postgresql.database("template0") as name:
        steps_up(create_engine(url_of(postgresql.address(name).get_secret_value())))
