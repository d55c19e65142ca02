"""One account's errand at its place: may it run, what is to be done, and every outcome kept before it is told."""

import asyncio
import dataclasses
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field

from automations.browser import Browsers
from automations.errand import Errand, Help, Mode, Progress, Stage, Wanted
from automations.outcome import Need, Outcome, Result, Stopped
from automations.runner import run_account
from automations.selection import OF_THE_BROWSER, Selection, select, why_retired
from automations.session import Session
from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.office import Office
from backend.pace import PaceKeeper
from backend.places import ErrandPlace
from backend.told import Done, Job, Planned, Tell
from backend.visiting import enrolled, held_back, pause_after

INTERRUPTED = "An earlier run was interrupted while it changed this setting."


@dataclass(kw_only=True)
class ErrandOf:
    """The work on one job."""

    office: Office
    job: Job
    place: ErrandPlace
    tell: Tell
    pace: PaceKeeper | None
    attempt: str | None = None
    """The attempt of a stored job to which the outcomes belong."""
    done_before: frozenset[str] = frozenset()
    """Settings of which an outcome is stored already; they are not visited again."""
    done: list[Done] = field(default_factory=list)
    plan: Planned | None = None

    async def run(self, browsers: Browsers, stop: asyncio.Event) -> None:
        """Does the job; what is done is in `done`. Ends early, after the setting at hand, when `stop` is set."""
        chosen = await self.choose()
        left_alone = tuple(setting for setting, _ in chosen.skipped)
        self.plan = Planned(job=self.job, settings=tuple(one.setting for one in chosen.wanted), skipped=left_alone)
        self.tell(self.plan)
        for setting, why in chosen.skipped:
            if setting.id not in self.done_before:
                await self._keep(self._result(setting.id, Outcome.SKIPPED, why, url=setting.url))
        await self._tell_unoffered()
        left = tuple(one for one in chosen.wanted if one.setting.id not in self.done_before)
        changes = self.job.mode is not Mode.CHECK
        held = await held_back(self.office, self.job.account, changes=changes, attended=self.place.attended)
        if held is not None:
            for wanted in left:
                await self._keep(self._stopped(wanted, held))
        elif left:
            await self._visit(browsers, left, stop)

    async def choose(self) -> Selection:
        """The settings to visit and to leave alone. Refused when one that was named must not be changed."""
        job = self.job
        if job.mode is not Mode.UNDO:
            ticked = job.account.ticked
            return select(
                self.platform,
                job.mode,
                named=frozenset(job.named),
                ticked=ticked,
                essential=job.essential,
                every=job.every,
                own_browser=self.place.own_browser,
            )
        points = await self.office.records.restore_points(job.account)
        order = [setting.id for setting in self.platform.settings]
        known = [one for one in points if one.partition("/")[0] in order]
        restored = [one for one in known if not job.named or {one, one.partition("/")[0]} & set(job.named)]
        restored.sort(key=lambda one: (order.index(one.partition("/")[0]), one))
        wanted, skipped = [], []
        for one in (Wanted(setting=self.platform.setting(id), restore=points[id]) for id in restored):
            why = why_retired(self.platform, one.setting)
            if why is None and one.setting.per == "browser" and not self.place.own_browser:
                why = OF_THE_BROWSER
            if why is None:
                wanted.append(one)
            else:
                skipped.append((one.setting, why))
        return Selection(wanted=tuple(wanted), skipped=tuple(skipped))

    @property
    def platform(self) -> Platform:
        return self.office.platform_of(self.job.account)

    async def _visit(self, browsers: Browsers, wanted: tuple[Wanted, ...], stop: asyncio.Event) -> None:
        async with AsyncExitStack() as stack:
            try:
                session = await stack.enter_async_context(self.place.session(browsers))
                account = await enrolled(self.office, self.place, self.job.account, session)
            except Stopped as trouble:
                await pause_after(self.office, self.job.account, trouble.outcome, trouble.need, trouble.detail)
                for one in wanted:
                    await self._keep_understood(self._stopped(one, trouble))
                return
            errand = Errand(
                platform=self.platform,
                account=account.account,
                mode=self.job.mode,
                wanted=wanted,
                done=self.done_before,
                known=await self._parts_before(account),
            )
            unfinished = await self.office.records.unfinished(account)
            async with aclosing(self._results(session, errand)) as results:
                async for result in results:
                    if result.setting in unfinished:
                        result = dataclasses.replace(result, detail=f"{INTERRUPTED} {result.detail}".strip())
                    await self._keep_understood(result)
                    await pause_after(self.office, account, result.outcome, result.needs, result.detail)
                    if stop.is_set() or self.place.over:
                        return

    async def _parts_before(self, account: StoredAccount) -> frozenset[str]:
        """Settings of blogs or sites that were there when somebody looked last."""
        last = await self.office.records.last(account)
        known = {one.id for one in self.platform.settings if one.in_parts}
        there = (key for key, one in last.items() if one.outcome not in (Outcome.NOT_OFFERED, Outcome.SKIPPED))
        return frozenset(key for key in there if "/" in key and key.partition("/")[0] in known)

    async def keep_cut_off(self, setting: str, detail: str) -> None:
        """Keeps that nobody knows how a setting stands, on which the work was cut off at its place."""
        url = self.job.account.fill(self.platform.setting(setting).url)
        await self._keep(self._result(setting, Outcome.UNREACHABLE, detail, url=url))

    def _results(self, session: Session, errand: Errand) -> AsyncGenerator[Result]:
        return run_account(
            session,
            errand,
            journal=self._journal,
            timing=self.office.timing,
            before_load=self._before_load,
            help=Help(needs=self.place.helps_with, give=lambda asked: self.place.help(session, asked)),
            planned=self._replan,
        )

    def _replan(self, instead_of: Wanted, parts: tuple[Wanted, ...]) -> None:
        """Tells which blogs or sites are visited, once that is known."""
        if self.plan:
            each = tuple(one.setting for one in parts)
            settings = ((one,) if one.id != instead_of.setting.id else each for one in self.plan.settings)
            self.plan = dataclasses.replace(self.plan, settings=tuple(one for some in settings for one in some))
            self.tell(self.plan)

    async def _tell_unoffered(self) -> None:
        """What the platform does not offer is an outcome too, in its honest words."""
        job = self.job
        for one in self.platform.not_offered:
            if one.id and one.id not in self.done_before and job.mode is not Mode.UNDO and not job.named:
                since = f" (since {one.since})" if one.since else ""
                await self._keep(self._result(one.id, Outcome.NOT_OFFERED, one.wording + since, url=one.url))

    async def _before_load(self) -> None:
        if self.pace:
            await self.pace.wait()
            await self.office.records.visited(self.job.account)

    async def _journal(self, progress: Progress) -> None:
        """A change that is about to be made is on the disk before the platform sees it."""
        if progress.stage is Stage.WRITING:
            await self.office.records.writing(self.job.account, progress)
        self.tell(progress)

    async def _keep_understood(self, result: Result) -> None:
        understood = self.place.understood(result)
        if understood:
            await self._keep(understood)

    async def _keep(self, result: Result) -> None:
        office, job = self.office, self.job
        receipt = await office.records.finish(
            job.account, job.mode, result, test_sites=office.test_sites, attempt=self.attempt
        )
        await office.sightings.keep(job.account, result, receipt)
        done = Done(job=job, result=result, receipt=receipt)
        self.done.append(done)
        self.tell(done)

    def _stopped(self, wanted: Wanted, stop: Stopped) -> Result:
        url = stop.url or self.job.account.fill(wanted.setting.url)
        return self._result(wanted.setting.id, stop.outcome, stop.detail, need=stop.need, url=url)

    def _result(
        self, setting: str, outcome: Outcome, detail: str, *, need: Need | None = None, url: str | None = None
    ) -> Result:
        account = self.job.account
        return Result(
            platform=account.platform,
            account=account.name,
            setting=setting,
            outcome=outcome,
            needs=need,
            detail=detail,
            url=url,
        )
