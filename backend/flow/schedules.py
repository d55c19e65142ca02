"""When each account is looked at again: weekly unless the person says otherwise, never all at the same hour."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, insert, select, update

from backend.store import Store
from backend.store.tables import accounts, results
from backend.store.tables_jobs import schedules

USUAL_DAYS = 7
JITTER = 0.1
"""The share of the time between two looks by which each may come earlier or later."""
SOON = timedelta(minutes=5)
Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How often an account is looked at, and when next; 0 days is never. `repair`: what came back is set again.

    `lent`: only its person can look, in a browser of theirs, and is told when it is time.
    """

    account: int
    member: int
    platform: str
    days: int
    repair: bool
    next: datetime
    lent: bool


class Schedules:
    """Keeps and moves the dates."""

    def __init__(self, store: Store, *, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    async def set(self, account: int, *, days: int, repair: bool) -> None:
        """Says how often. The next look comes after that time."""
        values = {"days": days, "repair": repair, "next": self._after(days)}
        async with self._store.write() as connection:
            known = schedules.c.account_id == account
            changed = await connection.execute(update(schedules).where(known).values(values))
            if not changed.rowcount:
                await connection.execute(insert(schedules).values(account_id=account, **values))

    async def get(self, account: int) -> Schedule | None:
        """The account's schedule; None before its first run."""
        async with self._store.read() as connection:
            row = (await connection.execute(_all().where(schedules.c.account_id == account))).first()
        return Schedule(**row._mapping) if row else None

    async def list(self, member: int) -> tuple[Schedule, ...]:
        """All schedules of a member, the next one first."""
        wanted = _all().where(accounts.c.member_id == member).order_by(schedules.c.next)
        async with self._store.read() as connection:
            return tuple(Schedule(**row._mapping) for row in await connection.execute(wanted))

    async def begin(self) -> None:
        """Gives every account on which something was done, and that has none, the usual schedule."""
        visited = select(results.c.account_id).distinct()
        without = select(accounts.c.id).where(
            accounts.c.id.in_(visited), accounts.c.id.not_in(select(schedules.c.account_id))
        )
        async with self._store.read() as connection:
            found = (await connection.execute(without)).scalars().all()
        for account in found:
            await self.set(account, days=USUAL_DAYS, repair=False)

    async def due(self) -> tuple[Schedule, ...]:
        """What is due now, the longest first."""
        wanted = _all().where(schedules.c.days > 0, schedules.c.next <= self._clock()).order_by(schedules.c.next)
        async with self._store.read() as connection:
            return tuple(Schedule(**row._mapping) for row in await connection.execute(wanted))

    async def move_on(self, schedule: Schedule, *, soon: bool = False) -> bool:
        """Sets the next date; `soon` when the account is busy now. False when another worker was first."""
        later = self._clock() + SOON if soon else self._after(schedule.days)
        this = (schedules.c.account_id == schedule.account, schedules.c.next == schedule.next)
        async with self._store.write() as connection:
            return bool((await connection.execute(update(schedules).where(*this).values(next=later))).rowcount)

    def _after(self, days: int) -> datetime:
        return self._clock() + timedelta(days=days * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311


def _all() -> Select[tuple[int, int, str, int, bool, datetime, bool]]:
    return select(
        schedules.c.account_id.label("account"),
        accounts.c.member_id.label("member"),
        accounts.c.platform,
        schedules.c.days,
        schedules.c.repair,
        schedules.c.next,
        accounts.c.lent.is_not(None).label("lent"),
    ).join(accounts)
