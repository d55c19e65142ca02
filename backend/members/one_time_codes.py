"""One-time codes beside the password (RFC 6238): the seed is sealed, and every code is good once."""

import hmac
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, What
from backend.members.attempts import CODES, Attempts, Try
from backend.members.grants import Grants
from backend.members.own_password import AT_THE_MACHINE, OwnPassword
from backend.members.principal import Principal
from backend.members.rules import Action
from backend.members.trouble import Conflict, Invalid, NotAllowed
from backend.store import Store
from backend.store.tables_people import standings
from backend.vault import Place, Vault

Clock = Callable[[], datetime]
ISSUER = "Unconsent"
STEP_SECONDS = 30
AROUND = (0, -1, 1)
"""Steps before and after this one that are accepted, for clocks that differ."""
ON_ALREADY = "One-time codes are on already. Switch them off first, to begin with a new seed."
NOT_BEGUN = "One-time codes were not begun. Begin, put the seed into your app, and type the code it shows."


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What goes into the person's app, typed or as a picture of the address. Shown once."""

    seed: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class _Sealed:
    seed: str = field(repr=False)
    confirmed: bool


class OneTimeCodes:
    """Switches them on and off, and looks whether a code is good."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        own_password: OwnPassword,
        attempts: Attempts,
        grants: Grants,
        log: Activity,
        *,
        clock: Clock,
    ) -> None:
        self._store = store
        self._vault = vault
        self._own_password = own_password
        self._attempts = attempts
        self._grants = grants
        self._log = log
        self._clock = clock

    async def enrol(self, who: Principal) -> Enrolment:
        """A new seed, which counts when a code of it was typed."""
        await self._grants.require(who, Action.CHANGE_SELF, who.member)
        seed = pyotp.random_base32()
        async with self._store.write() as connection:
            if await self.seed_of(connection, who.member):
                raise Conflict(ON_ALREADY)
            await self._seal(connection, who.member, _Sealed(seed=seed, confirmed=False))
        return Enrolment(seed=seed, address=pyotp.TOTP(seed).provisioning_uri(name=who.name, issuer_name=ISSUER))

    async def confirm(self, who: Principal, code: str) -> None:
        """From now on signing in needs a code. Invalid when this one does not fit."""
        await self._grants.require(who, Action.CHANGE_SELF, who.member)
        trial = Try(kind="first one-time code", value=str(who.member), patience=CODES)
        await self._attempts.claim(trial)
        async with self._store.write() as connection:
            sealed = await self._open(connection, who.member)
            if sealed is None or sealed.confirmed:
                raise Conflict(ON_ALREADY if sealed else NOT_BEGUN)
            if not await self.use(connection, who.member, sealed.seed, code):
                raise Invalid("code", "is not the one of this moment. Look at the clock of your phone, and try again.")
            await self._seal(connection, who.member, _Sealed(seed=sealed.seed, confirmed=True))
            await self._attempts.forgive(connection, trial)
            await self._log.add(connection, who.member, who, What.CODES_ON)

    async def disable(self, who: Principal, password: str) -> None:
        """The password is enough again; it is asked for."""
        await self._own_password.require(who, password)
        await self._switch_off(who, who.member)

    async def reset(self, who: Principal, member: int) -> None:
        """The same for a member whose phone is lost, by whoever has the data folder."""
        if not who.at_the_machine:
            raise NotAllowed(AT_THE_MACHINE)
        await self._switch_off(who, member)

    async def seed_of(self, connection: AsyncConnection, member: int) -> str | None:
        """The seed of a member who signs in with codes; None for one who does not."""
        sealed = await self._open(connection, member)
        return sealed.seed if sealed and sealed.confirmed else None

    async def use(self, connection: AsyncConnection, member: int, seed: str, code: str) -> bool:
        """Whether the code is good now; if so, it and all before it are used up."""
        step = self._step_of(seed, code)
        if step is None:
            return False
        used, now = standings.c.totp_used, self._now
        fresh = or_(used.is_(None), used < step, used > now + max(AROUND))  # the last: the clock was set back since
        mine = update(standings).where(standings.c.member_id == member, fresh).values(totp_used=step)
        return (await connection.execute(mine)).rowcount == 1

    @property
    def _now(self) -> int:
        return int(self._clock().timestamp()) // STEP_SECONDS

    def _step_of(self, seed: str, code: str) -> int | None:
        """The step to which the code belongs."""
        typed = "".join(unicodedata.normalize("NFKC", code).split()).encode("utf-8", "surrogatepass")
        codes = pyotp.TOTP(seed)
        steps = [self._now + one for one in AROUND]
        fitting = [one for one in steps if hmac.compare_digest(codes.generate_otp(one).encode(), typed)]
        return max(fitting, default=None)

    async def _switch_off(self, who: Principal, member: int) -> None:
        async with self._store.write() as connection:
            if await self._open(connection, member) is not None:
                await self._vault.put(connection, _place(member), b"")
                await self._log.add(connection, member, who, What.CODES_OFF)

    async def _open(self, connection: AsyncConnection, member: int) -> _Sealed | None:
        sealed = await self._vault.get(connection, _place(member))
        return _Sealed(**json.loads(sealed)) if sealed else None

    async def _seal(self, connection: AsyncConnection, member: int, sealed: _Sealed) -> None:
        content = {"seed": sealed.seed, "confirmed": sealed.confirmed}
        await self._vault.put(connection, _place(member), json.dumps(content).encode())


def _place(member: int) -> Place:
    return Place(field="totp", member=member)
