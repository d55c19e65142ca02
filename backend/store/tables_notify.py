"""Telling people, as tables: where to, what each wishes, and what is on its way. Addresses are sealed in the vault."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from backend.store.tables import Utc, metadata, one_of
from backend.store.tables_jobs import findings

KINDS = ["digest", "now"]
STATES = ["given_up", "sending", "sent", "void", "waiting"]
QUIET = "(quiet_from IS NULL) = (quiet_until IS NULL)"

notify_wishes = Table(
    "notify_wishes",
    metadata,
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("came_back", Boolean, nullable=False),
    Column("needs_you", Boolean, nullable=False),
    Column("letter_due", Boolean, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("zone", String(64), nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("next_digest", Utc, nullable=False),
    Column("told", Integer, nullable=False),
    Column("digested", Integer, nullable=False),
    CheckConstraint(QUIET, name="quiet"),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
)
"""What a member wishes. Quiet hours are minutes of the day in their zone; weekdays begin with Monday, 0.

`told` and `digested`: the last findings that were passed on, at once and with a digest.
"""
notify_targets = Table(
    "notify_targets",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("scheme", String(40), nullable=False),
    Column("added", Utc, nullable=False),
    Column("tested", Utc),
    Column("sent", Utc),
    Column("failures", Integer, nullable=False),
    Column("failing", Utc),
    Column("next_try", Utc),
    Column("why", String(20)),
    Column("status", Integer),
    UniqueConstraint("member_id", "name"),
)
"""Where a member is told. `failing`: since when nothing arrives there; `why`, `status`: what came of the last try."""
notify_messages = Table(
    "notify_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("target_id", ForeignKey("notify_targets.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("about", String(60), nullable=False),
    Column("finding_id", ForeignKey(findings.c.id, ondelete="CASCADE")),
    Column("after", Integer),
    Column("until", Integer),
    Column("made", Utc, nullable=False),
    Column("due", Utc, nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("lease", Utc),
    CheckConstraint(one_of("kind", KINDS), name="kind"),
    CheckConstraint(one_of("state", STATES), name="state"),
    UniqueConstraint("target_id", "about"),
    Index("ix_notify_messages_finding_id", "finding_id"),
    Index("ix_notify_messages_member_id", "member_id"),
    Index("ix_notify_messages_state", "state", "due"),
    sqlite_autoincrement=True,
)
"""What is on its way: no text, only what it is about. A digest is about the findings `after` one, `until` another.

`unsure`: it was handed over, and nobody here knows whether it arrived.
"""
