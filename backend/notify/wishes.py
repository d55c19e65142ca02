"""What a member wishes to be told at once, when they want quiet, and when the weekly digest comes."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.flow.findings import What
from backend.members.trouble import Invalid
from backend.notify import words
from backend.notify.hours import is_zone, next_digest
from backend.notify.terms import AT_ONCE
from backend.store import Store
from backend.store.tables import OWNER
from backend.store.tables_jobs import findings
from backend.store.tables_notify import notify_messages, notify_wishes

MONDAY, MORNING = 0, 9
Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """`quiet`: from and until, in minutes of the day in that zone. `weekday`: 0 is Monday."""

    at_once: frozenset[What] = frozenset(AT_ONCE)
    quiet: tuple[int, int] | None = None
    zone: str = "UTC"
    digest: bool = True
    weekday: int = MONDAY
    hour: int = MORNING

    def checked(self) -> "Wishes":
        """The same. Invalid, with what to do, when it makes no sense."""
        if not is_zone(self.zone):
            raise Invalid("time_zone", words.NO_ZONE)
        if self.quiet and self.quiet[0] == self.quiet[1]:
            raise Invalid("quiet_hours", words.NO_LENGTH)
        return self


class AllWishes:
    """Keeps the wishes of one member."""

    def __init__(self, store: Store, clock: Clock, member: int = OWNER) -> None:
        self._store = store
        self._clock = clock
        self.member = member

    def of(self, member: int) -> "AllWishes":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        return others

    async def get(self) -> Wishes:
        """What they wish; what is usual, when they have not said."""
        mine = select(notify_wishes).where(notify_wishes.c.member_id == self.member)
        async with self._store.read() as connection:
            row = (await connection.execute(mine)).one_or_none()
        return wishes_of(row) if row else Wishes()

    async def put(self, wishes: Wishes) -> None:
        """Keeps them. What is on its way is looked at again by them."""
        values = _values(wishes.checked(), self._clock())
        mine = notify_wishes.c.member_id == self.member
        waiting = (notify_messages.c.member_id == self.member, notify_messages.c.state == "waiting")
        async with self._store.write() as connection:
            await self.begin(connection)
            await connection.execute(update(notify_wishes).where(mine).values(values))
            await connection.execute(update(notify_messages).where(*waiting).values(due=self._clock()))

    async def begin(self, connection: AsyncConnection) -> None:
        """From now on they are told, and not of what was found before."""
        known = select(notify_wishes.c.member_id).where(notify_wishes.c.member_id == self.member)
        if (await connection.execute(known)).first() is None:
            last = (await connection.execute(select(func.max(findings.c.id)))).scalar_one() or 0
            values = {"member_id": self.member, "told": last, "digested": last, **_values(Wishes(), self._clock())}
            await connection.execute(insert(notify_wishes).values(values))


def wishes_of(row: Row[Any]) -> Wishes:
    """As they are stored."""
    return Wishes(
        at_once=frozenset(one for one in AT_ONCE if getattr(row, one.value)),
        quiet=None if row.quiet_from is None else (row.quiet_from, row.quiet_until),
        zone=row.zone,
        digest=row.digest,
        weekday=row.weekday,
        hour=row.hour,
    )


def _values(wishes: Wishes, now: datetime) -> Mapping[str, Any]:
    return {
        **{one.value: one in wishes.at_once for one in AT_ONCE},
        "quiet_from": wishes.quiet[0] if wishes.quiet else None,
        "quiet_until": wishes.quiet[1] if wishes.quiet else None,
        "zone": wishes.zone,
        "digest": wishes.digest,
        "weekday": wishes.weekday,
        "hour": wishes.hour,
        "next_digest": next_digest(now, wishes.zone, wishes.weekday, wishes.hour),
    }
