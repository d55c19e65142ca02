"""Accounts that a person has in hand: while they sign in there, or send a form, no job visits the profile, nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, insert, select

from automations.spec import Place
from backend.accounts import StoredAccount
from backend.flow.jobs import Jobs, State
from backend.flow.living import in_hand
from backend.members.trouble import Conflict
from backend.store import Store
from backend.store.tables import accounts
from backend.store.tables_jobs import holds

BUSY = "A job is at work in this account. Cancel it, wait until it has stopped, and try again."
OPEN_ALREADY = "A sign-in window of this account is open. Go on there, or close that one first."
FORM_AT_WORK = "A form of this account is being filled in. Wait until that is done, and try again."
IN_HAND = "Somebody signs in to this account, or fills in a form of it. Go on there, or wait until that is done."


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What the worker of that name holds. What was held by one that is gone is free."""

    store: Store
    jobs: Jobs
    worker: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def take(self, account: StoredAccount) -> None:
        """Holds one, before any job begins in it. Conflict while one is at work there, or somebody holds it."""
        async with self.store.write() as connection:
            held = in_hand(self.clock()).where(holds.c.account_id == account.id)
            if (await connection.execute(held)).first():
                raise Conflict(IN_HAND)
            running = await self.jobs.list(account.member, states=[State.RUNNING], account=account.id)
            if any(one.place is Place.OWN_PROFILE for one in running):
                raise Conflict(BUSY)
            await connection.execute(delete(holds).where(holds.c.account_id == account.id))
            await connection.execute(insert(holds).values(account_id=account.id, worker=self.worker))

    async def release(self, account: int) -> None:
        """Lets one go."""
        async with self.store.write() as connection:
            await connection.execute(delete(holds).where(holds.c.account_id == account, holds.c.worker == self.worker))

    async def release_all(self) -> None:
        """Lets go what an earlier process of this name held when it was killed."""
        async with self.store.write() as connection:
            await connection.execute(delete(holds).where(holds.c.worker == self.worker))

    async def platforms(self) -> set[str]:
        """Of all that are held anywhere: whoever waits behind one of them in its line was not forgotten."""
        async with self.store.read() as connection:
            held = select(accounts.c.platform).where(accounts.c.id.in_(in_hand(self.clock())))
            return set((await connection.execute(held)).scalars())

    async def holds(self, account: int) -> bool:
        """Whether that account is held, here or elsewhere."""
        return await self._any(holds.c.account_id == account)

    async def any_of(self, member: int) -> bool:
        """Whether an account of that member is."""
        return await self._any(holds.c.account_id.in_(select(accounts.c.id).where(accounts.c.member_id == member)))

    async def _any(self, which: ColumnElement[bool]) -> bool:
        async with self.store.read() as connection:
            return (await connection.execute(in_hand(self.clock()).where(which))).first() is not None
