"""Signing in: a name and a password, with a one-time code where it is switched on, for the token of a browser."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, Actor, What
from backend.members.attempts import BY_NAME, BY_SOURCE, Attempts, Try, network_of
from backend.members.devices import Device, Devices
from backend.members.names import alike, clean_name
from backend.members.one_time_codes import OneTimeCodes
from backend.members.passwords import Passwords
from backend.members.principal import DeviceKind
from backend.members.trouble import WRONG_SIGN_IN, NotSignedIn
from backend.store import Store
from backend.store.tables import members
from backend.store.tables_people import standings


@dataclass(frozen=True, kw_only=True)
class _Known:
    """A member of that name."""

    member: int
    name: str
    password: str | None = field(repr=False)


class SigningIn:
    """Lets members in by what they know. Whatever was wrong is answered alike, and makes the next try wait."""

    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        codes: OneTimeCodes,
        devices: Devices,
        attempts: Attempts,
        log: Activity,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._codes = codes
        self._devices = devices
        self._attempts = attempts
        self._log = log

    async def sign_in(
        self, name: str, password: str, *, code: str | None = None, source: str, device: str
    ) -> tuple[Device, str]:
        """A new device of that name, and its token.

        `source` is the address that asks. NotSignedIn when something is wrong; TooSoon, before the password is looked
        at, when this name or this address was tried too often.
        """
        clean_name(device, "device_name")
        tries = (
            Try(kind="name", value=alike(name), patience=BY_NAME),
            Try(kind="source", value=network_of(source), patience=BY_SOURCE, shared=True),
        )
        await self._attempts.claim(*tries)
        async with self._store.read() as connection:
            known = await _find(connection, name)
        if not await self._passwords.fits(password, known.password if known else None) or known is None:
            raise NotSignedIn(WRONG_SIGN_IN)
        async with self._store.write() as connection:
            seed = await self._codes.seed_of(connection, known.member)
            if seed and not await self._codes.use(connection, known.member, seed, code or ""):
                raise NotSignedIn(WRONG_SIGN_IN)
            if await _find(connection, name) != known:
                raise NotSignedIn(WRONG_SIGN_IN)  # removed, or the password changed, while it was looked at
            made = await self._devices.add(connection, known.member, DeviceKind.BROWSER, device)
            await self._attempts.forgive(connection, *tries)
            await self._log.add(
                connection, known.member, Actor(name=known.name, device_name=made[0].name), What.SIGNED_IN
            )
        return made


async def _find(connection: AsyncConnection, name: str) -> _Known | None:
    """The member whose name people would read as this one."""
    found = select(members.c.id, members.c.name, standings.c.password).select_from(members.join(standings))
    for row in await connection.execute(found):
        if alike(row.name) == alike(name):
            return _Known(member=row.id, name=row.name, password=row.password)
    return None
