"""Does the jobs that the engine hands out: begins, visits, and says how it ended."""

import asyncio
import contextlib
import logging
from collections import Counter
from dataclasses import dataclass, field

from automations.errand import Mode
from automations.outcome import Need, Outcome, Refused
from automations.spec import Place
from backend.flow.feed import Feed
from backend.flow.findings import READ, Findings, What
from backend.flow.jobs import AlreadyOpen, Jobs, Options, Priority, State, StoredJob
from backend.flow.line import Line
from backend.flow.news import EndedNews, QuestionNews, QueuedNews
from backend.flow.questions import Asked, Questions
from backend.flow.repair import BY_SCHEDULE, to_repair
from backend.flow.schedules import Schedules
from backend.flow.visit import Visit
from backend.office import Office
from backend.records import StoredResult
from backend.relay.lending import Lendings
from backend.relay.own_tab import Ending

WATCH_SECONDS = 0.5
HALT_SECONDS = 5.0
"""How long a change may take to be verified when the service stops."""
REPEATED = 2
"""How often a check that reached nothing is repeated."""
PAUSE_SECONDS = 60.0
"""Before it is repeated; twice as long each time."""
ANSWERED: dict[Need | None, Asked] = {
    Need.SIGN_IN: Asked.SIGN_IN,
    Need.PASSWORD: Asked.PASSWORD,
    Need.CONSENT: Asked.CONSENT,
    Need.CODE: Asked.CODE,
}
"""What a waiting job asks for. After a challenge the account rests instead."""
LOG = logging.getLogger("unconsent.jobs")


@dataclass(kw_only=True)
class Worker:
    """One process that visits accounts."""

    name: str
    office: Office
    jobs: Jobs
    feed: Feed
    questions: Questions
    findings: Findings
    schedules: Schedules
    lendings: Lendings = field(default_factory=Lendings)
    halting: asyncio.Event = field(default_factory=asyncio.Event)
    visits: dict[str, Visit] = field(default_factory=dict)
    line: Line = field(init=False)
    """Where the next attempts are put; set once the engine runs."""

    async def work(self, id: str, attempt: str) -> None:
        """Does one attempt; when it was done before a crash, nothing. While halting it never returns."""
        job = await self.jobs.get(id)
        if job is None or job.attempt_id != attempt or job.state not in (State.QUEUED, State.RUNNING):
            return
        if self.halting.is_set():
            await asyncio.Event().wait()
        if job.cancelling:
            await self._end(job, State.CANCELLED)
            return
        begun = await self._begun(job)
        if begun is None:
            return
        before = await self._last(begun)
        ending = await self._visit(begun)
        if self.halting.is_set() and not await self._is_cancelled(begun):
            await asyncio.Event().wait()  # the engine hands it out again when this process is back
        await self._conclude(begun, ending)
        await self._repair(begun, before)

    async def cancel(self, job: StoredJob) -> StoredJob:
        """Asks a job to stop, here or at another worker."""
        was_idle = job.state in (State.QUEUED, State.WAITING)
        job = await self.jobs.cancel(job)
        if job.state is State.CANCELLED and was_idle:
            await self._tell_end(job, State.CANCELLED, None)
        elif job.id in self.visits:
            self.visits[job.id].stop.set()
        return job

    async def halt(self) -> None:
        """Brings all visits to a safe point, soon, and keeps them there. They go on when the service is back."""
        self.halting.set()
        late = asyncio.get_running_loop().time() + HALT_SECONDS
        while self.visits:
            for visit in list(self.visits.values()):
                visit.stop.set()
                if asyncio.get_running_loop().time() > late:
                    visit.drop_at_once()
            await asyncio.sleep(0.05)

    async def _begun(self, job: StoredJob) -> StoredJob | None:
        """The job, begun in its turn; None when it was cancelled before. Not while a person signs in there."""
        while (begun := await self.jobs.begin(job, self.name)) is None:
            await asyncio.sleep(WATCH_SECONDS)
            if self.halting.is_set():
                await asyncio.Event().wait()
        return begun if begun.state is State.RUNNING else None

    async def _visit(self, job: StoredJob) -> "_Ending":
        """Visits the account; what prevented that, or ended it early, if anything did."""
        office = self.office.of(job.member)
        watch: asyncio.Task[None] | None = None
        try:
            account = await office.accounts.by_id(job.account)
            visit = Visit(
                office=office,
                job=job,
                account=account,
                feed=self.feed,
                questions=self.questions,
                findings=self.findings,
                lendings=self.lendings,
            )
            self.visits[job.id] = visit
            watch = asyncio.create_task(self._watch(visit))
            results = await self._results(job)
            await visit.run(frozenset(id for id, one in results.items() if one.outcome is not Outcome.NEEDS_YOU))
            return _Ending(early=visit.ending)
        except Refused as refused:
            return _Ending(trouble=str(refused))
        except Exception as bug:
            LOG.exception("job failed", extra={"job": job.id, "account": job.account})
            return _Ending(
                trouble=f"Unconsent failed ({type(bug).__name__}). This is a fault of ours; the log says more."
            )
        finally:
            if watch:
                watch.cancel()
            self.visits.pop(job.id, None)

    async def _watch(self, visit: Visit) -> None:
        """Notices a wish to stop that came by another process."""
        while not visit.stop.is_set():
            if await self._is_cancelled(visit.job):
                visit.stop.set()
            await asyncio.sleep(WATCH_SECONDS)

    async def _is_cancelled(self, job: StoredJob) -> bool:
        now = await self.jobs.get(job.id)
        return now is None or now.cancelling

    async def _conclude(self, job: StoredJob, ending: "_Ending") -> None:
        results, early = await self._results(job), ending.early
        if ending.trouble:
            await self._end(job, State.FAILED, ending.trouble)
        elif early:
            await self._end(job, State.CANCELLED if early.by_person else State.DONE, early.why)
        elif await self._is_cancelled(job):
            await self._end(job, State.CANCELLED)
        elif job.place is Place.OWN_TAB:
            await self._end(job, State.DONE)
        elif (asked := _asked(results)) and job.options.get("wait"):
            await self._wait(job, asked)
        elif _reached_nothing(results) and job.mode is Mode.CHECK and job.attempt <= REPEATED:
            await self.go_on(job, delay=PAUSE_SECONDS * 2 ** (job.attempt - 1))
        else:
            await self._end(job, State.DONE)

    async def _repair(self, job: StoredJob, before: dict[str, StoredResult]) -> None:
        """After a scheduled look: asks for a run of what came back on, where the person wished that."""
        schedule = await self.schedules.get(job.account)
        if job.asked_by != BY_SCHEDULE or job.mode is not Mode.CHECK or not (schedule and schedule.repair):
            return
        office = self.office.of(job.member)
        account = await office.accounts.by_id(job.account)
        named = to_repair(office.platform_of(account), account, before, await self._results(job))
        if not named:
            return
        with contextlib.suppress(AlreadyOpen):
            options: Options = {"named": list(named)}
            asked, _ = await self.jobs.ask(
                job.member, job.account, Mode.RUN, options=options, priority=Priority.RECHECK, asked_by=BY_SCHEDULE
            )
            await self.feed.add(asked.id, asked.member, "queued", queued(asked))
            await self.line.put(asked)

    async def _wait(self, job: StoredJob, asked: Asked) -> None:
        """Leaves the browser and the line, and asks a person; `go_on` begins the next attempt."""
        question = await self.questions.ask(job.id, asked)
        await self.jobs.wait(job)
        body = QuestionNews.of(question).model_dump(mode="json")
        await self.feed.add(job.id, job.member, body.pop("kind"), body)

    async def go_on(self, job: StoredJob, *, delay: float | None = None) -> bool:
        """Puts the next attempt of a begun job in line. False when it has gone on already, or is over."""
        self.line.expect(f"{job.id}.{job.attempt + 1}")
        later = await self.jobs.go_on(job)
        if later:
            await self.feed.add(later.id, later.member, "queued", queued(later))
            await self.line.put(later, delay)
        return later is not None

    async def expire(self, job: StoredJob) -> None:
        """Ends a waiting job whose question nobody answered."""
        await self._end(job, State.DONE)

    async def give_up(self, job: StoredJob) -> None:
        """Ends a job that could not be done however often it was begun."""
        await self._end(job, State.FAILED, "It was begun several times and never came to its end. The log says more.")

    async def _end(self, job: StoredJob, state: State, trouble: str | None = None) -> None:
        if await self.jobs.end(job, state, trouble):
            await self._tell_end(job, state, trouble)

    async def _tell_end(self, job: StoredJob, state: State, trouble: str | None) -> None:
        await self.lendings.release(job.id)
        await self.questions.close(job.id)
        if job.place is Place.OWN_TAB and state is State.DONE:
            await self.findings.settle(job.account, What.LOOK_DUE)
        counts = Counter(one.outcome for one in (await self._results(job)).values())
        news = EndedNews.model_validate({"state": state.value, "outcomes": dict(counts), "trouble": trouble})
        body = news.model_dump(mode="json")
        await self.feed.add(job.id, job.member, body.pop("kind"), body)

    async def _last(self, job: StoredJob) -> dict[str, StoredResult]:
        """What was known of the account before; nothing when it is gone."""
        office = self.office.of(job.member)
        with contextlib.suppress(Refused):
            return await office.records.last(await office.accounts.by_id(job.account), only=READ)
        return {}

    async def _results(self, job: StoredJob) -> dict[str, StoredResult]:
        """The newest outcome of every setting, over all attempts of the job."""
        found: dict[str, StoredResult] = {}
        records = self.office.of(job.member).records
        for attempt in range(1, job.attempt + 1):
            found |= await records.of_attempt(f"{job.id}.{attempt}")
        return found


@dataclass(frozen=True, kw_only=True)
class _Ending:
    """How a visit ended: as it should when nothing is said."""

    trouble: str | None = None
    early: Ending | None = None


def queued(job: StoredJob) -> dict[str, int]:
    """The event of a job that stands in line."""
    return QueuedNews(attempt=job.attempt).model_dump(exclude={"kind"})


def _asked(results: dict[str, StoredResult]) -> Asked | None:
    """What a person must do first, if that is something after which a job can go on."""
    return next((ANSWERED[one.needs] for one in results.values() if one.needs in ANSWERED), None)


def _reached_nothing(results: dict[str, StoredResult]) -> bool:
    return bool(results) and all(one.outcome is Outcome.UNREACHABLE for one in results.values())
