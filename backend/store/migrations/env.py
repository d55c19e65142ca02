"""Alembic runs this file. The connection comes from `backend.store.schema`, inside a transaction of its own."""

from alembic import context

from backend.store import tables_jobs, tables_letters, tables_notify, tables_people
from backend.store.tables import metadata

DECLARED = (tables_jobs, tables_letters, tables_notify, tables_people)
"""They add to `metadata` when they are imported."""

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
