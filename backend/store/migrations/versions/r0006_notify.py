"""Telling people what looks find: where to, what they wish, and what is on its way."""

import sqlalchemy as sa
from alembic import op

from backend.store.migrations.columns import has, key, may, to

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the tables. Nobody is told of anything until they name somewhere."""
    wishes()
    targets()
    messages()


def wishes() -> None:
    """What each member wishes."""
    op.create_table(
        "notify_wishes",
        key("member_id", *to("members.id", ondelete="CASCADE"), autoincrement=False),
        *(has(name, sa.Boolean()) for name in ("came_back", "needs_you", "letter_due")),
        may("quiet_from", sa.Integer()),
        may("quiet_until", sa.Integer()),
        has("zone", sa.String(64)),
        has("digest", sa.Boolean()),
        has("weekday", sa.Integer()),
        has("hour", sa.Integer()),
        has("next_digest", sa.DateTime()),
        has("told", sa.Integer()),
        has("digested", sa.Integer()),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name=op.f("ck_notify_wishes_quiet")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_notify_wishes_weekday")),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_notify_wishes_hour")),
    )


def targets() -> None:
    """Where each is told."""
    op.create_table(
        "notify_targets",
        key("id", sa.String(32)),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("name", sa.String(80)),
        has("scheme", sa.String(40)),
        has("added", sa.DateTime()),
        may("tested", sa.DateTime()),
        may("sent", sa.DateTime()),
        has("failures", sa.Integer()),
        may("failing", sa.DateTime()),
        may("next_try", sa.DateTime()),
        may("why", sa.String(20)),
        may("status", sa.Integer()),
        sa.UniqueConstraint("member_id", "name"),
    )


def messages() -> None:
    """What is on its way."""
    op.create_table(
        "notify_messages",
        key("id"),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("target_id", *to("notify_targets.id", sa.String(32), ondelete="CASCADE")),
        has("kind", sa.String(10)),
        has("about", sa.String(60)),
        may("finding_id", *to("findings.id", ondelete="CASCADE")),
        may("after", sa.Integer()),
        may("until", sa.Integer()),
        has("made", sa.DateTime()),
        has("due", sa.DateTime()),
        has("state", sa.String(10)),
        has("tries", sa.Integer()),
        has("unsure", sa.Boolean()),
        may("lease", sa.DateTime()),
        sa.CheckConstraint("kind IN ('digest', 'now')", name=op.f("ck_notify_messages_kind")),
        sa.CheckConstraint(
            "state IN ('given_up', 'sending', 'sent', 'void', 'waiting')", name=op.f("ck_notify_messages_state")
        ),
        sa.UniqueConstraint("target_id", "about"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notify_messages_finding_id", "notify_messages", ["finding_id"])
    op.create_index("ix_notify_messages_member_id", "notify_messages", ["member_id"])
    op.create_index("ix_notify_messages_state", "notify_messages", ["state", "due"])
