"""Pairing: an extension shows a code, a member confirms it, and the extension alone gets a token, once."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, What
from backend.members.attempts import CODES, Attempts, Try
from backend.members.devices import LONGEST_EXTENSION, Device, Devices
from backend.members.grants import Grants
from backend.members.names import clean_name
from backend.members.principal import DeviceKind, Principal
from backend.members.rules import Action
from backend.members.tokens import hash_of, new_code, new_id, new_token, read_code
from backend.members.trouble import Invalid, NotAllowed, NotThere
from backend.store import Store
from backend.store.tables import members
from backend.store.tables_people import pairings

Clock = Callable[[], datetime]
GOOD_FOR = timedelta(minutes=5)
WRONG_SECRETS = 5
MOST_OPEN = 20
NO_CODE = "This code is not good, or not any more. Have the extension show a new one, and type that."


class State(StrEnum):
    """How far a pairing is."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    GONE = "gone"
    """Over, unknown, or asked for with a wrong secret: all look the same."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What the asker gets: a code to show to the person, and a secret to keep."""

    id: str
    code: str = field(repr=False)
    secret: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Redeemed:
    """What the asker is told; with `confirmed`, and once only, the token."""

    state: State
    device: Device | None = None
    token: str | None = field(default=None, repr=False)


class Pairing:
    """Begins, confirms and redeems."""

    def __init__(
        self, store: Store, devices: Devices, grants: Grants, attempts: Attempts, log: Activity, *, clock: Clock
    ) -> None:
        self._store = store
        self._devices = devices
        self._grants = grants
        self._attempts = attempts
        self._log = log
        self._clock = clock

    async def begin(self, name: str, extension: str) -> Begun:
        """Anybody who reaches the service may; the oldest give way when many are open."""
        if not extension or len(extension) > LONGEST_EXTENSION or not extension.isprintable():
            raise Invalid("extension", "must be the id of the extension that asks.")
        now = self._clock()
        begun = Begun(id=new_id(), code=new_code(), secret=new_token(), until=now + GOOD_FOR)
        row = {"id": begun.id, "code_hash": hash_of(begun.code), "secret_hash": hash_of(begun.secret), "tries": 0}
        clean = clean_name(name, "device_name")
        async with self._store.write() as connection:
            await self._make_room(connection)
            values = {"name": clean, "extension": extension, "created": now, "until": begun.until}
            await connection.execute(insert(pairings).values(**row, **values))
        return begun

    async def confirm(self, who: Principal, code: str, *, member: int | None = None) -> str:
        """Binds what shows this code to the member; the name of the device. NotThere when no such code is waiting.

        For another member at the machine only, for somebody who cannot sign in yet.
        """
        await self._grants.require(who, Action.CHANGE_SELF, who.member)
        if member not in (None, who.member) and not who.at_the_machine:
            raise NotAllowed
        shown = read_code(code)
        trial = Try(kind="pairing", value=str(who.member), patience=CODES)
        await self._attempts.claim(trial)
        waiting = (pairings.c.code_hash == hash_of(shown), pairings.c.confirmed_by.is_(None), *self._open())
        whose = who.member if member is None else member
        async with self._store.write() as connection:
            if (await connection.execute(select(members.c.id).where(members.c.id == whose))).first() is None:
                raise NotThere
            bound = update(pairings).where(*waiting).values(confirmed_by=whose).returning(pairings.c.name)
            name = (await connection.execute(bound)).scalar_one_or_none()
            if name is None:
                raise NotThere(NO_CODE)
            await self._attempts.forgive(connection, trial)
            await self._log.add(connection, whose, who, What.DEVICE_ADDED, name)
        return str(name)

    async def redeem(self, id: str, secret: str, *, extension: str) -> Redeemed:
        """Where it stands, for the asker. Whoever is first after it was confirmed gets the token; nobody else does."""
        async with self._store.read() as connection:
            row = await self._find(connection, id)
        if row is None:
            return Redeemed(state=State.GONE)
        if not _is_the_askers(row, secret, extension):
            async with self._store.write() as connection:
                wrong = update(pairings).where(pairings.c.id == id)
                await connection.execute(wrong.values(tries=pairings.c.tries + 1))
            return Redeemed(state=State.GONE)
        if row.confirmed_by is None:
            return Redeemed(state=State.WAITING)
        return await self._hand_over(id)

    async def _hand_over(self, id: str) -> Redeemed:
        """The token; of many who ask at the same time one gets it, because only one finds it not redeemed yet."""
        async with self._store.write() as connection:
            mine = update(pairings).where(pairings.c.id == id, pairings.c.confirmed_by.is_not(None), *self._open())
            taken = await connection.execute(mine.values(redeemed=self._clock()).returning(pairings))
            row = taken.one_or_none()
            if row is None:
                return Redeemed(state=State.GONE)
            device, token = await self._devices.add(
                connection, row.confirmed_by, DeviceKind.EXTENSION, row.name, row.extension
            )
        return Redeemed(state=State.CONFIRMED, device=device, token=token)

    async def _find(self, connection: AsyncConnection, id: str) -> Row[Any] | None:
        return (await connection.execute(select(pairings).where(pairings.c.id == id, *self._open()))).one_or_none()

    async def _make_room(self, connection: AsyncConnection) -> None:
        """Removes what is over, then the oldest, those that nobody confirmed first."""
        over = or_(
            pairings.c.until <= self._clock(), pairings.c.redeemed.is_not(None), pairings.c.tries >= WRONG_SECRETS
        )
        await connection.execute(delete(pairings).where(over))
        open_ones: int = (await connection.execute(select(func.count()).select_from(pairings))).scalar_one()
        if open_ones < MOST_OPEN:
            return
        unconfirmed_first = case((pairings.c.confirmed_by.is_(None), 0), else_=1)
        oldest = select(pairings.c.id).order_by(unconfirmed_first, pairings.c.created, pairings.c.id)
        ids = (await connection.execute(oldest.limit(open_ones - MOST_OPEN + 1))).scalars().all()
        await connection.execute(delete(pairings).where(pairings.c.id.in_(ids)))

    def _open(self) -> tuple[Any, ...]:
        return pairings.c.redeemed.is_(None), pairings.c.until > self._clock(), pairings.c.tries < WRONG_SECRETS


def _is_the_askers(row: Row[Any], secret: str, extension: str) -> bool:
    return hmac.compare_digest(row.secret_hash, hash_of(secret)) and row.extension == extension
