"""A member's own password: asked for again before what matters, changed, and set anew when it is forgotten."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.activity import Activity, What
from backend.members.attempts import OWN_PASSWORD, Attempts, Try
from backend.members.grants import Grants
from backend.members.passwords import Passwords, require_good
from backend.members.principal import Principal
from backend.members.rules import Action
from backend.members.trouble import Invalid, NotAllowed, NotThere
from backend.store import Store
from backend.store.tables_people import standings

AT_THE_MACHINE = "This is only done on the machine where Unconsent runs: unconsent members password NAME"


class OwnPassword:
    """Checks and sets the passwords of members who are there already."""

    def __init__(self, store: Store, passwords: Passwords, attempts: Attempts, grants: Grants, log: Activity) -> None:
        self._store = store
        self._passwords = passwords
        self._attempts = attempts
        self._grants = grants
        self._log = log

    async def require(self, who: Principal, password: str, field: str = "password") -> None:
        """Returns when it is theirs. Invalid when not; TooSoon after a few wrong ones."""
        await self._grants.require(who, Action.CHANGE_SELF, who.member)
        trial = Try(kind="own password", value=str(who.member), patience=OWN_PASSWORD)
        await self._attempts.claim(trial)
        async with self._store.read() as connection:
            stored = await connection.execute(select(standings.c.password).where(standings.c.member_id == who.member))
            known: str | None = stored.scalar_one_or_none()
        if not await self._passwords.fits(password, known):
            raise Invalid(field, "is not the one you sign in with. Try again.")
        async with self._store.write() as connection:
            await self._attempts.forgive(connection, trial)

    async def change(self, who: Principal, old: str, new: str) -> None:
        """Sets a new password for who knows the old one."""
        require_good(new, "new_password")
        await self.require(who, old, "old_password")
        await self._set(who, who.member, new, What.PASSWORD_CHANGED)

    async def reset(self, who: Principal, member: int, new: str) -> None:
        """Sets a forgotten password, or a first one, for whoever has the data folder; the member's log says so."""
        if not who.at_the_machine:
            raise NotAllowed(AT_THE_MACHINE)
        require_good(new, "new_password")
        await self._set(who, member, new, What.PASSWORD_RESET)

    async def _set(self, who: Principal, member: int, new: str, what: What) -> None:
        hashed = await self._passwords.hashed(new)
        async with self._store.write() as connection:
            await _keep(connection, member, hashed)
            await self._log.add(connection, member, who, what)


async def _keep(connection: AsyncConnection, member: int, hashed: str) -> None:
    theirs = update(standings).where(standings.c.member_id == member).values(password=hashed)
    if (await connection.execute(theirs)).rowcount == 0:
        raise NotThere
