"""A batch that a running service does, told on the board as if it were done here."""

import asyncio
from collections.abc import Sequence
from typing import Any

from automations.errand import Progress, Stage
from automations.outcome import Refused
from backend.cli.onlooker import Onlooker
from backend.flow.feed import Event, Feed
from backend.flow.jobs import AlreadyOpen, Jobs, Options, Priority, StoredJob
from backend.flow.news import EndedNews, PlannedNews, QuestionNews, ResultNews
from backend.flow.questions import Asked, Questions
from backend.flow.worker import queued
from backend.office import Office
from backend.service.here import Here, running, test_sites
from backend.told import AccountEnded, Done, Job, Planned

ASKED_BY = "command line"
GONE = "The service stopped meanwhile. The job goes on when it runs again: start it with `serve`."


def service_for(office: Office, *, headed: bool) -> Here | None:
    """The service that does the work; None when there is none. Refused when it cannot do what is asked."""
    here = running(office.settings.home)
    if here is None:
        return None
    if headed:
        raise Refused("A service runs on this data folder, and shows no windows. Stop it first, or leave out --headed.")
    if here.test_sites != test_sites(office.settings):
        raise Refused(
            "The service that runs on this data folder is not led to the same test sites as this command. "
            "Stop it first, or use the same --resolve."
        )
    return here


async def work_through(office: Office, jobs: Sequence[Job], onlooker: Onlooker) -> None:
    """Asks the service for all jobs and follows them to their ends. Stopping cancels them."""
    follower = _Follower(office, onlooker)
    follower.after = await follower.feed.newest()
    for job in jobs:
        await follower.ask(job)
    await follower.follow()


class _Follower:
    """The jobs that were asked for, by their ids."""

    def __init__(self, office: Office, onlooker: Onlooker) -> None:
        self.office = office
        self.onlooker = onlooker
        self.jobs = Jobs(office.store)
        self.feed = Feed(office.store, office.key.purpose("events"))
        self.questions = Questions(office.store, office.key.purpose("answers"))
        self.after = 0
        self.left: dict[str, Job] = {}
        self.cancelled = False

    async def ask(self, job: Job) -> None:
        """Asks for a job, or follows the same one that is under way."""
        options: Options = {"named": list(job.named), "every": job.every, "essential": job.essential}
        member, account = job.account.member, job.account.id
        try:
            stored, _ = await self.jobs.ask(
                member, account, job.mode, options=options, priority=Priority.BATCH, asked_by=ASKED_BY
            )
            await self.feed.add(stored.id, member, "queued", queued(stored))
        except AlreadyOpen as there:
            if there.job.options != options:
                busy = Refused(f"The service is about to {job.mode} this account already, with other settings. Wait.")
                self.onlooker.tell(AccountEnded(job=job, trouble=busy))
                return
            stored = there.job
        self.left[stored.id] = job
        for event in await self.feed.read(member, after=0, job=stored.id):
            await self._hear(event)

    async def follow(self) -> None:
        """Until all are over, or the service is gone."""
        if not self.left:
            return
        member = next(iter(self.left.values())).account.member
        async for event in self.feed.listen(member, after=self.after):
            if event and event.id > self.after:
                self.after = event.id
                await self._hear(event)
            if self.onlooker.stop.is_set() and not self.cancelled:
                await self._cancel()
            if not self.left:
                return
            if event is None and running(self.office.settings.home) is None:
                for job in self.left.values():
                    self.onlooker.tell(AccountEnded(job=job, trouble=Refused(GONE)))
                return

    async def _cancel(self) -> None:
        self.cancelled = True
        for id in list(self.left):
            job = await self.jobs.get(id)
            if job:
                await self._cancel_one(job)

    async def _cancel_one(self, job: StoredJob) -> None:
        after = await self.jobs.cancel(job)
        if after.ended and after.id in self.left:  # nobody had begun it, so nobody else tells
            body = EndedNews(state="cancelled", outcomes={}, trouble=None).model_dump(mode="json")
            await self.feed.add(job.id, job.member, body.pop("kind"), body)

    async def _hear(self, event: Event) -> None:
        job = self.left.get(event.job)
        if job is None:
            return
        heard = _heard(self.office, job, event.kind, event.body)
        if heard:
            self.onlooker.tell(heard)
        if isinstance(heard, AccountEnded):
            del self.left[event.job]
        elif event.kind == "question":
            asyncio.get_running_loop().create_task(self._answer(event, job))

    async def _answer(self, event: Event, job: Job) -> None:
        """Hands on what the person types when a code is asked for."""
        news = QuestionNews.model_validate(event.body)
        question = await self.questions.open(event.job)
        if news.asked is Asked.CODE and question:
            code = await self.onlooker.ask_code(job.account)
            if code:
                await self.questions.answer(question, code)


def _heard(
    office: Office, job: Job, kind: str, body: dict[str, Any]
) -> Planned | Progress | Done | AccountEnded | None:
    """The event in the words of a batch; None for one that a batch does not have."""
    platform = office.platform_of(job.account)
    if kind == "planned":
        plan = PlannedNews.model_validate(body)
        visited, skipped = (tuple(platform.setting(one) for one in some) for some in (plan.settings, plan.skipped))
        return Planned(job=job, settings=visited, skipped=skipped)
    if kind == "stage":
        return Progress(
            platform=platform.slug,
            account=job.account.name,
            setting=body["setting"],
            stage=Stage(body["stage"]),
            value=body["value"],
        )
    if kind == "result":
        news = ResultNews.model_validate(body)
        return Done(job=job, result=news.result(platform.slug, job.account.name), receipt=news.receipt)
    if kind == "ended":
        ended = EndedNews.model_validate(body)
        return AccountEnded(job=job, trouble=Refused(ended.trouble) if ended.trouble else None)
    return None
