"""What was done with each setting: changes begun, outcomes with their receipts, what can be put back, pauses."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.errand import Mode, Progress
from automations.outcome import Limited, Need, NeedsYou, Outcome, Result, Stopped
from backend.accounts import StoredAccount
from backend.receipts import Receipts
from backend.store import Store
from backend.store.tables import accounts, pauses, results, visits, writings

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class StoredResult:
    """The last outcome of one setting. `receipt` is the id of its receipt."""

    outcome: Outcome
    before: str | None
    after: str | None
    at: datetime
    receipt: str | None
    test_sites: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A platform, or one account there, that is left alone: until a moment, or until a person resumes it."""

    platform: str
    account: str | None
    until: datetime | None
    why: str

    def holds(self, platform: str, account: str | None, now: datetime) -> bool:
        """Whether this account may not be visited now."""
        concerned = self.platform == platform and self.account in (None, account)
        return concerned and (self.until is None or now < self.until)

    def as_stop(self, platform: str) -> Stopped:
        """Why a run stops before it starts; `platform` is the name for people."""
        if self.until is None:
            return Limited(f"{platform} is paused: {self.why} Resume it when you have looked at it.")
        return NeedsYou(Need.CHALLENGE, f"{platform} rests until {self.until:%Y-%m-%d %H:%M} UTC: {self.why}")


class Records:
    """Writes down what happens, in the order in which it happens."""

    def __init__(self, store: Store, receipts: Receipts, *, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._receipts = receipts
        self._clock = clock
        self._begun: dict[tuple[int, str, asyncio.Task[Any] | None], int] = {}
        """Changes that are being made now, by account, setting and task: a visit that was cancelled is over."""

    async def writing(self, account: StoredAccount, progress: Progress) -> None:
        """A change is about to be made. On the disk when this returns."""
        values = {
            "account_id": account.id,
            "setting": progress.setting,
            "before": progress.value,
            "begun": self._clock(),
            "state": "begun",
        }
        async with self._store.write() as connection:
            made = await connection.execute(insert(writings).values(values).returning(writings.c.id))
            number: int = made.scalar_one()
        self._begun[account.id, progress.setting, asyncio.current_task()] = number

    async def finish(
        self, account: StoredAccount, mode: Mode, result: Result, *, test_sites: Sequence[str] = ()
    ) -> str | None:
        """Stores the outcome together with its receipt, and returns the receipt's id; what is skipped has none."""
        own = self._begun.pop((account.id, result.setting, asyncio.current_task()), None)
        async with self._store.write() as connection:
            current = await self._current(connection, account)
            receipt = None
            if result.outcome is not Outcome.SKIPPED:
                receipt = await self._receipts.issue(connection, current, mode, result, test_sites=test_sites)
            await self._settle(connection, account, mode, result, own)
            values = self._values(account, mode, result, test_sites)
            await connection.execute(insert(results).values(receipt_id=receipt, **values))
        return receipt

    async def last(self, account: StoredAccount) -> dict[str, StoredResult]:
        """The newest outcome of every setting that was ever looked at."""
        newest = select(func.max(results.c.id)).where(results.c.account_id == account.id).group_by(results.c.setting)
        async with self._store.read() as connection:
            rows = (await connection.execute(select(results).where(results.c.id.in_(newest)))).all()
        return {
            row.setting: StoredResult(
                outcome=Outcome(row.outcome),
                before=row.before,
                after=row.after,
                at=row.at,
                receipt=row.receipt_id,
                test_sites=tuple(json.loads(row.test_sites)),
            )
            for row in rows
        }

    async def restore_points(self, account: StoredAccount) -> dict[str, str]:
        """What each setting read before our first change that is not undone; also from a change that was cut short."""
        points: dict[str, str] = {}
        for row in await self._writings(account, "begun", "known"):
            if row.before is not None:
                points.setdefault(row.setting, row.before)
        return points

    async def unfinished(self, account: StoredAccount) -> tuple[str, ...]:
        """Settings whose change was begun, and nobody knows yet what came of it."""
        return tuple(dict.fromkeys(row.setting for row in await self._writings(account, "begun")))

    async def pause(
        self, platform: str, *, account: str | None = None, until: datetime | None = None, why: str
    ) -> None:
        """Leaves a platform alone, or one account there; replaces an earlier pause of the same."""
        async with self._store.write() as connection:
            same = (pauses.c.platform == platform, pauses.c.account.is_not_distinct_from(account))
            await connection.execute(delete(pauses).where(*same))
            await connection.execute(insert(pauses).values(platform=platform, account=account, until=until, why=why))

    async def pauses(self) -> tuple[Pause, ...]:
        """All pauses, also those that are over."""
        wanted = select(pauses.c.platform, pauses.c.account, pauses.c.until, pauses.c.why).order_by(pauses.c.id)
        async with self._store.read() as connection:
            return tuple(Pause(**row) for row in (await connection.execute(wanted)).mappings())

    async def resume(self, platform: str) -> None:
        """Lifts every pause of the platform and its accounts."""
        async with self._store.write() as connection:
            await connection.execute(delete(pauses).where(pauses.c.platform == platform))

    async def last_visit(self, platform: str) -> float | None:
        """When a page of the platform was loaded last, in seconds since the epoch."""
        async with self._store.read() as connection:
            found = await connection.execute(select(visits.c.at).where(visits.c.platform == platform))
            at = found.scalar_one_or_none()
        return at.timestamp() if at else None

    async def visited(self, account: StoredAccount) -> None:
        """A page of the account's platform is about to be loaded."""
        async with self._store.write() as connection:
            at = {"at": self._clock()}
            seen = await connection.execute(update(visits).where(visits.c.platform == account.platform).values(at))
            if seen.rowcount == 0:
                await connection.execute(insert(visits).values(platform=account.platform, **at))

    async def _settle(
        self, connection: AsyncConnection, account: StoredAccount, mode: Mode, result: Result, own: int | None
    ) -> None:
        """Marks what is known now of the changes that were begun.

        A result without `before` changed nothing: what this visit began was never made, and what an earlier one left
        open stays open. So does a change after which nothing could be read. An undo that succeeded settles all.
        """
        concerned = (writings.c.account_id == account.id, writings.c.setting == result.setting)
        if result.outcome is Outcome.RESTORED:
            await connection.execute(update(writings).where(*concerned).values(state="undone"))
        elif result.after is not None or (mode is Mode.CHECK and result.before is not None):
            begun = (*concerned, writings.c.state == "begun")
            await connection.execute(update(writings).where(*begun).values(state="known"))
        elif result.before is None and own is not None:
            await connection.execute(update(writings).where(writings.c.id == own).values(state="void"))

    async def _writings(self, account: StoredAccount, *states: str) -> Sequence[Any]:
        concerned = (writings.c.account_id == account.id, writings.c.state.in_(states))
        async with self._store.read() as connection:
            return (await connection.execute(select(writings).where(*concerned).order_by(writings.c.id))).all()

    async def _current(self, connection: AsyncConnection, account: StoredAccount) -> StoredAccount:
        """The account with the handle that it has now; it may have been read since."""
        found = await connection.execute(select(accounts.c.handle).where(accounts.c.id == account.id))
        return replace(account, handle=found.scalar_one_or_none() or account.handle)

    def _values(self, account: StoredAccount, mode: Mode, result: Result, test_sites: Sequence[str]) -> dict[str, Any]:
        kinds = sorted({proof.kind.value for proof in result.proofs})[:2]
        return {
            "account_id": account.id,
            "setting": result.setting,
            "mode": mode.value,
            "outcome": result.outcome.value,
            "needs": result.needs.value if result.needs else None,
            "before": result.before,
            "after": result.after,
            "proof_kind_1": kinds[0] if kinds else None,
            "proof_kind_2": kinds[1] if len(kinds) > 1 else None,
            "at": self._clock(),
            "detail": result.detail,
            "test_sites": json.dumps(list(test_sites)),
        }
