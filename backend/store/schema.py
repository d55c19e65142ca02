"""Brings the database to the schema of this version, in one transaction: killed half-way, nothing has happened."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from automations.outcome import Refused
from backend.store.migrations import HEAD, KNOWN

FOLDER = Path(__file__).parent / "migrations"


def is_current(connection: Connection) -> bool:
    """Whether nothing needs to be done."""
    return revision(connection) == HEAD


def bring_up_to_date(connection: Connection, name: str) -> None:
    """Refused when the database, `name` for people, was written by a newer version: there is no way back."""
    current = revision(connection)
    if current == HEAD:
        return
    if current is not None and current not in KNOWN:
        raise Refused(
            f"{name} was written by a newer Unconsent (schema {current}; this version knows {HEAD}). "
            "Update Unconsent, or use a backup from before the update. Nothing was changed."
        )
    upgrade(connection, HEAD)


def revision(connection: Connection) -> str | None:
    """The schema that the database has; None when it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection, to: str) -> None:
    """Takes the steps from what the database has to that schema."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
