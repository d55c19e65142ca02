"""Where a member is told: a name and a kind that are shown, and an address that is sealed and never shown again."""

import copy
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.catalogue import nearest
from automations.outcome import Refused
from backend.members.names import alike, clean_name
from backend.members.trouble import Conflict, NotThere, TooSoon
from backend.messenger.form import Ended, Why
from backend.notify import words
from backend.notify.wishes import AllWishes
from backend.store import Store
from backend.store.tables import OWNER
from backend.store.tables_notify import notify_messages, notify_targets
from backend.store.tables_people import devices
from backend.vault import Place, Vault

MOST = 10
"""Places of one member."""
BETWEEN_TESTS = timedelta(seconds=10)
PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180, 360, 720))
"""After so many failures in a row; the last one goes on."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One place. `failing`: since when nothing arrives there; `why`: what came of the last try. `waiting`: messages.

    `gone`: a browser that takes none any more.
    """

    id: str
    name: str
    scheme: str
    added: datetime
    sent: datetime | None
    failing: datetime | None
    next_try: datetime | None
    why: str | None
    gone: bool
    waiting: int
    given_up: int


class Targets:
    """Keeps the places of one member."""

    def __init__(self, store: Store, vault: Vault, wishes: AllWishes, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._vault = vault
        self._wishes = wishes
        self._clock = clock
        self.member = OWNER

    def of(self, member: int) -> "Targets":
        """The same for another member."""
        others = copy.copy(self)
        others.member, others._wishes = member, self._wishes.of(member)
        return others

    async def list(self) -> tuple[Target, ...]:
        """All of them, in the order in which they were added."""
        async with self._store.read() as connection:
            rows = (await connection.execute(self._mine().order_by(notify_targets.c.added, notify_targets.c.id))).all()
            return tuple([await _shown(connection, row) for row in rows])

    async def get(self, id: str) -> Target:
        """One of them. NotThere when it is not theirs."""
        async with self._store.read() as connection:
            row = (await connection.execute(self._mine().where(notify_targets.c.id == id))).one_or_none()
            if row is None:
                raise NotThere
            return await _shown(connection, row)

    async def named(self, name: str) -> Target:
        """The one of that name. Refused, with the nearest names, when there is none."""
        known = {alike(one.name): one for one in await self.list()}
        if alike(name) not in known:
            near = nearest(name, {one.name: one for one in known.values()}) if known else ""
            raise Refused(words.NO_TARGET.format(name=name, nearest=near).strip())
        return known[alike(name)]

    async def require_room(self, name: str) -> str:
        """The name as it is kept. Conflict when it is taken, or there are too many."""
        clean, there = clean_name(name), await self.list()
        if any(alike(one.name) == alike(clean) for one in there):
            raise Conflict(words.TAKEN.format(name=clean))
        if len(there) >= MOST:
            raise Conflict(words.TOO_MANY.format(most=MOST))
        return clean

    async def add(self, name: str, scheme: str, url: str) -> Target:
        """A new one; its address is sealed in the same transaction."""
        id, now = secrets.token_hex(16), self._clock()
        values = {"id": id, "member_id": self.member, "name": name, "scheme": scheme, "added": now, "failures": 0}
        count = select(func.count()).where(notify_targets.c.member_id == self.member)
        same = self._mine().where(notify_targets.c.name == name)
        async with self._store.write() as connection:
            if (await connection.execute(same)).first():
                raise Conflict(words.TAKEN.format(name=name))
            if (await connection.execute(count)).scalar_one() >= MOST:
                raise Conflict(words.TOO_MANY.format(most=MOST))
            await connection.execute(insert(notify_targets).values(values))
            await self._vault.put(connection, self._place(id), url.encode())
            await self._wishes.begin(connection)
        return await self.get(id)

    async def remove(self, id: str) -> None:
        """Forgets it with its address, and what was on its way there."""
        async with self._store.write() as connection:
            gone = delete(notify_targets).where(notify_targets.c.id == id, notify_targets.c.member_id == self.member)
            if not (await connection.execute(gone)).rowcount:
                raise NotThere
            await self._vault.remove(connection, self._place(id))
        await self._store.wipe_traces()

    async def url(self, id: str) -> str | None:
        """Its address; None when it, or the member, is gone."""
        async with self._store.read() as connection:
            if (await connection.execute(self._mine().where(notify_targets.c.id == id))).first() is None:
                return None
            sealed = await self._vault.get(connection, self._place(id))
        return sealed.decode() if sealed else None

    async def is_shut_out(self, device: str | None) -> bool:
        """Whether a device of the member's was shut out, or signed out. One that only rested was not."""
        revoked = (devices.c.id == device, devices.c.member_id == self.member, devices.c.revoked.is_not(None))
        async with self._store.read() as connection:
            return (await connection.execute(select(devices.c.id).where(*revoked))).first() is not None

    async def testing(self, id: str) -> None:
        """Notes that it is tried out now. TooSoon when that was done just before."""
        now, tested = self._clock(), notify_targets.c.tested
        free = or_(tested.is_(None), tested <= now - BETWEEN_TESTS)
        this = (notify_targets.c.id == id, notify_targets.c.member_id == self.member)
        async with self._store.write() as connection:
            if not (await connection.execute(update(notify_targets).where(*this, free).values(tested=now))).rowcount:
                raise TooSoon(int(BETWEEN_TESTS.total_seconds()))

    async def note(self, id: str, ended: Ended) -> None:
        """What came of a try. After a failure the next one waits, longer each time."""
        async with self._store.write() as connection:
            await note(connection, id, ended, self._clock())

    def _mine(self) -> Any:
        return select(notify_targets).where(notify_targets.c.member_id == self.member)

    def _place(self, id: str) -> Place:
        return Place(field=f"notify_{id}", member=self.member)


async def note(connection: AsyncConnection, id: str, ended: Ended, now: datetime) -> None:
    """The same, within a transaction."""
    this = notify_targets.c.id == id
    if ended.why is None:
        fine = {"sent": now, "failures": 0, "failing": None, "next_try": None, "why": None, "status": None}
        await connection.execute(update(notify_targets).where(this).values(fine))
        return
    row = (await connection.execute(select(notify_targets).where(this))).one_or_none()
    if row is None:
        return
    pause = PAUSES[min(row.failures, len(PAUSES) - 1)]
    bad = {"failures": row.failures + 1, "failing": row.failing or now, "next_try": now + pause}
    await connection.execute(update(notify_targets).where(this).values(**bad, why=ended.why.value, status=ended.status))


async def _shown(connection: AsyncConnection, row: Row[Any]) -> Target:
    counted = select(notify_messages.c.state, func.count()).where(notify_messages.c.target_id == row.id)
    rows = await connection.execute(counted.group_by(notify_messages.c.state))
    states: dict[str, int] = {one[0]: one[1] for one in rows}
    return Target(
        id=row.id,
        name=row.name,
        scheme=row.scheme,
        added=row.added,
        sent=row.sent,
        failing=row.failing,
        next_try=row.next_try,
        why=words.said_of(Why(row.why), row.status) if row.why else None,
        gone=row.why == Why.GONE.value,
        waiting=states.get("waiting", 0) + states.get("sending", 0),
        given_up=states.get("given_up", 0),
    )
