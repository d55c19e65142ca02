"""Who may do what, as tables: members, their keys and devices, invitations, grants, and the log of it all.

Codes, tokens and passwords are stored as hashes only.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from backend.store.tables import Utc, metadata, one_of

ROLES = ["owner", "member", "restricted"]
"""The owner invites, removes and pauses; a restricted member, as a child, changes nothing but watches."""
DEVICES = ["extension", "browser", "script"]
SCOPES = ["evidence", "sessions"]
"""What a member may let the owner do: look at receipts with their evidence; run and sign in for them."""

standings = Table(
    "standings",
    metadata,
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(12), nullable=False),
    Column("password", String(300)),
    Column("totp_used", Integer),
    CheckConstraint(one_of("role", ROLES), name="role"),
)
"""A member's role, and how they sign in: an argon2id hash (PHC string), and the last time step of a one-time code."""
member_keys = Table(
    "member_keys",
    metadata,
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""The key under which a member's secrets are sealed, itself sealed with the master key. Without it they are gone."""
devices = Table(
    "devices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("name", String(80), nullable=False),
    Column("extension", String(80)),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created", Utc, nullable=False),
    Column("used", Utc, nullable=False),
    Column("revoked", Utc),
    CheckConstraint(one_of("kind", DEVICES), name="kind"),
    Index("ix_devices_member_id", "member_id"),
)
invitations = Table(
    "invitations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("role", String(12), nullable=False),
    Column("invited_by", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("created", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    CheckConstraint(one_of("role", ROLES), name="role"),
)
pairings = Table(
    "pairings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("secret_hash", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("extension", String(80)),
    Column("created", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("confirmed_by", ForeignKey("members.id", ondelete="CASCADE")),
    Column("redeemed", Utc),
)
grants = Table(
    "grants",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("to_member", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("scope", String(12), nullable=False),
    Column("created", Utc, nullable=False),
    Column("until", Utc),
    Column("revoked", Utc),
    CheckConstraint(one_of("scope", SCOPES), name="scope"),
    Index("ix_grants_member_id", "member_id"),
)
attempts = Table(
    "attempts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", Utc, nullable=False),
)
"""Failed sign-ins, by a hash of who tried: each makes the next one wait longer."""
activity = Table(
    "activity",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("member_id", ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("device", String(80)),
    Column("what", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Index("ix_activity_member_id", "member_id"),
    sqlite_autoincrement=True,
)
"""What was done with a member's accounts and data, and by whom, for that member to read."""
