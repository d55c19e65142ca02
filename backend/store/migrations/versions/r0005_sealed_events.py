"""What the events of jobs say is sealed."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Removes the readable ones. They are only how a job went; its outcomes and receipts stay."""
    op.execute("DELETE FROM job_events")
