"""Letters; and findings that belong to a member, as not every letter is about an account."""

import sqlalchemy as sa
from alembic import op

from backend.store.migrations.columns import has, key, may, to

revision = "0003"
down_revision = "0002"

KINDS = "kind IN ('came_back', 'letter_due', 'look_due', 'needs_you', 'new_setting', 'renamed', 'repaired')"
ABOUT = "account_id IS NOT NULL OR letter_id IS NOT NULL"
COLUMNS = "id, member_id, account_id, setting, kind, detail, at, seen"
OWNER_OF = "(SELECT member_id FROM accounts WHERE accounts.id = findings.account_id)"


def upgrade() -> None:
    """Adds the table, and changes the findings: in SQLite by making them anew, which nothing leads to."""
    letters()
    if op.get_context().dialect.name == "sqlite":
        findings_anew()
    else:
        findings_changed()
    op.create_index("ix_findings_member_id", "findings", ["member_id"])


def letters() -> None:
    """How far each letter is."""
    op.create_table(
        "letters",
        key("number"),
        has("id", sa.String(32), unique=True),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        may("account_id", *to("accounts.id", ondelete="SET NULL")),
        has("kind", sa.String(12)),
        has("about", sa.String(80)),
        has("region", sa.String(10)),
        has("language", sa.String(10)),
        has("state", sa.String(12)),
        has("made", sa.DateTime()),
        may("sent", sa.Date()),
        may("way", sa.String(10)),
        may("due", sa.Date()),
        may("answered", sa.Date()),
        may("reminded", sa.DateTime()),
        may("complains_of", *to("letters.id", sa.String(32), ondelete="SET NULL")),
        sa.CheckConstraint("kind IN ('complaint', 'objection')", name=op.f("ck_letters_kind")),
        sa.CheckConstraint("region IN ('eu', 'other', 'uk', 'us')", name=op.f("ck_letters_region")),
        sa.CheckConstraint(
            "state IN ('answered', 'closed', 'draft', 'sending', 'sent')", name=op.f("ck_letters_state")
        ),
        sa.CheckConstraint("way IN ('email', 'form', 'post', 'smtp')", name=op.f("ck_letters_way")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letters_account_id", "letters", ["account_id"])
    op.create_index("ix_letters_member_id", "letters", ["member_id"])


def findings_changed() -> None:
    """Where a table can be changed."""
    op.add_column("findings", may("member_id", sa.Integer()))
    op.add_column("findings", may("letter_id", sa.String(32)))
    op.execute(f"UPDATE findings SET member_id = {OWNER_OF}")  # noqa: S608
    op.alter_column("findings", "member_id", nullable=False)
    op.alter_column("findings", "account_id", nullable=True)
    for column, target in (("member_id", "members"), ("letter_id", "letters")):
        name = op.f(f"fk_findings_{column}")
        op.create_foreign_key(name, "findings", target, [column], ["id"], ondelete="CASCADE")
    op.drop_constraint(op.f("ck_findings_kind"), "findings", type_="check")
    op.create_check_constraint(op.f("ck_findings_kind"), "findings", KINDS)
    op.create_check_constraint(op.f("ck_findings_about"), "findings", ABOUT)


def findings_anew() -> None:
    """Where it cannot. Ids stay as they are, and none is given twice."""
    connection = op.get_bind()
    op.execute(f"CREATE TABLE findings_kept AS SELECT *, {OWNER_OF} AS member_id FROM findings")  # noqa: S608
    counted = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'findings'")
    last = connection.execute(counted).scalar_one_or_none()
    op.drop_table("findings")
    op.create_table(
        "findings",
        key("id"),
        may("account_id", *to("accounts.id", ondelete="CASCADE")),
        has("setting", sa.String(120)),
        has("kind", sa.String(20)),
        has("detail", sa.Text()),
        has("at", sa.DateTime()),
        may("seen", sa.DateTime()),
        has("member_id", *to("members.id", ondelete="CASCADE")),
        may("letter_id", *to("letters.id", sa.String(32), ondelete="CASCADE")),
        sa.CheckConstraint(KINDS, name=op.f("ck_findings_kind")),
        sa.CheckConstraint(ABOUT, name=op.f("ck_findings_about")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_findings_account_id", "findings", ["account_id"])
    op.execute(f"INSERT INTO findings ({COLUMNS}) SELECT {COLUMNS} FROM findings_kept ORDER BY id")  # noqa: S608
    op.drop_table("findings_kept")
    if last is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'findings'")
        op.execute(sa.text("INSERT INTO sqlite_sequence VALUES ('findings', :last)").bindparams(last=last))
