"""One attempt of a job at its account: told as it goes, stopped at a safe point, gone on with after a crash."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.async_api import Error

from automations.errand import Mode, Progress, Stage
from automations.outcome import Need, NeedsYou
from automations.spec import Place
from backend.accounts import StoredAccount
from backend.errands import ErrandOf
from backend.flow.feed import Feed
from backend.flow.findings import Findings, Known, compared, known
from backend.flow.jobs import StoredJob
from backend.flow.news import News, PlannedNews, QuestionNews, ResultNews, StageNews
from backend.flow.questions import Asked, Questions
from backend.flow.repair import BY_SCHEDULE
from backend.office import Office
from backend.pace import PaceKeeper
from backend.places import ErrandPlace, OwnProfile
from backend.relay.lending import Lendings
from backend.relay.own_tab import PERSON_SECONDS, Ending, OwnTab
from backend.told import AccountEnded, Done, Job, Planned

IN_TAB = {
    Need.SIGN_IN: Asked.SIGN_IN,
    Need.CHALLENGE: Asked.CHALLENGE,
    Need.CODE: Asked.CHALLENGE,
    Need.PASSWORD: Asked.PASSWORD,
    Need.CONSENT: Asked.CONSENT,
}
"""What a person is asked to do in their own tab."""
HARMLESS = frozenset({Stage.OPENING, Stage.READING})
"""Stages in which the work may be dropped at any moment: nothing was written."""


@dataclass(kw_only=True)
class Visit:
    """The work of one attempt, in the office of the job's member."""

    office: Office
    job: StoredJob
    account: StoredAccount
    feed: Feed
    questions: Questions
    findings: Findings
    lendings: Lendings
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    before: Known = field(default_factory=lambda: Known(last={}, read={}))
    ending: Ending | None = None
    """How it ended when its place was gone before it was done."""
    _setting: str | None = None
    _stage: Stage | None = Stage.OPENING
    """Of the setting at hand; None while an outcome is noted."""
    _at_once: bool = False
    _told: asyncio.Queue[News | Done | None] = field(default_factory=asyncio.Queue)

    async def run(self, done_before: frozenset[str]) -> None:
        """Does what is left. Every outcome is stored when this returns, or was dropped before anything was written."""
        self.before = await known(self.office.records, self.account)
        teller = asyncio.create_task(self._tell_all())
        try:
            await self._work(done_before)
        finally:
            self._told.put_nowait(None)
            await teller

    async def _work(self, done_before: frozenset[str]) -> None:
        options, place = self.job.options, self._place()
        errand = ErrandOf(
            office=self.office,
            job=Job(
                account=self.account,
                mode=self.job.mode,
                named=tuple(options.get("named", ())),
                every=options.get("every", False),
                essential=options.get("essential", False),
            ),
            place=place,
            tell=self._hear,
            pace=await self._pace(),
            attempt=self.job.attempt_id,
            done_before=done_before,
        )
        async with self.office.browsers() as browsers:
            work = asyncio.create_task(errand.run(browsers, self.stop))
            watch = asyncio.create_task(self._drop(work, place))
            try:
                await work
            except (asyncio.CancelledError, Error):
                if not (self.stop.is_set() or place.over):
                    raise
            finally:
                watch.cancel()
                work.cancel()
                with contextlib.suppress(asyncio.CancelledError, Error):
                    await work
        if isinstance(place, OwnTab) and place.over:
            await self._cut_off(errand, place)

    def _place(self) -> OwnProfile | OwnTab:
        if self.job.place is Place.OWN_TAB:
            return OwnTab(
                office=self.office,
                account=self.account,
                job=self.job.id,
                lendings=self.lendings,
                asking=self._asking,
            )
        return OwnProfile(office=self.office, account=self.account, ask_code=self._ask_code)

    async def _drop(self, work: "asyncio.Task[None]", place: ErrandPlace) -> None:
        """Drops the work soon after it was stopped, unless something is being written; at once without its place."""
        while not (self.stop.is_set() or place.over):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        while not work.done():
            if self._at_once or place.over or self._stage in HARMLESS:
                work.cancel()
                return
            await asyncio.sleep(0.05)

    async def _cut_off(self, errand: ErrandOf, place: OwnTab) -> None:
        """Notes how far the setting at hand had come when the tab was gone, and why it is."""
        self.ending = place.ending
        if self._setting and self._stage:
            detail = place.cut_off(self._stage)
            if detail:
                await errand.keep_cut_off(self._setting, detail)

    def drop_at_once(self) -> None:
        """Drops the work whatever it does; what was being written is looked at again the next time."""
        self._at_once = True
        self.stop.set()

    def _hear(self, news: Planned | Progress | Done | AccountEnded) -> None:
        if isinstance(news, Progress):
            self._setting, self._stage = news.setting, news.stage
            self._told.put_nowait(StageNews.of(news))
        elif isinstance(news, Planned):
            settings, skipped = ([one.id for one in some] for some in (news.settings, news.skipped))
            self._told.put_nowait(PlannedNews(settings=tuple(settings), skipped=tuple(skipped)))
        elif isinstance(news, Done):
            self._stage = None
            self._told.put_nowait(news)

    async def _tell_all(self) -> None:
        while (news := await self._told.get()) is not None:
            if isinstance(news, Done):
                await self._compare(news)
                news = ResultNews.of(news.result, news.receipt)
            await self.tell(news)

    async def tell(self, news: News) -> None:
        """Stores an event and hands it to who listens."""
        body = news.model_dump(mode="json")
        await self.feed.add(self.job.id, self.job.member, body.pop("kind"), body)

    async def _compare(self, done: Done) -> None:
        result = done.result
        repairing = self.job.asked_by == BY_SCHEDULE and self.job.mode is Mode.RUN
        for what, detail in compared(self.before, result, repairing=repairing):
            await self.findings.add(self.account.id, result.setting, what, detail)

    async def _ask_code(self, account: StoredAccount) -> str | None:
        """The code that a platform asks for, from whoever follows the job; None when nobody answers in time."""
        question = await self.questions.ask(self.job.id, Asked.CODE)
        self._told.put_nowait(QuestionNews.of(question))
        answer = asyncio.create_task(self.questions.take(question))
        stopped = asyncio.create_task(self.stop.wait())
        done, pending = await asyncio.wait({answer, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for one in pending:
            one.cancel()
        return answer.result() if answer in done else None

    @asynccontextmanager
    async def _asking(self, asked: NeedsYou) -> AsyncIterator[asyncio.Event]:
        """Asks whoever follows the job to act in their tab; again after they said that they have, as long as it lasts.

        The event is set each time they say so.
        """
        done = asyncio.Event()
        limit = timedelta(seconds=PERSON_SECONDS)

        async def ask() -> None:
            while True:
                question = await self.questions.ask(self.job.id, IN_TAB[asked.need], limit)
                self._told.put_nowait(QuestionNews.of(question, url=asked.url))
                if await self.questions.take(question) is None:
                    return
                done.set()

        asking = asyncio.create_task(ask())
        try:
            yield done
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking
            await self.questions.close(self.job.id)

    async def _pace(self) -> PaceKeeper | None:
        """None on test sites, where nobody is bothered."""
        if self.office.overrides:
            return None
        last = await self.office.records.last_visit(self.account.platform)
        return PaceKeeper(self.office.platform_of(self.account).pace, last=last)
