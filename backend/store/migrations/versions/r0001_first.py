"""The first schema: one household, its accounts, what was done, and the receipts."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from backend.store.migrations.columns import has, key, may, to

revision = "0001"
down_revision = None

OUTCOMES = (
    "outcome IN ('already_out', 'forced', 'limited', 'needs_you', 'not_offered', 'not_recognised', 'not_restored', "
    "'opted_out', 'restored', 'skipped', 'still_on', 'submitted', 'unreachable', 'wrong_account')"
)
TWO_PROOFS = (
    "NOT (outcome IN ('already_out', 'opted_out', 'restored')) "
    "OR (proof_kind_1 IS NOT NULL AND proof_kind_2 IS NOT NULL AND proof_kind_1 <> proof_kind_2)"
)
KINDS = "IN ('api', 'later', 'page', 'public')"


def upgrade() -> None:
    """Makes every table, and the owner of the household."""
    household()
    vault()
    receipts()
    work()


def household() -> None:
    """Members and their accounts."""
    op.create_table("installation", key("name", sa.String(40)), has("value", sa.Text()))
    members = op.create_table(
        "members",
        key("id"),
        has("name", sa.String(80), unique=True),
        has("created", sa.DateTime()),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "accounts",
        key("id"),
        has("member_id", *to("members.id")),
        has("platform", sa.String(80)),
        has("name", sa.String(80)),
        may("handle", sa.String(300)),
        may("address", sa.String(2000)),
        has("signs_in", sa.String(20)),
        may("consented", sa.DateTime()),
        has("created", sa.DateTime()),
        sa.UniqueConstraint("member_id", "platform", "name", name="uq_accounts_member_id"),
        sa.CheckConstraint("signs_in IN ('by_hand', 'credentials', 'session_file')", name=op.f("ck_accounts_signs_in")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ticks",
        key("account_id", *to("accounts.id", ondelete="CASCADE"), autoincrement=False),
        key("setting", sa.String(120)),
    )
    op.bulk_insert(members, [{"name": "owner", "created": datetime.now(UTC).replace(tzinfo=None)}])


def vault() -> None:
    """What is sealed, and the sealed list of what is there."""
    op.create_table(
        "secrets",
        key("id"),
        has("member_id", *to("members.id")),
        may("account_id", *to("accounts.id", ondelete="CASCADE")),
        has("place", sa.String(80), unique=True),
        has("version", sa.Integer()),
        has("sealed", sa.LargeBinary()),
    )
    op.create_table(
        "ledgers",
        key("member_id", *to("members.id"), autoincrement=False),
        has("counter", sa.Integer()),
        has("sealed", sa.LargeBinary()),
    )


def receipts() -> None:
    """Signed records, and the pictures that belong to them."""
    op.create_table(
        "receipts",
        key("id", sa.String(16)),
        has("member_id", *to("members.id")),
        may("account_id", *to("accounts.id", ondelete="SET NULL")),
        has("sequence", sa.Integer()),
        has("platform", sa.String(80)),
        has("account", sa.String(80)),
        has("setting", sa.String(120)),
        has("outcome", sa.String(20)),
        has("at", sa.DateTime()),
        has("digest", sa.String(80), unique=True),
        has("body", sa.Text()),
        has("signature", sa.String(100)),
        sa.UniqueConstraint("member_id", "sequence", name="uq_receipts_member_id"),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_receipts_outcome")),
    )
    op.create_table(
        "pictures",
        key("receipt_id", *to("receipts.id", sa.String(16))),
        key("digest", sa.String(80)),
        has("png", sa.LargeBinary()),
    )


def work() -> None:
    """Results, changes that were begun, pauses and visits."""
    op.create_table(
        "results",
        key("id"),
        has("account_id", *to("accounts.id", ondelete="CASCADE")),
        has("setting", sa.String(120)),
        has("mode", sa.String(10)),
        has("outcome", sa.String(20)),
        may("needs", sa.String(20)),
        may("before", sa.Text()),
        may("after", sa.Text()),
        may("proof_kind_1", sa.String(10)),
        may("proof_kind_2", sa.String(10)),
        has("at", sa.DateTime()),
        has("detail", sa.Text()),
        has("test_sites", sa.Text()),
        may("receipt_id", *to("receipts.id", sa.String(16)), unique=True),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_results_outcome")),
        sa.CheckConstraint("mode IN ('check', 'run', 'undo')", name=op.f("ck_results_mode")),
        sa.CheckConstraint(TWO_PROOFS, name=op.f("ck_results_two_proofs")),
        sa.CheckConstraint(f"proof_kind_1 {KINDS}", name=op.f("ck_results_proof_kind_1")),
        sa.CheckConstraint(f"proof_kind_2 {KINDS}", name=op.f("ck_results_proof_kind_2")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_results_account_id_setting", "results", ["account_id", "setting"])
    op.create_table(
        "writings",
        key("id"),
        has("account_id", *to("accounts.id", ondelete="CASCADE")),
        has("setting", sa.String(120)),
        may("before", sa.Text()),
        has("begun", sa.DateTime()),
        has("state", sa.String(10)),
        sa.CheckConstraint("state IN ('begun', 'known', 'undone', 'void')", name=op.f("ck_writings_state")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_writings_account_id_setting", "writings", ["account_id", "setting"])
    pauses()


def pauses() -> None:
    """When a platform may be visited."""
    op.create_table(
        "pauses",
        key("id"),
        has("platform", sa.String(80)),
        may("account", sa.String(80)),
        may("until", sa.DateTime()),
        has("why", sa.Text()),
    )
    op.create_index("ix_pauses_platform", "pauses", ["platform"])
    op.create_table("visits", key("platform", sa.String(80)), has("at", sa.DateTime()))
