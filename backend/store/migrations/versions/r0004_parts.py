"""Accounts know the blogs or sites that their person has named."""

import sqlalchemy as sa
from alembic import op

from backend.store.migrations.columns import may

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the column. Where it is empty, the platform lists them itself."""
    op.add_column("accounts", may("parts", sa.Text()))
