"""Several members: their standings, keys, devices and grants; jobs of the service; pauses by account."""

import sqlalchemy as sa
from alembic import op

from backend.store.migrations.columns import has, key, may, to

revision = "0002"
down_revision = "0001"

ROLES = "role IN ('member', 'owner', 'restricted')"
OPEN = sa.text("state IN ('queued', 'running', 'waiting')")


def upgrade() -> None:
    """Adds what the service needs. No table that others lead to is made anew: rows would be lost with it."""
    members()
    devices()
    grants()
    jobs()
    talk()
    watch()
    results_and_pauses()
    ways_to_accounts()


def members() -> None:
    """Roles and keys; the owner has been there since the first schema."""
    op.create_table(
        "standings",
        key("member_id", *to("members.id", ondelete="CASCADE"), autoincrement=False),
        has("role", sa.String(12)),
        may("password", sa.String(300)),
        may("totp_used", sa.Integer()),
        sa.CheckConstraint(ROLES, name=op.f("ck_standings_role")),
    )
    op.execute("INSERT INTO standings (member_id, role) SELECT id, 'owner' FROM members WHERE id = 1")
    op.create_table(
        "member_keys",
        key("member_id", *to("members.id", ondelete="CASCADE"), autoincrement=False),
        has("sealed", sa.LargeBinary()),
    )


def devices() -> None:
    """What signs in for a member, and how it is let in."""
    op.create_table(
        "devices",
        key("id", sa.String(32)),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("kind", sa.String(12)),
        has("name", sa.String(80)),
        may("extension", sa.String(80)),
        has("token_hash", sa.String(64), unique=True),
        has("created", sa.DateTime()),
        has("used", sa.DateTime()),
        may("revoked", sa.DateTime()),
        sa.CheckConstraint("kind IN ('browser', 'extension', 'script')", name=op.f("ck_devices_kind")),
    )
    op.create_index("ix_devices_member_id", "devices", ["member_id"])
    op.create_table(
        "invitations",
        key("id", sa.String(32)),
        has("token_hash", sa.String(64), unique=True),
        has("name", sa.String(80)),
        has("role", sa.String(12)),
        has("invited_by", *to("members.id", ondelete="CASCADE")),
        has("created", sa.DateTime()),
        has("until", sa.DateTime()),
        sa.CheckConstraint(ROLES, name=op.f("ck_invitations_role")),
    )
    op.create_table(
        "pairings",
        key("id", sa.String(32)),
        has("code_hash", sa.String(64), unique=True),
        has("secret_hash", sa.String(64)),
        has("name", sa.String(80)),
        may("extension", sa.String(80)),
        has("created", sa.DateTime()),
        has("until", sa.DateTime()),
        has("tries", sa.Integer()),
        may("confirmed_by", *to("members.id", ondelete="CASCADE")),
        may("redeemed", sa.DateTime()),
    )


def grants() -> None:
    """What a member lets the owner do, what was done, and who failed to sign in."""
    op.create_table(
        "grants",
        key("id", sa.String(32)),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("to_member", *to("members.id", ondelete="CASCADE")),
        has("scope", sa.String(12)),
        has("created", sa.DateTime()),
        may("until", sa.DateTime()),
        may("revoked", sa.DateTime()),
        sa.CheckConstraint("scope IN ('evidence', 'sessions')", name=op.f("ck_grants_scope")),
    )
    op.create_index("ix_grants_member_id", "grants", ["member_id"])
    op.create_table(
        "attempts",
        key("key", sa.String(64)),
        has("failures", sa.Integer()),
        has("last", sa.DateTime()),
    )
    op.create_table(
        "activity",
        key("id"),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("actor", sa.String(80)),
        may("device", sa.String(80)),
        has("what", sa.String(40)),
        has("subject", sa.Text()),
        has("at", sa.DateTime()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_activity_member_id", "activity", ["member_id"])


def jobs() -> None:
    """What is to be done, and by whom."""
    op.create_table(
        "jobs",
        key("id", sa.String(32)),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("account_id", *to("accounts.id", ondelete="CASCADE")),
        has("mode", sa.String(10)),
        has("options", sa.Text()),
        has("priority", sa.Integer()),
        has("state", sa.String(12)),
        has("attempt", sa.Integer()),
        has("asked_by", sa.String(80)),
        may("idempotency_key", sa.String(80)),
        may("cancel", sa.DateTime()),
        may("worker", sa.String(80)),
        has("created", sa.DateTime()),
        may("started", sa.DateTime()),
        may("ended", sa.DateTime()),
        may("trouble", sa.Text()),
        sa.CheckConstraint(
            "state IN ('cancelled', 'done', 'failed', 'queued', 'running', 'waiting')", name=op.f("ck_jobs_state")
        ),
        sa.CheckConstraint("mode IN ('check', 'run', 'undo')", name=op.f("ck_jobs_mode")),
        sa.UniqueConstraint("member_id", "idempotency_key", name="uq_jobs_member_id"),
    )
    op.create_index(
        "ix_jobs_open", "jobs", ["account_id", "mode"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_jobs_account_id", "jobs", ["account_id"])
    op.create_index("ix_jobs_created", "jobs", ["created"])
    op.create_table(
        "workers",
        key("id", sa.String(80)),
        has("version", sa.String(20)),
        has("started", sa.DateTime()),
        has("seen", sa.DateTime()),
    )


def talk() -> None:
    """What jobs tell, and what they ask."""
    op.create_table(
        "job_events",
        key("id"),
        has("job_id", *to("jobs.id", sa.String(32), ondelete="CASCADE")),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        has("at", sa.DateTime()),
        has("kind", sa.String(20)),
        has("body", sa.Text()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_events_job_id", "job_events", ["job_id"])
    op.create_index("ix_job_events_member_id", "job_events", ["member_id"])
    op.create_table(
        "questions",
        key("id"),
        has("job_id", *to("jobs.id", sa.String(32), ondelete="CASCADE")),
        has("kind", sa.String(20)),
        has("asked", sa.DateTime()),
        has("until", sa.DateTime()),
        may("answered", sa.DateTime()),
        may("sealed", sa.LargeBinary()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_job_id", "questions", ["job_id"])


def watch() -> None:
    """When accounts are looked at again, and what was found."""
    op.create_table(
        "schedules",
        key("account_id", *to("accounts.id", ondelete="CASCADE"), autoincrement=False),
        has("days", sa.Integer()),
        has("repair", sa.Boolean()),
        has("next", sa.DateTime()),
        sa.CheckConstraint("days >= 0", name=op.f("ck_schedules_days")),
    )
    op.create_table(
        "findings",
        key("id"),
        has("account_id", *to("accounts.id", ondelete="CASCADE")),
        has("setting", sa.String(120)),
        has("kind", sa.String(20)),
        has("detail", sa.Text()),
        has("at", sa.DateTime()),
        may("seen", sa.DateTime()),
        sa.CheckConstraint(
            "kind IN ('came_back', 'look_due', 'needs_you', 'new_setting', 'renamed', 'repaired')",
            name=op.f("ck_findings_kind"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_findings_account_id", "findings", ["account_id"])


def results_and_pauses() -> None:
    """Results know their attempt; pauses know their account, and those of accounts that are gone go, too."""
    op.add_column("results", may("attempt", sa.String(40)))
    op.create_index("ix_results_attempt_setting", "results", ["attempt", "setting"], unique=True)
    op.execute(
        "ALTER TABLE pauses ADD COLUMN account_id INTEGER "
        "CONSTRAINT fk_pauses_account_id REFERENCES accounts (id) ON DELETE CASCADE"
    )
    op.execute(
        "UPDATE pauses SET account_id = (SELECT id FROM accounts WHERE accounts.member_id = 1 "
        "AND accounts.platform = pauses.platform AND accounts.name = pauses.account)"
    )
    op.execute("DELETE FROM pauses WHERE account IS NOT NULL AND account_id IS NULL")


def ways_to_accounts() -> None:
    """Accounts know whether they were last signed in elsewhere; one among many is removed without a long search."""
    op.add_column("accounts", may("lent", sa.DateTime()))
    op.create_index("ix_secrets_account_id", "secrets", ["account_id"])
    op.create_index("ix_receipts_account_id", "receipts", ["account_id"])
