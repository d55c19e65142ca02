"""What of which table goes into the file: column by column, with the reason where one stays out. A test compares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, Table, or_, select

from backend.members.rules import Action
from backend.store.tables import accounts, ledgers, members, pauses, results, secrets, ticks, writings
from backend.store.tables_jobs import findings, holds, jobs, questions, schedules
from backend.store.tables_notify import notify_messages, notify_targets, notify_wishes
from backend.store.tables_people import activity, devices, grants, invitations, member_keys, pairings, standings

Whose = Callable[[int], ColumnElement[bool]]
"""Which rows are that member's."""
HASH = "a hash, by which something secret is known again"
SEALED = "sealed, as it is secret"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One table as one file. `needs`: what somebody else must be allowed to do to have it, too.

    `without`: columns that stay out, and why. `unpacked`: columns that hold JSON.
    """

    name: str
    says: str
    table: Table
    whose: Whose
    needs: Action
    without: Mapping[str, str] = field(default_factory=dict)
    unpacked: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """What is shown of each row."""
        return tuple(one.name for one in self.table.columns if one.name not in self.without)


def theirs(table: Table, column: str = "member_id") -> Whose:
    """Rows that name the member."""
    return lambda member: table.c[column] == member


def of_accounts(table: Table) -> Whose:
    """Rows that name an account of theirs."""
    return lambda member: table.c.account_id.in_(_accounts(member))


def _accounts(member: int) -> Select[int]:
    return select(accounts.c.id).where(accounts.c.member_id == member)


def _asked(member: int) -> ColumnElement[bool]:
    return questions.c.job_id.in_(select(jobs.c.id).where(jobs.c.member_id == member))


def _granted(member: int) -> ColumnElement[bool]:
    return or_(grants.c.member_id == member, grants.c.to_member == member)


TOPICS = (
    Topic(
        name="me",
        says="your name here, and since when you are here",
        table=members,
        whose=theirs(members, "id"),
        needs=Action.SEE_STATUS,
    ),
    Topic(
        name="role",
        says="what you are here: owner, member, or restricted (looked after by the owner)",
        table=standings,
        whose=theirs(standings),
        needs=Action.SEE_STATUS,
        without={"password": HASH, "totp_used": "the count of one-time codes"},
    ),
    Topic(
        name="accounts",
        says="your accounts at platforms, how each signs in, and what you agreed to",
        table=accounts,
        whose=theirs(accounts),
        needs=Action.SEE_EVIDENCE,
        unpacked=("parts",),
    ),
    Topic(
        name="ticks",
        says="settings with a cost that you want to have changed in every run",
        table=ticks,
        whose=of_accounts(ticks),
        needs=Action.SEE_EVIDENCE,
    ),
    Topic(
        name="sealed",
        says="what is sealed for you, by its name: that something is there, and not what it is",
        table=secrets,
        whose=theirs(secrets),
        needs=Action.CHANGE_SELF,
        without={"sealed": SEALED},
    ),
    Topic(
        name="results",
        says="every look at every setting, and what came of it",
        table=results,
        whose=of_accounts(results),
        needs=Action.SEE_EVIDENCE,
        unpacked=("test_sites",),
    ),
    Topic(
        name="changes",
        says="every change that was begun, with what the setting read before",
        table=writings,
        whose=of_accounts(writings),
        needs=Action.SEE_EVIDENCE,
    ),
    Topic(
        name="pauses",
        says="accounts of yours that are left alone for a while",
        table=pauses,
        whose=of_accounts(pauses),
        needs=Action.SEE_EVIDENCE,
    ),
    Topic(
        name="jobs",
        says="checks, runs and undos of the last 90 days",
        table=jobs,
        whose=theirs(jobs),
        needs=Action.CHECK,
        without={"worker": "the name of a process"},
        unpacked=("options",),
    ),
    Topic(
        name="questions",
        says="what these asked you, and when",
        table=questions,
        whose=_asked,
        needs=Action.CHECK,
        without={"sealed": "an answer, which may be a code; it is emptied when it was used"},
    ),
    Topic(
        name="in-hand",
        says="accounts that you have in hand just now: you sign in there, or send a form",
        table=holds,
        whose=of_accounts(holds),
        needs=Action.CHECK,
        without={"worker": "the name of a process"},
    ),
    Topic(
        name="schedule",
        says="when each account is looked at again",
        table=schedules,
        whose=of_accounts(schedules),
        needs=Action.SEE_EVIDENCE,
    ),
    Topic(
        name="findings",
        says="what you were told: a switch that came back on, a new one, something only you can do",
        table=findings,
        whose=theirs(findings),
        needs=Action.SEE_EVIDENCE,
    ),
    Topic(
        name="notification-wishes",
        says="what you wish to be told, and when",
        table=notify_wishes,
        whose=theirs(notify_wishes),
        needs=Action.SEE_NOTIFICATIONS,
    ),
    Topic(
        name="notifications",
        says="where you are told: names and kinds, without the addresses, which are secret",
        table=notify_targets,
        whose=theirs(notify_targets),
        needs=Action.SEE_NOTIFICATIONS,
    ),
    Topic(
        name="notifications-sent",
        says="what was sent there of late, or is on its way",
        table=notify_messages,
        whose=theirs(notify_messages),
        needs=Action.SEE_NOTIFICATIONS,
    ),
    Topic(
        name="devices",
        says="browsers, extensions and programs that are or were let in",
        table=devices,
        whose=theirs(devices),
        needs=Action.SEE_DEVICES,
        without={"token_hash": HASH},
    ),
    Topic(
        name="pairings",
        says="extensions that you let in by a code",
        table=pairings,
        whose=theirs(pairings, "confirmed_by"),
        needs=Action.SEE_DEVICES,
        without={"code_hash": HASH, "secret_hash": HASH},
    ),
    Topic(
        name="grants",
        says="what you let the owner do, or were given, and took back",
        table=grants,
        whose=_granted,
        needs=Action.SEE_EVIDENCE,
    ),
    Topic(
        name="invitations",
        says="whom you invited who has not come yet",
        table=invitations,
        whose=theirs(invitations, "invited_by"),
        needs=Action.INVITE,
        without={"token_hash": HASH},
    ),
    Topic(
        name="activity",
        says="what was done with your things, and by whom",
        table=activity,
        whose=theirs(activity),
        needs=Action.SEE_ACTIVITY,
    ),
)
ELSEWHERE: Mapping[str, str] = {
    "receipts": "receipts/",
    "pictures": "receipts/",
    "letters": "letters.json",
    "job_events": "events.json",
}
"""Tables that are signed or sealed, and the files that they are opened into."""
KEPT_OUT: Mapping[str, str] = {
    ledgers.name: SEALED,
    member_keys.name: SEALED,
    "installation": "nobody's",
    "visits": "a platform's, for everybody",
    "workers": "a process's",
    "attempts": "failed sign-ins by a hash of who tried; forgotten after a day",
}
"""Tables of which nothing goes into the file, and why."""
