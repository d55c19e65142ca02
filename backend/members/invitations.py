"""Invitations: a link that works once, for seven days, and brings a new member into the household."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, Actor, What
from backend.members.grants import Grants
from backend.members.member import Member, require_free, the_member
from backend.members.names import alike, clean_name
from backend.members.passwords import Passwords, require_good
from backend.members.principal import Principal, Role
from backend.members.rules import Action, Scope
from backend.members.tokens import hash_of, new_id, new_token
from backend.members.trouble import Invalid, NotThere
from backend.store import Store
from backend.store.tables import OWNER, members
from backend.store.tables_people import invitations, standings

Clock = Callable[[], datetime]
GOOD_FOR = timedelta(days=7)
NOT_GOOD = "This invitation is not good, or not any more: each works once, for seven days. Ask the owner for a new one."


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Who may come in, and as what."""

    id: str
    name: str
    role: Role
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A new invitation with the token of its link, which is shown once."""

    invitation: Invitation
    token: str = field(repr=False)


class Invitations:
    """Makes, shows, withdraws and accepts invitations."""

    def __init__(self, store: Store, passwords: Passwords, grants: Grants, log: Activity, *, clock: Clock) -> None:
        self._store = store
        self._passwords = passwords
        self._grants = grants
        self._log = log
        self._clock = clock

    async def invite(self, who: Principal, name: str, role: Role = Role.MEMBER) -> Invited:
        """The owner's. Who is invited as restricted is looked after by the owner, with both grants, from the start.

        Invited again under the same name, the link from before does not work any more.
        """
        await self._grants.require(who, Action.INVITE, who.member)
        if role is Role.OWNER:
            raise Invalid("role", "cannot be owner: a household has one. Invite as member or restricted.")
        clean, now = clean_name(name), self._clock()
        invitation = Invitation(id=new_id(), name=clean, role=role, until=now + GOOD_FOR)
        token = new_token()
        row = {"id": invitation.id, "token_hash": hash_of(token), "name": clean, "role": role.value}
        async with self._store.write() as connection:
            await require_free(connection, clean)
            await self._make_way(connection, clean)
            await connection.execute(
                insert(invitations).values(invited_by=who.member, created=now, until=invitation.until, **row)
            )
            await self._log.add(connection, who.member, who, What.INVITED, clean)
        return Invited(invitation=invitation, token=token)

    async def list(self, who: Principal) -> tuple[Invitation, ...]:
        """What is open."""
        await self._grants.require(who, Action.INVITE, who.member)
        found = select(invitations).where(self._open()).order_by(invitations.c.created, invitations.c.id)
        async with self._store.read() as connection:
            return tuple(_invitation(row) for row in await connection.execute(found))

    async def withdraw(self, who: Principal, id: str) -> None:
        """Its link does not work any more, at once."""
        await self._grants.require(who, Action.INVITE, who.member)
        gone = delete(invitations).where(invitations.c.id == id, self._open()).returning(invitations.c.name)
        async with self._store.write() as connection:
            name = (await connection.execute(gone)).scalar_one_or_none()
            if name is None:
                raise NotThere
            await self._log.add(connection, who.member, who, What.INVITATION_WITHDRAWN, name)

    async def look_up(self, token: str) -> Invitation:
        """What a link says. NotThere, always alike, when it does not work."""
        found = select(invitations).where(invitations.c.token_hash == hash_of(token), self._open())
        async with self._store.read() as connection:
            row = (await connection.execute(found)).one_or_none()
        if row is None:
            raise NotThere(NOT_GOOD)
        return _invitation(row)

    async def accept(self, token: str, password: str, *, name: str | None = None) -> Member:
        """Makes the new member, with this password, and under another name if they want. They may sign in then."""
        invitation = await self.look_up(token)
        wanted = clean_name(name or invitation.name)
        require_good(password)
        hashed = await self._passwords.hashed(password)
        taken = delete(invitations).where(invitations.c.token_hash == hash_of(token), self._open())
        async with self._store.write() as connection:
            row = (await connection.execute(taken.returning(invitations))).one_or_none()
            if row is None:
                raise NotThere(NOT_GOOD)
            await require_free(connection, wanted)
            return await self._join(connection, wanted, Role(row.role), hashed)

    async def _make_way(self, connection: AsyncConnection, name: str) -> None:
        """Removes invitations that are over, and an older one for the same name."""
        found = (await connection.execute(select(invitations))).all()
        gone = [row.id for row in found if row.until <= self._clock() or alike(row.name) == alike(name)]
        await connection.execute(delete(invitations).where(invitations.c.id.in_(gone)))

    async def _join(self, connection: AsyncConnection, name: str, role: Role, hashed: str) -> Member:
        made = await connection.execute(
            insert(members).values(name=name, created=self._clock()).returning(members.c.id)
        )
        number: int = made.scalar_one()
        await connection.execute(insert(standings).values(member_id=number, role=role.value, password=hashed))
        for member in (number, OWNER):
            await self._log.add(connection, member, Actor(name=name), What.JOINED, name)
        for scope in Scope if role is Role.RESTRICTED else ():
            await self._grants.add(connection, number, scope)
            await self._log.add(connection, number, Actor(name=name), What.GRANTED, scope.value)
        return await the_member(connection, number)

    def _open(self) -> ColumnElement[bool]:
        return invitations.c.until > self._clock()


def _invitation(row: Any) -> Invitation:
    return Invitation(id=row.id, name=row.name, role=Role(row.role), until=row.until)
