"""Keeps the house in order while the service runs: what is due, what was left lying, and who is still alive."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, update

from automations.errand import Mode
from automations.spec import Place
from backend.flow.engine import Engine
from backend.flow.findings import What
from backend.flow.holding import Holding
from backend.flow.jobs import AlreadyOpen, Priority, State, StoredJob
from backend.flow.living import living
from backend.flow.repair import BY_SCHEDULE
from backend.flow.worker import Worker, queued
from backend.letters.reminding import Reminders
from backend.notify.outbox import Outbox
from backend.notify.teller import Teller
from backend.profiles import sweep
from backend.store import Store
from backend.store.tables_jobs import workers
from backend.version import installed_version

BEAT_SECONDS = 5.0
PICK_UP_SECONDS = 1.0
RESCUE_SECONDS = 30.0
ATTEMPTS = 5
"""How often a job that is left again and again is begun."""
KEPT = timedelta(days=90)
"""How long jobs and their events are kept; results and receipts stay."""
FORGET_SECONDS = 3600.0
LETTERS_SECONDS = 60.0
NOTIFY_SECONDS = 10.0
LOOK_DUE = "It is time to look again. Unconsent has no session of this account: start the check in your browser."
LOG = logging.getLogger("unconsent.keeper")


@dataclass(kw_only=True)
class Keeper:
    """The chores of one process."""

    store: Store
    engine: Engine
    worker: Worker
    holding: Holding
    width: Mapping[Place, int]
    """How many accounts this process visits at once, in each place."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _idle: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Does every chore again and again until it is cancelled. Trouble with one is logged, and the others go on."""
        async with asyncio.TaskGroup() as chores:
            chores.create_task(self._again(BEAT_SECONDS, self.beat))
            chores.create_task(self._again(PICK_UP_SECONDS, self.pick_up))
            chores.create_task(self._again(BEAT_SECONDS, self.adopt))
            chores.create_task(self._again(BEAT_SECONDS, self.look_again))
            chores.create_task(self._again(RESCUE_SECONDS, self.rescue))
            chores.create_task(self._again(LETTERS_SECONDS, self.tell_letters))
            chores.create_task(self._again(NOTIFY_SECONDS, self.notify))
            chores.create_task(self._again(FORGET_SECONDS, self.forget))

    async def beat(self) -> None:
        """A sign of life."""
        now, name = self.clock(), self.worker.name
        async with self.store.write() as connection:
            alive = await connection.execute(update(workers).where(workers.c.id == name).values(seen=now))
            if not alive.rowcount:
                await connection.execute(
                    insert(workers).values(id=name, version=installed_version(), started=now, seen=now)
                )

    async def leave(self) -> None:
        """Says that this process ends as it should."""
        async with self.store.write() as connection:
            await connection.execute(delete(workers).where(workers.c.id == self.worker.name))

    async def adopt(self) -> None:
        """Puts the jobs of workers that are gone back into the line."""
        async with self.store.read() as connection:
            alive = set((await connection.execute(living(self.clock()))).scalars())
        lost = [
            job for job in await self.worker.jobs.open(State.RUNNING) if job.worker not in {*alive, self.worker.name}
        ]
        for job in lost:
            LOG.warning("worker is gone", extra={"job": job.id, "worker": job.worker})
        for place in Place:
            await self.engine.adopt((job.attempt_id for job in lost if job.place is place), place=place)

    async def pick_up(self) -> None:
        """Puts jobs in line that another process has asked for, or this one just before a crash.

        Ends waiting jobs on which nobody acted in time.
        """
        line, in_line = self.worker.line, await self.worker.jobs.open(State.QUEUED)
        for job in in_line:
            if not line.holds(job.attempt_id):
                await line.put(job)
        line.keep({job.attempt_id for job in in_line})
        for job in await self.worker.jobs.open(State.WAITING):
            standing = await self.worker.questions.standing(job.id)
            if standing == "over":
                await self.worker.expire(job)
            elif standing == "answered":
                await self.worker.go_on(job)

    async def rescue(self) -> None:
        """Goes on with jobs that nothing works on any more, as after trouble with the store or the engine."""
        running = await self.worker.jobs.open(State.RUNNING)
        left = {job.attempt_id: job for job in running if self._is_left(job)}
        lost = [job for attempt, job in left.items() if attempt in self._idle]
        self._idle = set(left)
        busy = {job.platform for job in running} | await self.holding.platforms()
        queued = await self.worker.jobs.open(State.QUEUED)
        lost += [job for job in queued if self._has_room(job.place) and self._is_passed_over(job, busy)]
        for job in lost:
            LOG.warning("job was left", extra={"job": job.id})
            if job.attempt < ATTEMPTS:
                await self.worker.go_on(job)
            else:
                await self.worker.give_up(job)

    def _has_room(self, place: Place) -> bool:
        """Whether this process could visit one more account there."""
        here = [one for one in self.worker.visits.values() if one.job.place is place]
        return len(here) < self.width.get(place, 0)

    def _is_left(self, job: StoredJob) -> bool:
        """Whether this process has begun it and does nothing for it; seen twice, it is not just beginning or ending."""
        return job.worker == self.worker.name and job.id not in self.worker.visits

    def _is_passed_over(self, job: StoredJob, busy: set[str]) -> bool:
        """Whether nobody takes it, though its turn has long come."""
        return job.platform not in busy and self.worker.line.overdue(job.attempt_id, RESCUE_SECONDS)

    async def look_again(self) -> None:
        """Asks for the looks that are due; the person, where only they can look."""
        await self.worker.schedules.begin()
        for one in await self.worker.schedules.due():
            if one.lent:
                if await self.worker.schedules.move_on(one):
                    await self.worker.findings.add(one.account, "", What.LOOK_DUE, LOOK_DUE)
                continue
            try:
                job, _ = await self.worker.jobs.ask(
                    one.member,
                    one.account,
                    Mode.CHECK,
                    options={"every": True},
                    priority=Priority.RECHECK,
                    asked_by=BY_SCHEDULE,
                )
            except AlreadyOpen:
                await self.worker.schedules.move_on(one, soon=True)
                continue
            if await self.worker.schedules.move_on(one):
                await self.worker.feed.add(job.id, job.member, "queued", queued(job))
                await self.worker.line.put(job)

    async def tell_letters(self) -> None:
        """Tells of letters that were not answered in time."""
        await Reminders(self.store, self.worker.office.catalogue, clock=self.clock).tell()

    async def notify(self) -> None:
        """Tells people what was found, where and when they wish."""
        await Teller(office=self.worker.office, outbox=Outbox(self.store, self.clock)).tell()

    async def forget(self) -> None:
        """Removes old jobs, messages that are over, and profiles of accounts that were removed elsewhere."""
        before = self.clock() - KEPT
        await self.engine.forget(await self.worker.jobs.forget(before))
        await Outbox(self.store, self.clock).forget()
        await sweep(self.store, self.worker.office.settings.home)

    async def _again(self, seconds: float, chore: Callable[[], Awaitable[None]]) -> None:
        while True:
            await self._tried(chore)
            await asyncio.sleep(seconds)

    async def _tried(self, chore: Callable[[], Awaitable[None]]) -> None:
        try:
            await chore()
        except Exception:
            LOG.exception("chore failed", extra={"chore": getattr(chore, "__name__", "")})
