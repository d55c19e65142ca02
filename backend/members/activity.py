"""What was done with a member's things, and by whom: a log for that member to read. No secret is ever in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.principal import Principal
from backend.members.tokens import PREFIX
from backend.store import Store
from backend.store.tables_people import activity

Clock = Callable[[], datetime]
LONGEST = 200
MOST = 200
"""Entries on a page."""
TOKEN = re.compile(rf"{PREFIX}[\w-]+")


class What(StrEnum):
    """What can be noted; at most 40 letters."""

    JOINED = "joined"
    RENAMED = "renamed"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    MEMBER_REMOVED = "member_removed"
    MEMBER_LEFT = "member_left"
    SIGNED_IN = "signed_in"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_RESET = "password_reset"  # noqa: S105
    CODES_ON = "codes_on"
    CODES_OFF = "codes_off"
    DEVICE_ADDED = "device_added"
    DEVICE_REVOKED = "device_revoked"
    GRANTED = "granted"
    GRANT_REVOKED = "grant_revoked"
    GRANT_USED = "grant_used"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_REMOVED = "account_removed"
    JOB_STARTED = "job_started"
    JOB_CANCELLED = "job_cancelled"
    RECEIPT_EXPORTED = "receipt_exported"
    EXPORTED = "exported"
    FORM_SENT = "form_sent"
    LETTER_WRITTEN = "letter_written"
    LETTER_CHANGED = "letter_changed"
    LETTER_SENT = "letter_sent"
    LETTER_REMOVED = "letter_removed"
    NOTIFICATION_ADDED = "notification_added"
    NOTIFICATION_REMOVED = "notification_removed"
    PLATFORM_PAUSED = "platform_paused"
    PLATFORM_RESUMED = "platform_resumed"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did it, where nobody is signed in yet."""

    name: str
    device_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that was done. `actor` and `device` are names as they were then."""

    id: int
    actor: str
    device: str | None
    what: What
    subject: str
    at: datetime


class Activity:
    """Notes and lists."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def note(self, member: int, actor: Principal | Actor, what: What, subject: str = "") -> None:
        """Writes one entry into that member's log."""
        async with self._store.write() as connection:
            await self.add(connection, member, actor, what, subject)

    async def add(
        self, connection: AsyncConnection, member: int, actor: Principal | Actor, what: What, subject: str = ""
    ) -> None:
        """The same within a transaction of the caller."""
        await connection.execute(
            insert(activity).values(
                member_id=member,
                actor=actor.name,
                device=actor.device_name,
                what=what.value,
                subject=plain(subject),
                at=self._clock(),
            )
        )

    async def list(self, member: int, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """The newest entries first. For the next page, `before` is the id of the last one of this page."""
        found = select(activity).where(activity.c.member_id == member)
        if before is not None:
            found = found.where(activity.c.id < before)
        found = found.order_by(activity.c.id.desc()).limit(max(1, min(limit, MOST)))
        async with self._store.read() as connection:
            rows = (await connection.execute(found)).all()
        return tuple(
            Entry(id=row.id, actor=row.actor, device=row.device, what=What(row.what), subject=row.subject, at=row.at)
            for row in rows
        )


def plain(subject: str) -> str:
    """One short line; a token that came in by mistake is left out."""
    line = "".join(one if one.isprintable() else " " for one in TOKEN.sub(f"{PREFIX}...", subject))
    return line[:LONGEST]
