"""Letters as a table. What they say, and to whom, is sealed in the vault: here stands only how far each is."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table

from backend.store.tables import Utc, metadata, one_of

KINDS = ["objection", "complaint"]
REGIONS = ["eu", "uk", "us", "other"]
STATES = ["draft", "sending", "sent", "answered", "closed"]
WAYS = ["smtp", "email", "form", "post"]

letters = Table(
    "letters",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("kind", String(12), nullable=False),
    Column("about", String(80), nullable=False),
    Column("region", String(10), nullable=False),
    Column("language", String(10), nullable=False),
    Column("state", String(12), nullable=False),
    Column("made", Utc, nullable=False),
    Column("sent", Date),
    Column("way", String(10)),
    Column("due", Date),
    Column("answered", Date),
    Column("reminded", Utc),
    Column("complains_of", ForeignKey("letters.id", ondelete="SET NULL")),
    CheckConstraint(one_of("kind", KINDS), name="kind"),
    CheckConstraint(one_of("region", REGIONS), name="region"),
    CheckConstraint(one_of("state", STATES), name="state"),
    CheckConstraint(one_of("way", WAYS), name="way"),
    Index("ix_letters_account_id", "account_id"),
    Index("ix_letters_member_id", "member_id"),
    sqlite_autoincrement=True,
)
"""A letter outlives its account, as receipts do. `sent`, `due` and `answered` are days, as on paper."""
