"""What was done with each setting: changes begun, outcomes with their receipts, what can be put back, pauses."""

import asyncio
import copy
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.errand import Mode, Progress
from automations.outcome import Need, Outcome, Refused, Result
from backend.accounts import StoredAccount
from backend.parts import that_count
from backend.pauses import Pause, by_catalogue
from backend.receipts import Receipts
from backend.store import Store
from backend.store.tables import OWNER, accounts, pauses, results, visits, writings

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class StoredResult:
    """An outcome of one setting. `receipt` is the id of its receipt."""

    id: int
    setting: str
    mode: Mode
    outcome: Outcome
    needs: Need | None
    detail: str
    before: str | None
    after: str | None
    at: datetime
    receipt: str | None
    test_sites: tuple[str, ...] = ()


class Records:
    """Writes down what happens with the accounts of one member, in the order in which it happens."""

    def __init__(
        self,
        store: Store,
        receipts: Receipts,
        *,
        member: int = OWNER,
        clock: Clock = lambda: datetime.now(UTC),
        paused: Mapping[str, str] | None = None,
    ) -> None:
        """`paused`: the platforms that the catalogue leaves alone, with the reasons."""
        self._store = store
        self._receipts = receipts.of(member)
        self.member = member
        self._clock = clock
        self._paused = paused or {}
        self._begun: dict[tuple[int, str, asyncio.Task[Any] | None], int] = {}
        """Changes that are being made now, by account, setting and task: a visit that was cancelled is over."""

    def of(self, member: int) -> "Records":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        others._receipts = self._receipts.of(member)
        return others

    async def writing(self, account: StoredAccount, progress: Progress) -> None:
        """A change is about to be made. On the disk when this returns."""
        values = {
            "account_id": account.id,
            "setting": progress.setting,
            "before": _plain(progress.value),
            "begun": self._clock(),
            "state": "begun",
        }
        async with self._store.write() as connection:
            await self._current(connection, account)
            made = await connection.execute(insert(writings).values(values).returning(writings.c.id))
            number: int = made.scalar_one()
        self._begun[account.id, progress.setting, asyncio.current_task()] = number

    async def finish(
        self,
        account: StoredAccount,
        mode: Mode,
        result: Result,
        *,
        test_sites: Sequence[str] = (),
        attempt: str | None = None,
    ) -> str | None:
        """Stores the outcome together with its receipt, and returns the receipt's id; what is skipped has none.

        `attempt` names the attempt of a job. It has one outcome for a setting, the first that is stored.
        """
        own = self._begun.pop((account.id, result.setting, asyncio.current_task()), None)
        async with self._store.write() as connection:
            current = await self._current(connection, account)
            await self._settle(connection, account, mode, result, own)
            stored = await self._stored(connection, attempt, result.setting)
            if stored:
                return stored.receipt
            receipt = None
            if result.outcome is not Outcome.SKIPPED:
                receipt = await self._receipts.issue(connection, current, mode, result, test_sites=test_sites)
            values = self._values(account, mode, result, test_sites)
            await connection.execute(insert(results).values(receipt_id=receipt, attempt=attempt, **values))
        return receipt

    async def last(
        self, account: StoredAccount, *, only: Collection[Outcome] = tuple(Outcome)
    ) -> dict[str, StoredResult]:
        """The newest outcome of every setting that was ever looked at; or the newest that is one of `only`."""
        concerned = (results.c.account_id == account.id, results.c.outcome.in_([one.value for one in only]))
        newest = select(func.max(results.c.id)).where(*concerned).group_by(results.c.setting)
        async with self._store.read() as connection:
            return that_count(await self._results(connection, self._mine.where(results.c.id.in_(newest))))

    async def results(
        self,
        account: StoredAccount,
        *,
        setting: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> tuple[StoredResult, ...]:
        """All outcomes of the account, or of one setting, newest first: at most `limit`, older than the id `before`."""
        wanted = self._mine.where(results.c.account_id == account.id).order_by(results.c.id.desc()).limit(limit)
        if setting is not None:
            wanted = wanted.where(results.c.setting == setting)
        if before is not None:
            wanted = wanted.where(results.c.id < before)
        async with self._store.read() as connection:
            return await self._results(connection, wanted)

    async def of_attempt(self, attempt: str) -> dict[str, StoredResult]:
        """What an attempt of a job has stored so far, by setting."""
        async with self._store.read() as connection:
            found = await self._results(connection, self._mine.where(results.c.attempt == attempt))
        return {one.setting: one for one in found}

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

    async def begun(self, account: StoredAccount, setting: str) -> datetime | None:
        """When the newest change of the setting was begun of which nobody knows yet what came of it."""
        moments: list[datetime] = [
            row.begun for row in await self._writings(account, "begun") if row.setting == setting
        ]
        return max(moments, default=None)

    async def pause(
        self, platform: str, *, account: StoredAccount | None = None, until: datetime | None = None, why: str
    ) -> None:
        """Leaves a platform alone, for all members, or one account; replaces an earlier pause of the same."""
        id, name = (account.id, account.name) if account else (None, None)
        values = {"platform": platform, "account_id": id, "account": name, "until": until, "why": _plain(why)}
        async with self._store.write() as connection:
            if account:
                await self._current(connection, account)
            same = (pauses.c.platform == platform, pauses.c.account_id.is_not_distinct_from(id))
            await connection.execute(delete(pauses).where(*same))
            await connection.execute(insert(pauses).values(values))

    async def pauses(self) -> tuple[Pause, ...]:
        """All pauses of platforms and of the member's accounts, also those that are over, and the catalogue's."""
        columns = (pauses.c.platform, pauses.c.account, pauses.c.account_id, pauses.c.until, pauses.c.why)
        concerned = or_(pauses.c.account_id.is_(None), pauses.c.account_id.in_(self._accounts))
        async with self._store.read() as connection:
            found = await connection.execute(select(*columns).where(concerned).order_by(pauses.c.id))
            stored = tuple(Pause(**row) for row in found.mappings())
        return (*stored, *by_catalogue(self._paused, stored))

    async def resume(self, platform: str, *, account: StoredAccount | None = None) -> None:
        """Lifts the pauses of the platform and those of the member's accounts there; or that of one account.

        A pause by the catalogue is kept as one that is over, so that it is known to be lifted.
        """
        concerned = or_(pauses.c.account_id.is_(None), pauses.c.account_id.in_(self._accounts))
        if account:
            concerned = pauses.c.account_id.in_(self._accounts.where(accounts.c.id == account.id))
        async with self._store.write() as connection:
            await connection.execute(delete(pauses).where(pauses.c.platform == platform, concerned))
            if platform in self._paused and account is None:
                lifted = {"platform": platform, "until": self._clock(), "why": self._paused[platform]}
                await connection.execute(insert(pauses).values(lifted))

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
        mine = self._accounts.where(accounts.c.id == account.id)
        concerned = (writings.c.account_id.in_(mine), writings.c.state.in_(states))
        async with self._store.read() as connection:
            return (await connection.execute(select(writings).where(*concerned).order_by(writings.c.id))).all()

    @property
    def _accounts(self) -> Select[int]:
        return select(accounts.c.id).where(accounts.c.member_id == self.member)

    @property
    def _mine(self) -> Select[Any]:
        return select(results).where(results.c.account_id.in_(self._accounts))

    async def _results(self, connection: AsyncConnection, wanted: Select[Any]) -> tuple[StoredResult, ...]:
        return tuple(_result(row) for row in (await connection.execute(wanted)).all())

    async def _stored(self, connection: AsyncConnection, attempt: str | None, setting: str) -> StoredResult | None:
        """What this attempt has stored for the setting already: a step that was cut short runs again."""
        if attempt is None:
            return None
        same = (results.c.attempt == attempt, results.c.setting == setting)
        return next(iter(await self._results(connection, self._mine.where(*same))), None)

    async def _current(self, connection: AsyncConnection, account: StoredAccount) -> StoredAccount:
        """The account with the handle that it has now; it may have been read since. Refused when it is gone."""
        mine = (accounts.c.id == account.id, accounts.c.member_id == self.member)
        row = (await connection.execute(select(accounts.c.handle).where(*mine))).one_or_none()
        if row is None:
            raise Refused("This account was removed meanwhile. Nothing was stored.")
        return replace(account, handle=row.handle or account.handle)

    def _values(self, account: StoredAccount, mode: Mode, result: Result, test_sites: Sequence[str]) -> dict[str, Any]:
        kinds = sorted({proof.kind.value for proof in result.proofs})[:2]
        return {
            "account_id": account.id,
            "setting": result.setting,
            "mode": mode.value,
            "outcome": result.outcome.value,
            "needs": result.needs.value if result.needs else None,
            "before": _plain(result.before),
            "after": _plain(result.after),
            "proof_kind_1": kinds[0] if kinds else None,
            "proof_kind_2": kinds[1] if len(kinds) > 1 else None,
            "at": self._clock(),
            "detail": _plain(result.detail),
            "test_sites": json.dumps(list(test_sites)),
        }


def _result(row: Any) -> StoredResult:
    return StoredResult(
        id=row.id,
        setting=row.setting,
        mode=Mode(row.mode),
        outcome=Outcome(row.outcome),
        needs=Need(row.needs) if row.needs else None,
        detail=row.detail,
        before=row.before,
        after=row.after,
        at=row.at,
        receipt=row.receipt_id,
        test_sites=tuple(json.loads(row.test_sites)),
    )


def _plain(text: str | None) -> str | None:
    """The text without zero bytes, which a page may hold and PostgreSQL does not take."""
    return text.replace("\0", "\ufffd") if text else text
