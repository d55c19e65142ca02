"""What members let the owner do for them, and the one place where it is decided whether something may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, What
from backend.members.principal import Principal, Role
from backend.members.rules import RULES, Action, Scope, Whose, may, right_of
from backend.members.tokens import new_id
from backend.members.trouble import IN_PERSON, Invalid, NotAllowed, NotThere
from backend.store import Store
from backend.store.tables import OWNER
from backend.store.tables_people import activity, grants, standings

Clock = Callable[[], datetime]
SAID_ONCE_IN = timedelta(minutes=10)
"""A page that is looked at again and again is one use of a grant."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What one member lets another one do, until a moment or until it is taken back."""

    id: str
    member: int
    to: int
    scope: Scope
    created: datetime
    until: datetime | None


class Grants:
    """Gives, lists and takes back; and lets in who may, leaving a trace of every use."""

    def __init__(self, store: Store, log: Activity, *, clock: Clock) -> None:
        self._store = store
        self._log = log
        self._clock = clock

    async def give(self, who: Principal, scope: Scope, *, until: datetime | None = None) -> Grant:
        """Lets the owner do this from now on; given again, only its end changes."""
        await self.require(who, Action.GRANT, who.member)
        if until is not None and until <= self._clock():
            raise Invalid("end", "is over already. Choose a later one, or none.")
        async with self._store.write() as connection:
            grant = await self.add(connection, who.member, scope, until=until)
            await self._log.add(connection, who.member, who, What.GRANTED, scope.value)
        return grant

    async def add(
        self, connection: AsyncConnection, member: int, scope: Scope, *, until: datetime | None = None
    ) -> Grant:
        """The same within a transaction of the caller, without a question or a trace."""
        same = (*self._live(), grants.c.member_id == member, grants.c.to_member == OWNER, grants.c.scope == scope.value)
        there = (await connection.execute(select(grants.c.id).where(*same))).scalars().first()
        if there is None:
            there = new_id()
            row = {"id": there, "member_id": member, "to_member": OWNER, "scope": scope.value}
            await connection.execute(insert(grants).values(created=self._clock(), until=until, **row))
        else:
            await connection.execute(update(grants).where(grants.c.id == there).values(until=until))
        found = await connection.execute(select(grants).where(grants.c.id == there))
        return _grant(found.one())

    async def list(self, member: int) -> tuple[Grant, ...]:
        """What this member gave, or was given, and holds now."""
        mine = or_(grants.c.member_id == member, grants.c.to_member == member)
        found = select(grants).where(mine, *self._live()).order_by(grants.c.created, grants.c.id)
        async with self._store.read() as connection:
            return tuple(_grant(row) for row in await connection.execute(found))

    async def revoke(self, who: Principal, id: str) -> None:
        """Takes a grant back, or gives it up; at once. A restricted member cannot."""
        async with self._store.write() as connection:
            found = await connection.execute(select(grants).where(grants.c.id == id, *self._live()))
            row = found.one_or_none()
            if row is None or who.member not in (row.member_id, row.to_member):
                raise NotThere
            if not who.in_person:
                raise NotAllowed(IN_PERSON)
            if who.member == row.member_id and who.role not in RULES[Action.GRANT].own:
                raise NotAllowed
            await connection.execute(update(grants).where(grants.c.id == id).values(revoked=self._clock()))
            await self._log.add(connection, row.member_id, who, What.GRANT_REVOKED, row.scope)

    async def has(self, member: int, to: int, scope: Scope) -> bool:
        """Whether the member lets the other one do this now."""
        async with self._store.read() as connection:
            return scope in await self._scopes(connection, member, to)

    async def whose(self, who: Principal, member: int) -> Whose:
        """That member, and what they let whoever asks do now. NotThere when there is none."""
        async with self._store.read() as connection:
            found = await connection.execute(select(standings.c.role).where(standings.c.member_id == member))
            role = found.scalar_one_or_none()
            scopes = await self._scopes(connection, member, who.member)
        if role is None:
            raise NotThere
        return Whose(member=member, role=Role(role), grants=scopes)

    async def require(self, who: Principal, action: Action, member: int) -> None:
        """Returns when they may do this with that member's things. The use of a grant is noted for the member.

        NotThere for another member's things, as if there were none; NotAllowed for one's own.
        """
        whose = await self.whose(who, member)
        if not may(who, action, whose):
            if member != who.member:
                raise NotThere
            unpersonal = RULES[action].in_person and not who.in_person and who.role in RULES[action].own
            raise NotAllowed(IN_PERSON) if unpersonal else NotAllowed
        if isinstance(right_of(who, action, whose), Scope):
            await self._used(who, action, member)

    async def _scopes(self, connection: AsyncConnection, member: int, to: int) -> frozenset[Scope]:
        mine = (grants.c.member_id == member, grants.c.to_member == to, *self._live())
        return frozenset(map(Scope, (await connection.execute(select(grants.c.scope).where(*mine))).scalars()))

    async def _used(self, who: Principal, action: Action, member: int) -> None:
        same = select(activity.c.id).where(
            activity.c.member_id == member,
            activity.c.actor == who.name,
            activity.c.what == What.GRANT_USED.value,
            activity.c.subject == action.value,
            activity.c.at > self._clock() - SAID_ONCE_IN,
        )
        async with self._store.write() as connection:
            if (await connection.execute(same.limit(1))).first() is None:
                await self._log.add(connection, member, who, What.GRANT_USED, action.value)

    def _live(self) -> tuple[ColumnElement[bool], ...]:
        return grants.c.revoked.is_(None), or_(grants.c.until.is_(None), grants.c.until > self._clock())


def _grant(row: Row[Any]) -> Grant:
    return Grant(
        id=row.id, member=row.member_id, to=row.to_member, scope=Scope(row.scope), created=row.created, until=row.until
    )
