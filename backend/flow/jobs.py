"""The jobs of the household: asked for once, done once, each in one state of a closed list."""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.errand import Mode
from automations.spec import Place
from backend.flow.living import in_hand
from backend.store import Store
from backend.store.tables import accounts
from backend.store.tables_jobs import holds, jobs


class State(StrEnum):
    """Where a job is. A job that waits needs a person, and goes on when they have acted."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = (State.QUEUED, State.RUNNING, State.WAITING)


class Priority:
    """Smaller goes first."""

    BUTTON = 1
    BATCH = 10
    RECHECK = 50


class Options(TypedDict, total=False):
    """What a job is told besides its mode. `wait`: someone watches and will act when asked. `place`: a `Place`."""

    named: list[str]
    every: bool
    essential: bool
    wait: bool
    place: str


@dataclass(frozen=True, kw_only=True)
class StoredJob:
    """A job as it is stored."""

    id: str
    member: int
    account: int
    platform: str
    mode: Mode
    options: Options
    priority: int
    state: State
    attempt: int
    asked_by: str
    cancelling: bool
    worker: str | None
    created: datetime
    started: datetime | None
    ended: datetime | None
    trouble: str | None

    @property
    def place(self) -> Place:
        """Where it is done."""
        return Place(self.options.get("place", Place.OWN_PROFILE))

    @property
    def attempt_id(self) -> str:
        """The name of the attempt that is under way."""
        return f"{self.id}.{self.attempt}"


class AlreadyOpen(Exception):
    """The account has a job of this mode that is not over yet; `job` is that one."""

    def __init__(self, job: StoredJob) -> None:
        super().__init__(job.id)
        self.job = job


class OtherRequest(Exception):
    """The idempotency key was used for something else."""


class Jobs:
    """Writes down what is asked for, and which state it is in."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    async def ask(
        self,
        member: int,
        account: int,
        mode: Mode,
        *,
        options: Options,
        priority: int,
        asked_by: str,
        key: str | None = None,
    ) -> tuple[StoredJob, bool]:
        """A new job, and True; or the one that was asked for with the same key before, and False.

        AlreadyOpen when the account has such a job; OtherRequest when the key was used for something else.
        """
        values = {
            "id": uuid.uuid4().hex,
            "member_id": member,
            "account_id": account,
            "mode": mode.value,
            "options": json.dumps(options, sort_keys=True),
            "priority": priority,
            "state": State.QUEUED.value,
            "attempt": 1,
            "asked_by": asked_by,
            "idempotency_key": key,
            "created": self._clock(),
        }
        async with self._store.write() as connection:
            if key:
                before = await self._some(connection, jobs.c.member_id == member, jobs.c.idempotency_key == key)
                if before:
                    if (before[0].account, before[0].mode, before[0].options) != (account, mode, options):
                        raise OtherRequest
                    return before[0], False
            same = (jobs.c.account_id == account, jobs.c.mode == mode.value, _is(*OPEN))
            for there in await self._some(connection, *same):
                raise AlreadyOpen(there)
            await connection.execute(insert(jobs).values(values))
            return await self._one(connection, str(values["id"])), True

    async def get(self, id: str, *, member: int | None = None) -> StoredJob | None:
        """The job, if it is there, and the member's where one is named."""
        mine = [jobs.c.member_id == member] if member is not None else []
        async with self._store.read() as connection:
            found = await self._some(connection, jobs.c.id == id, *mine)
        return found[0] if found else None

    async def list(
        self,
        member: int,
        *,
        states: Sequence[State] = (),
        account: int | None = None,
        before: tuple[datetime, str] | None = None,
        limit: int = 50,
    ) -> tuple[StoredJob, ...]:
        """The member's jobs, newest first, older than the moment and id `before`."""
        conditions: list[ColumnElement[bool]] = [jobs.c.member_id == member]
        conditions += [_is(*states)] if states else []
        conditions += [jobs.c.account_id == account] if account is not None else []
        if before is not None:
            then, id = before
            conditions.append((jobs.c.created < then) | ((jobs.c.created == then) & (jobs.c.id < id)))
        async with self._store.read() as connection:
            return await self._some(connection, *conditions, limit=limit)

    async def open(self, *states: State) -> tuple[StoredJob, ...]:
        """All jobs of the household in these states, the oldest first."""
        async with self._store.read() as connection:
            found = await self._some(connection, _is(*(states or OPEN)), limit=None)
        return tuple(reversed(found))

    async def begin(self, job: StoredJob, worker: str) -> StoredJob | None:
        """Notes that a worker has taken it; again after a crash.

        None while an account at the same platform is visited in the other place, which has a line of its own, and
        while a person has the account in hand.
        """
        now = self._clock()
        values = {"state": State.RUNNING.value, "worker": worker, "started": job.started or now}
        held = in_hand(now).where(holds.c.account_id == job.account)
        async with self._store.write() as connection:
            if job.place is Place.OWN_PROFILE and (await connection.execute(held)).first():
                return None
            running = await self._some(connection, _is(State.RUNNING), accounts.c.platform == job.platform)
            if job.state is State.QUEUED and any(one.place is not job.place for one in running):
                return None
            await connection.execute(update(jobs).where(jobs.c.id == job.id, _is(*OPEN)).values(values))
            return await self._one(connection, job.id)

    async def wait(self, job: StoredJob) -> StoredJob:
        """Notes that nothing goes on until a person acts."""
        return await self._change(job, state=State.WAITING.value)

    async def go_on(self, job: StoredJob) -> StoredJob | None:
        """The next attempt of a job that waited, or was left; None when it has gone on already, or is over."""
        async with self._store.write() as connection:
            values = {"state": State.QUEUED.value, "attempt": job.attempt + 1, "worker": None}
            this = (jobs.c.id == job.id, _is(*OPEN), jobs.c.attempt == job.attempt)
            changed = await connection.execute(update(jobs).where(*this).values(values))
            return await self._one(connection, job.id) if changed.rowcount else None

    async def cancel(self, job: StoredJob) -> StoredJob:
        """Asks that it stops. One on which nobody works is over at once."""
        now = self._clock()
        async with self._store.write() as connection:
            idle = (jobs.c.id == job.id, _is(State.QUEUED, State.WAITING))
            over = {"state": State.CANCELLED.value, "ended": now, "cancel": now}
            await connection.execute(update(jobs).where(*idle).values(over))
            running = (jobs.c.id == job.id, _is(State.RUNNING), jobs.c.cancel.is_(None))
            await connection.execute(update(jobs).where(*running).values(cancel=now))
            return await self._one(connection, job.id)

    async def end(self, job: StoredJob, state: State, trouble: str | None = None) -> bool:
        """Notes that it is over. False when it was over already."""
        over = {"state": state.value, "ended": self._clock(), "trouble": trouble, "worker": None}
        async with self._store.write() as connection:
            still = (jobs.c.id == job.id, _is(*OPEN))
            return bool((await connection.execute(update(jobs).where(*still).values(over))).rowcount)

    async def attempts_of(self, member: int) -> tuple[str, ...]:
        """The names of all attempts of a member's jobs."""
        mine = select(jobs.c.id, jobs.c.attempt).where(jobs.c.member_id == member)
        async with self._store.read() as connection:
            return _attempts((await connection.execute(mine)).all())

    async def forget(self, before: datetime) -> tuple[str, ...]:
        """Removes jobs that were over before that moment, and returns the names of their attempts."""
        old = (jobs.c.ended < before, _is(State.DONE, State.CANCELLED, State.FAILED))
        async with self._store.write() as connection:
            rows = (await connection.execute(select(jobs.c.id, jobs.c.attempt).where(*old))).all()
            await connection.execute(delete(jobs).where(*old))
        return _attempts(rows)

    async def _change(self, job: StoredJob, **values: Any) -> StoredJob:
        """Changes a job that is not over; what is over stays as it is."""
        async with self._store.write() as connection:
            await connection.execute(update(jobs).where(jobs.c.id == job.id, _is(*OPEN)).values(**values))
            return await self._one(connection, job.id)

    async def _one(self, connection: AsyncConnection, id: str) -> StoredJob:
        return (await self._some(connection, jobs.c.id == id))[0]

    async def _some(
        self, connection: AsyncConnection, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> tuple[StoredJob, ...]:
        wanted = select(jobs, accounts.c.platform).join(accounts, accounts.c.id == jobs.c.account_id)
        newest = wanted.where(*conditions).order_by(jobs.c.created.desc(), jobs.c.id.desc()).limit(limit)
        return tuple(_stored(row) for row in (await connection.execute(newest)).mappings())


def _attempts(rows: Sequence[Any]) -> tuple[str, ...]:
    return tuple(f"{row.id}.{number}" for row in rows for number in range(1, row.attempt + 1))


def _is(*states: State) -> ColumnElement[bool]:
    return jobs.c.state.in_([one.value for one in states])


def _stored(row: Any) -> StoredJob:
    return StoredJob(
        id=row["id"],
        member=row["member_id"],
        account=row["account_id"],
        platform=row["platform"],
        mode=Mode(row["mode"]),
        options=json.loads(row["options"]),
        priority=row["priority"],
        state=State(row["state"]),
        attempt=row["attempt"],
        asked_by=row["asked_by"],
        cancelling=row["cancel"] is not None,
        worker=row["worker"],
        created=row["created"],
        started=row["started"],
        ended=row["ended"],
        trouble=row["trouble"],
    )
