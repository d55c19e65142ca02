"""What is on its way to whom: kept until it was handed over, and handed over by one worker at a time.

Nothing is lost: a finding is passed on in the transaction that says so. A message is taken with a lease, in one
transaction, and what came of it is noted afterwards. Whoever is killed between the two leaves one of which nobody knows
whether it arrived; it is sent again when the lease is over, and says that it may be a repeat. So it is sent at least
once, and twice only with that remark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.flow.findings import What
from backend.messenger.form import Ended, Why
from backend.notify.hours import next_digest, quiet_until
from backend.notify.targets import note
from backend.notify.terms import FOR_GOOD, UNSURE, Kind
from backend.notify.wishes import wishes_of
from backend.store import Store
from backend.store.tables_jobs import findings
from backend.store.tables_notify import notify_messages, notify_targets, notify_wishes

GATHERED = timedelta(seconds=60)
"""What is found within this time goes out as one message."""
LEASE = timedelta(minutes=5)
"""Longer than any try can take."""
TRIES = 8
MOST = 100
"""Findings in one message."""
KEPT = timedelta(days=90)
Waiting = Row[Any]


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """Messages to one target that go out as one. `tries`: of each of them, by which it is still this worker's."""

    member: int
    target: str
    kind: Kind
    tries: dict[int, int]
    findings: tuple[int, ...]
    after: int = 0
    until: int = 0
    repeat: bool


class Outbox:
    """Of all members."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def gather(self) -> int:
        """Passes on what was found since the last time, and the digests that are due; how many messages there are."""
        if not await self._is_something_new():
            return 0
        made = 0
        async with self._store.write() as connection:
            for row in (await connection.execute(select(notify_wishes).where(self._has_news()))).all():
                made += await self._pass_on(connection, row)
                made += await self._digest(connection, row)
        return made

    async def take(self) -> Parcel | None:
        """The next one that may go out now; None when there is none."""
        now = self._clock()
        async with self._store.read() as connection:
            if (await connection.execute(_due(now).limit(1))).first() is None:
                return None
        async with self._store.write() as connection:
            while first := (await connection.execute(_due(now).limit(1))).first():
                if parcel := await self._parcel(connection, first, now):
                    return parcel
        return None

    async def close(self, parcel: Parcel, ended: Ended) -> None:
        """Notes what came of it; not of what another worker has taken meanwhile."""
        now, why = self._clock(), ended.why
        async with self._store.write() as connection:
            for id, tries in parcel.tries.items():
                over = why is not None and (why in FOR_GOOD or tries >= TRIES)
                state = "sent" if why is None else "given_up" if over else "waiting"
                this = (notify_messages.c.id == id, notify_messages.c.tries == tries)
                mine = update(notify_messages).where(*this, notify_messages.c.state == "sending")
                await connection.execute(mine.values(state=state, unsure=why in UNSURE, lease=None))
            await note(connection, parcel.target, ended, now)

    async def drop(self, parcel: Parcel) -> None:
        """There is nothing to tell any more."""
        async with self._store.write() as connection:
            await _set(connection, parcel.tries, state="void", lease=None)

    async def forget(self) -> None:
        """Removes what was over long ago."""
        old = notify_messages.c.made < self._clock() - KEPT
        async with self._store.write() as connection:
            await connection.execute(
                delete(notify_messages).where(old, notify_messages.c.state.in_(["sent", "void", "given_up"]))
            )

    async def _is_something_new(self) -> bool:
        wanted = select(notify_wishes.c.member_id).where(self._has_news())
        async with self._store.read() as connection:
            return (await connection.execute(wanted.limit(1))).first() is not None

    def _has_news(self) -> Any:
        """Whether something of a member was found since, or their digest is due."""
        newest = select(func.max(findings.c.id)).where(findings.c.member_id == notify_wishes.c.member_id)
        due = and_(notify_wishes.c.digest, notify_wishes.c.next_digest <= self._clock())
        return or_(newest.scalar_subquery() > notify_wishes.c.told, due)

    async def _pass_on(self, connection: AsyncConnection, row: Row[Any]) -> int:
        """What is told at once, to each place of one member."""
        mine = (findings.c.member_id == row.member_id, findings.c.id > row.told)
        found = (await connection.execute(select(findings).where(*mine).order_by(findings.c.id))).all()
        if not found:
            return 0
        wished, now = {one.value for one in wishes_of(row).at_once}, self._clock()
        told = [one for one in found if one.kind in wished and one.seen is None]
        targets = await _targets(connection, row.member_id)
        for target in targets:
            for one in told:
                values = _message(row.member_id, target, "now", f"finding {one.id}", now, now + GATHERED)
                await connection.execute(insert(notify_messages).values(**values, finding_id=one.id))
        this = notify_wishes.c.member_id == row.member_id
        await connection.execute(update(notify_wishes).where(this).values(told=found[-1].id))
        return len(targets) * len(told)

    async def _digest(self, connection: AsyncConnection, row: Row[Any]) -> int:
        """The digest of one member, when its hour has come. One that was missed meanwhile is not made up for."""
        now = self._clock()
        if not row.digest or row.next_digest > now:
            return 0
        newest = select(func.max(findings.c.id)).where(findings.c.member_id == row.member_id)
        until = max((await connection.execute(newest)).scalar_one() or 0, row.digested)
        targets = await _targets(connection, row.member_id)
        for target in targets:
            values = _message(row.member_id, target, "digest", f"digest {row.next_digest:%Y-%m-%dT%H}", now, now)
            await connection.execute(insert(notify_messages).values(**values, after=row.digested, until=until))
        later = next_digest(now, row.zone, row.weekday, row.hour)
        this = notify_wishes.c.member_id == row.member_id
        values = {"next_digest": later, **({"digested": until} if targets else {})}
        await connection.execute(update(notify_wishes).where(this).values(values))
        return len(targets)

    async def _parcel(self, connection: AsyncConnection, first: Waiting, now: datetime) -> Parcel | None:
        """What goes out with that message; None when it has to wait, or is not told any more."""
        row = (
            await connection.execute(select(notify_wishes).where(notify_wishes.c.member_id == first.member_id))
        ).one()
        wishes = wishes_of(row)
        if first.kind == "digest" and not wishes.digest:
            await _set(connection, [first.id], state="void", lease=None)
            return None
        if first.kind == "digest":
            return await self._taken(connection, [first], now)
        if until := quiet_until(now, wishes.zone, wishes.quiet):
            mine = (notify_messages.c.member_id == first.member_id, notify_messages.c.kind == "now")
            later = update(notify_messages).where(*mine, notify_messages.c.state.in_(["waiting", "sending"]))
            await connection.execute(later.where(_free(now)).values(state="waiting", due=until))
            return None
        together = _due(now).where(notify_messages.c.target_id == first.target_id, notify_messages.c.kind == "now")
        rows = (await connection.execute(together.limit(MOST))).all()
        over = [one for one in rows if one.seen is not None or What(one.found) not in wishes.at_once]
        await _set(connection, [one.id for one in over], state="void", lease=None)
        left = [one for one in rows if one not in over]
        return await self._taken(connection, left, now) if left else None

    async def _taken(self, connection: AsyncConnection, rows: Sequence[Waiting], now: datetime) -> Parcel | None:
        spent = [one for one in rows if one.tries >= TRIES]
        await _set(connection, [one.id for one in spent], state="given_up", lease=None)
        left = [one for one in rows if one not in spent]
        if not left:
            return None
        for one in left:
            this = notify_messages.c.id == one.id
            taken = {"state": "sending", "tries": one.tries + 1, "unsure": True, "lease": now + LEASE}
            await connection.execute(update(notify_messages).where(this).values(taken))
        first = left[0]
        return Parcel(
            member=first.member_id,
            target=first.target_id,
            kind=first.kind,
            tries={one.id: one.tries + 1 for one in left},
            findings=tuple(one.finding_id for one in left if one.finding_id is not None),
            after=first.after or 0,
            until=first.until or 0,
            repeat=any(one.unsure for one in left),
        )


def _free(now: datetime) -> Any:
    """Whether nobody has it now."""
    left = and_(notify_messages.c.state == "sending", notify_messages.c.lease <= now)
    return or_(notify_messages.c.state == "waiting", left)


def _due(now: datetime) -> Any:
    """What may be handed over now, the oldest first."""
    rested = or_(notify_targets.c.next_try.is_(None), notify_targets.c.next_try <= now)
    joined = notify_messages.join(notify_targets).outerjoin(findings, findings.c.id == notify_messages.c.finding_id)
    return (
        select(notify_messages, findings.c.seen, findings.c.kind.label("found"))
        .select_from(joined)
        .where(_free(now), notify_messages.c.due <= now, rested)
        .order_by(notify_messages.c.id)
    )


def _message(member: int, target: str, kind: Kind, about: str, now: datetime, due: datetime) -> dict[str, Any]:
    of = {"member_id": member, "target_id": target, "kind": kind, "about": about}
    return {**of, "made": now, "due": due, "state": "waiting", "tries": 0, "unsure": False}


async def _targets(connection: AsyncConnection, member: int) -> Sequence[str]:
    """All places, but for browsers that are gone: nothing is sent to those again (RFC 8030, 7.3)."""
    there = or_(notify_targets.c.why.is_(None), notify_targets.c.why != Why.GONE.value)
    mine = select(notify_targets.c.id).where(notify_targets.c.member_id == member, there)
    return (await connection.execute(mine.order_by(notify_targets.c.added))).scalars().all()


async def _set(connection: AsyncConnection, ids: Any, **values: Any) -> None:
    if ids:
        await connection.execute(update(notify_messages).where(notify_messages.c.id.in_(list(ids))).values(values))
