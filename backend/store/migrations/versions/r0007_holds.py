"""Accounts that a person has in hand are known to every worker."""

import sqlalchemy as sa
from alembic import op

from backend.store.migrations.columns import has, key, to

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "holds",
        key("account_id", *to("accounts.id", ondelete="CASCADE"), autoincrement=False),
        has("worker", sa.String(80)),
    )
