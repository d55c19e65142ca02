"""The devices of members: each has a token, is known by its hash, and can be shut out at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, What
from backend.members.grants import Grants
from backend.members.names import clean_name
from backend.members.principal import DeviceKind, Principal, Role
from backend.members.rules import Action
from backend.members.tokens import hash_of, new_id, new_token
from backend.members.trouble import Invalid, NotSignedIn, NotThere
from backend.store import Store
from backend.store.tables import members
from backend.store.tables_people import devices, standings

Clock = Callable[[], datetime]
IDLE = timedelta(days=90)
"""A token that was not used for so long is void."""
NOTED_EVERY = timedelta(minutes=1)
LONGEST_EXTENSION = 80


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device, without its token. `extension`: the only extension with which the token is good."""

    id: str
    member: int
    kind: DeviceKind
    name: str
    extension: str | None
    created: datetime
    used: datetime


class Devices:
    """Issues tokens, knows them again, and revokes them."""

    def __init__(self, store: Store, grants: Grants, log: Activity, *, clock: Clock) -> None:
        self._store = store
        self._grants = grants
        self._log = log
        self._clock = clock

    async def issue(self, who: Principal, name: str) -> tuple[Device, str]:
        """A token for a program of the member's own. It is shown once, and never stored."""
        await self._grants.require(who, Action.CHANGE_SELF, who.member)
        async with self._store.write() as connection:
            device, token = await self.add(connection, who.member, DeviceKind.SCRIPT, name)
            await self._log.add(connection, who.member, who, What.DEVICE_ADDED, device.name)
        return device, token

    async def add(
        self, connection: AsyncConnection, member: int, kind: DeviceKind, name: str, extension: str | None = None
    ) -> tuple[Device, str]:
        """A new device within a transaction of the caller, who has made sure whose it is."""
        if (kind is DeviceKind.EXTENSION) != bool(extension) or len(extension or "") > LONGEST_EXTENSION:
            raise Invalid("extension", "must be named for an extension, by its id, and for nothing else.")
        now, token = self._clock(), new_token()
        device = Device(
            id=new_id(),
            member=member,
            kind=kind,
            name=clean_name(name, "device_name"),
            extension=extension,
            created=now,
            used=now,
        )
        gone = or_(devices.c.used < now - IDLE, devices.c.revoked < now - IDLE)
        await connection.execute(delete(devices).where(devices.c.member_id == member, gone))
        await connection.execute(
            insert(devices).values(
                id=device.id,
                member_id=member,
                kind=kind.value,
                name=device.name,
                extension=extension,
                token_hash=hash_of(token),
                created=now,
                used=now,
            )
        )
        return device, token

    async def authenticate(self, token: str, *, extension: str | None = None) -> Principal:
        """Who asks with this token. NotSignedIn, always alike, when it is wrong, expired, revoked or from elsewhere.

        `extension`: the id of the extension that asks; None when it is none.
        """
        found = (
            select(devices, members.c.name.label("member_name"), standings.c.role)
            .join(members, members.c.id == devices.c.member_id)
            .join(standings, standings.c.member_id == devices.c.member_id)
            .where(devices.c.token_hash == hash_of(token), *self._live())
        )
        async with self._store.read() as connection:
            row = (await connection.execute(found)).one_or_none()
        if row is None or row.extension != extension:
            raise NotSignedIn
        if self._clock() - row.used >= NOTED_EVERY:
            await self._note_use(row.id)
        return Principal(
            member=row.member_id,
            name=row.member_name,
            role=Role(row.role),
            device=row.id,
            device_name=row.name,
            kind=DeviceKind(row.kind),
            extension=row.extension,
        )

    async def list(self, who: Principal, member: int | None = None) -> tuple[Device, ...]:
        """The devices that are let in, in the order in which they came: one's own, or those of that member."""
        whose = who.member if member is None else member
        await self._grants.require(who, Action.SEE_DEVICES, whose)
        found = select(devices).where(devices.c.member_id == whose, *self._live())
        async with self._store.read() as connection:
            rows = await connection.execute(found.order_by(devices.c.created, devices.c.id))
            return tuple(map(_device, rows))

    async def revoke(self, who: Principal, id: str) -> Device:
        """Shuts a device out, at once. An extension or a program may only shut out itself."""
        async with self._store.read() as connection:
            row = (await connection.execute(select(devices).where(devices.c.id == id, *self._live()))).one_or_none()
        if row is None:
            raise NotThere
        if id != who.device:
            await self._grants.require(who, Action.REVOKE_DEVICES, row.member_id)
        async with self._store.write() as connection:
            await connection.execute(update(devices).where(devices.c.id == id).values(revoked=self._clock()))
            await self._log.add(connection, row.member_id, who, What.DEVICE_REVOKED, row.name)
        return _device(row)

    async def revoke_all(self, who: Principal) -> int:
        """Shuts out all of one's own devices but the one that asks; how many those were."""
        await self._grants.require(who, Action.REVOKE_DEVICES, who.member)
        others = devices.c.id != (who.device or "")
        async with self._store.write() as connection:
            mine = update(devices).where(devices.c.member_id == who.member, others, *self._live())
            count = (await connection.execute(mine.values(revoked=self._clock()))).rowcount
            await self._log.add(connection, who.member, who, What.DEVICE_REVOKED, str(count))
        return count

    async def _note_use(self, id: str) -> None:
        """Once a minute at most; a clock that was set back does not shorten what is left."""
        now = self._clock()
        async with self._store.write() as connection:
            await connection.execute(update(devices).where(devices.c.id == id, devices.c.used < now).values(used=now))

    def _live(self) -> tuple[ColumnElement[bool], ...]:
        return devices.c.revoked.is_(None), devices.c.used > self._clock() - IDLE


def _device(row: Row[Any]) -> Device:
    return Device(
        id=row.id,
        member=row.member_id,
        kind=DeviceKind(row.kind),
        name=row.name,
        extension=row.extension,
        created=row.created,
        used=row.used,
    )
