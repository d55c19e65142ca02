"""What is stored, as tables. Migrations make them; a test compares the two.

Every row that belongs to a person leads to a member; the first member is the owner of the household.
Portable types only, so that the same tables can live in PostgreSQL. Order is by id or sequence, never by time: clocks
can be set back.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from automations.outcome import PROVEN, Outcome, ProofKind

OWNER = 1
"""The member who owns the household."""


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite drops time zones, so it is stored without and handed back with one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def one_of(column: str, values: list[str]) -> str:
    """An SQL condition: the column holds one of these values."""
    return f"{column} IN ({', '.join(repr(value) for value in sorted(values))})"


TWO_PROOFS = (
    f"NOT ({one_of('outcome', [one.value for one in PROVEN])})"
    " OR (proof_kind_1 IS NOT NULL AND proof_kind_2 IS NOT NULL AND proof_kind_1 <> proof_kind_2)"
)
"""R3: a success without two proofs of different kinds cannot be stored."""
KNOWN_OUTCOME = one_of("outcome", [one.value for one in Outcome])
KINDS = [one.value for one in ProofKind]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

installation = Table(
    "installation",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
members = Table(
    "members",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("created", Utc, nullable=False),
    sqlite_autoincrement=True,
)
accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("platform", String(80), nullable=False),
    Column("name", String(80), nullable=False),
    Column("handle", String(300)),
    Column("address", String(2000)),
    Column("signs_in", String(20), nullable=False),
    Column("consented", Utc),
    Column("created", Utc, nullable=False),
    Column("lent", Utc),
    Column("parts", Text),
    UniqueConstraint("member_id", "platform", "name"),
    CheckConstraint(one_of("signs_in", ["by_hand", "credentials", "session_file"]), name="signs_in"),
    sqlite_autoincrement=True,
)
ticks = Table(
    "ticks",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("setting", String(120), primary_key=True),
)
secrets = Table(
    "secrets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE")),
    Column("place", String(80), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_secrets_account_id", "account_id"),
)
ledgers = Table(
    "ledgers",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("counter", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
receipts = Table(
    "receipts",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("sequence", Integer, nullable=False),
    Column("platform", String(80), nullable=False),
    Column("account", String(80), nullable=False),
    Column("setting", String(120), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("at", Utc, nullable=False),
    Column("digest", String(80), nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("signature", String(100), nullable=False),
    UniqueConstraint("member_id", "sequence"),
    Index("ix_receipts_account_id", "account_id"),
    CheckConstraint(KNOWN_OUTCOME, name="outcome"),
)
pictures = Table(
    "pictures",
    metadata,
    Column("receipt_id", ForeignKey("receipts.id"), primary_key=True),
    Column("digest", String(80), primary_key=True),
    Column("png", LargeBinary, nullable=False),
)
results = Table(
    "results",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("setting", String(120), nullable=False),
    Column("mode", String(10), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("needs", String(20)),
    Column("before", Text),
    Column("after", Text),
    Column("proof_kind_1", String(10)),
    Column("proof_kind_2", String(10)),
    Column("at", Utc, nullable=False),
    Column("detail", Text, nullable=False),
    Column("test_sites", Text, nullable=False),
    Column("receipt_id", ForeignKey("receipts.id"), unique=True),
    Column("attempt", String(40)),
    CheckConstraint(KNOWN_OUTCOME, name="outcome"),
    CheckConstraint(one_of("mode", ["check", "run", "undo"]), name="mode"),
    CheckConstraint(TWO_PROOFS, name="two_proofs"),
    CheckConstraint(one_of("proof_kind_1", KINDS), name="proof_kind_1"),
    CheckConstraint(one_of("proof_kind_2", KINDS), name="proof_kind_2"),
    Index("ix_results_account_id_setting", "account_id", "setting"),
    Index("ix_results_attempt_setting", "attempt", "setting", unique=True),
    sqlite_autoincrement=True,
)
"""`attempt` names the attempt of a job, which has one result for a setting; it is empty for runs outside of jobs."""
writings = Table(
    "writings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("setting", String(120), nullable=False),
    Column("before", Text),
    Column("begun", Utc, nullable=False),
    Column("state", String(10), nullable=False),
    CheckConstraint(one_of("state", ["begun", "known", "void", "undone"]), name="state"),
    Index("ix_writings_account_id_setting", "account_id", "setting"),
    sqlite_autoincrement=True,
)
pauses = Table(
    "pauses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(80), nullable=False),
    Column("account", String(80)),
    Column("until", Utc),
    Column("why", Text, nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE")),
    Index("ix_pauses_platform", "platform"),
)
"""A pause without an account is the whole platform's. `account` is the name at that time, for people."""
visits = Table(
    "visits",
    metadata,
    Column("platform", String(80), primary_key=True),
    Column("at", Utc, nullable=False),
)
