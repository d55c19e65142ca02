"""Jobs of the service, as tables: what is to be done, how it goes, what people are asked, and when it is due again."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from backend.store.tables import Utc, metadata, one_of
from backend.store.tables_letters import letters

STATES = ["queued", "running", "waiting", "done", "cancelled", "failed"]
OPEN = "state IN ('queued', 'running', 'waiting')"
"""An SQL condition: the job is not over yet."""
MODES = ["check", "run", "undo"]
FINDINGS = ["came_back", "letter_due", "look_due", "renamed", "new_setting", "needs_you", "repaired"]

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("options", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("asked_by", String(80), nullable=False),
    Column("idempotency_key", String(80)),
    Column("cancel", Utc),
    Column("worker", String(80)),
    Column("created", Utc, nullable=False),
    Column("started", Utc),
    Column("ended", Utc),
    Column("trouble", Text),
    CheckConstraint(one_of("state", STATES), name="state"),
    CheckConstraint(one_of("mode", MODES), name="mode"),
    UniqueConstraint("member_id", "idempotency_key"),
    Index("ix_jobs_open", "account_id", "mode", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    Index("ix_jobs_account_id", "account_id"),
    Index("ix_jobs_created", "created"),
)
"""An account has at most one open job of a mode. `attempt` counts up when a waiting job goes on."""
job_events = Table(
    "job_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job_id", ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_job_events_job_id", "job_id"),
    Index("ix_job_events_member_id", "member_id"),
    sqlite_autoincrement=True,
)
"""What happened, in its order; the id is what a listener that was cut off asks to go on from."""
questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job_id", ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("asked", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Column("answered", Utc),
    Column("sealed", LargeBinary),
    Index("ix_questions_job_id", "job_id"),
    sqlite_autoincrement=True,
)
"""What a job asks a person. An answer is sealed, and emptied when the job has taken it."""
workers = Table(
    "workers",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("version", String(20), nullable=False),
    Column("started", Utc, nullable=False),
    Column("seen", Utc, nullable=False),
)
holds = Table(
    "holds",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("worker", String(80), nullable=False),
)
"""Accounts that a person has in hand at that worker: they sign in, or send a form. Void when the worker is gone."""
schedules = Table(
    "schedules",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("days", Integer, nullable=False),
    Column("repair", Boolean, nullable=False),
    Column("next", Utc, nullable=False),
    CheckConstraint("days >= 0", name="days"),
)
"""When an account is looked at again; 0 days: never by itself."""
findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE")),
    Column("setting", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("seen", Utc),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("letter_id", ForeignKey(letters.c.id, ondelete="CASCADE")),
    CheckConstraint(one_of("kind", FINDINGS), name="kind"),
    CheckConstraint("account_id IS NOT NULL OR letter_id IS NOT NULL", name="about"),
    Index("ix_findings_account_id", "account_id"),
    Index("ix_findings_member_id", "member_id"),
    sqlite_autoincrement=True,
)
"""What a look at an account found that a person should know, or that a letter was not answered in time."""
