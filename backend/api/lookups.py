"""What only the HTTP side asks of the store: whose something is, which devices are still good, and counts for all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from backend.members.devices import IDLE
from backend.store import Store
from backend.store.tables import accounts, receipts, results
from backend.store.tables_jobs import jobs
from backend.store.tables_letters import letters
from backend.store.tables_people import devices


@dataclass(frozen=True, kw_only=True)
class Count:
    """How often a setting of a platform had an outcome."""

    platform: str
    setting: str
    outcome: str
    number: int


class Lookups:
    """Reads, and changes nothing."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    async def member_of_account(self, id: int) -> int | None:
        """Whose account it is."""
        async with self._store.read() as connection:
            found = await connection.execute(select(accounts.c.member_id).where(accounts.c.id == id))
            return found.scalar_one_or_none()

    async def member_of_receipt(self, id: str) -> int | None:
        """Whose receipt it is."""
        async with self._store.read() as connection:
            found = await connection.execute(select(receipts.c.member_id).where(receipts.c.id == id))
            return found.scalar_one_or_none()

    async def member_of_letter(self, id: str) -> int | None:
        """Whose letter it is."""
        async with self._store.read() as connection:
            found = await connection.execute(select(letters.c.member_id).where(letters.c.id == id))
            return found.scalar_one_or_none()

    async def is_paired(self, extension: str) -> bool:
        """Whether a device that is let in is this extension."""
        live = (devices.c.revoked.is_(None), devices.c.used > self._clock() - IDLE)
        found = select(devices.c.id).where(devices.c.extension == extension, *live).limit(1)
        async with self._store.read() as connection:
            return (await connection.execute(found)).first() is not None

    async def live_devices(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these devices are still let in."""
        live = (devices.c.revoked.is_(None), devices.c.used > self._clock() - IDLE)
        async with self._store.read() as connection:
            found = await connection.execute(select(devices.c.id).where(devices.c.id.in_(list(ids)), *live))
            return frozenset(found.scalars())

    async def counts(self) -> tuple[Count, ...]:
        """Outcomes by platform and setting, of the whole household, without names."""
        columns = (accounts.c.platform, results.c.setting, results.c.outcome)
        wanted = select(*columns, func.count()).join(accounts, accounts.c.id == results.c.account_id)
        async with self._store.read() as connection:
            rows = await connection.execute(wanted.group_by(*columns).order_by(*columns))
            return tuple(Count(platform=row[0], setting=row[1], outcome=row[2], number=row[3]) for row in rows)

    async def jobs_by_state(self) -> dict[str, int]:
        """How many jobs are in each state."""
        wanted = select(jobs.c.state, func.count()).group_by(jobs.c.state)
        async with self._store.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(wanted)}
