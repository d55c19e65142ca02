"""The story of one setting, told once for all platforms: open, recognise, read, set, open anew, prove.

The numbers are the steps of `docs/explanation/how-proof-works.md`. A platform is data; it cannot forget one.
"""

import asyncio
import dataclasses
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Error

from automations import controls, evidence
from automations.controls import reads_as
from automations.desk import Desk
from automations.errand import Errand, Help, Journal, Mode, Progress, Stage, Timing, Wanted
from automations.outcome import (
    Evidence,
    Forced,
    Limited,
    Need,
    NeedsYou,
    NotOffered,
    NotRecognised,
    Outcome,
    Proof,
    Result,
    Stopped,
    Unreachable,
    WrongAccount,
)
from automations.page import stop_on_signal
from automations.proof import gather
from automations.reading import Read
from automations.saving import Saved, ready_to_save, require_harmless, require_save, save
from automations.session import Session
from automations.spec import Action
from automations.spread import spread

WRITTEN = frozenset({Action.SET, Action.ASK_FIRST})
"""Only settings with these default actions are ever changed."""
ENDS_THE_ERRAND = frozenset({Outcome.LIMITED, Outcome.WRONG_ACCOUNT, Outcome.NEEDS_YOU})
Planned = Callable[[Wanted, tuple[Wanted, ...]], None]
UNREACHABLE_AT_MOST = 2
"""After so many in a row the platform is left alone."""


async def run_account(
    session: Session,
    errand: Errand,
    *,
    journal: Journal,
    timing: Timing | None = None,
    before_load: Callable[[], Awaitable[None]] | None = None,
    help: Help | None = None,
    planned: Planned | None = None,
) -> AsyncGenerator[Result]:
    """Brings every wanted setting of one account to its honest outcome, one after the other.

    `before_load` keeps the platform's pace; `help` is asked for what a person must do, as signing in; `planned` hears
    of a setting of blogs or sites what is visited instead: it once for each of them.
    """
    if any((one.restore is not None) is not (errand.mode is Mode.UNDO) for one in errand.wanted):
        raise ValueError("Only an undo puts something back, and it must be told what.")
    desk = Desk(session=session, errand=errand, timing=timing or Timing(), before_load=before_load)
    ended: Stopped | None = None
    unreached = 0
    hoped_for = set(help.needs if help else ())
    try:
        wanted = list(errand.wanted)
        while wanted:
            started = time.monotonic()
            story = _Story(desk=desk, wanted=wanted.pop(0), journal=journal)
            result = await story.told(ended)
            while help and ended is None and result and result.needs in hoped_for and story.before is None:
                hoped_for.discard(result.needs)
                result = await story.told_after(help)
            if result is None:
                wanted[:0] = story.parts
                if planned:
                    planned(story.wanted, story.parts)
                continue
            unreached = unreached + 1 if result.outcome is Outcome.UNREACHABLE else 0
            if result.outcome in ENDS_THE_ERRAND or unreached >= UNREACHABLE_AT_MOST:
                ended = story.stop
            yield dataclasses.replace(result, seconds=round(time.monotonic() - started, 3))
    finally:
        await desk.close()


@dataclass(kw_only=True)
class _Story:
    """What has happened so far with one setting."""

    desk: Desk
    wanted: Wanted
    journal: Journal
    before: str | None = None
    """What was there, once a change was begun."""
    stop: Stopped | None = None
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[Wanted, ...] = ()
    """What is to be visited instead of a setting of blogs or sites."""

    async def told(self, ended: Stopped | None = None) -> Result | None:
        """The setting's result. Expected trouble is a result too; anything else that is raised is a bug.

        None for a setting of blogs or sites, once it is known which there are.
        """
        try:
            if ended:
                raise ended
            try:
                result = await self._tell()
            except Limited:
                await self.desk.stop_the_other()
                raise
        except Stopped as stop:
            result = self._stopped(stop)
        except Error as error:
            if not self.desk.gone:
                raise
            result = self._stopped(Unreachable(f"The browser was closed meanwhile ({error.message.splitlines()[0]})."))
        if result is None or result.outcome in (*ENDS_THE_ERRAND, Outcome.UNREACHABLE, Outcome.SKIPPED):
            return result
        return dataclasses.replace(result, new_controls=await self.desk.unknown_controls())

    async def told_after(self, help: Help) -> Result | None:
        """Has done what is needed, then tries the setting once more."""
        await self.desk.make_way()
        try:
            if isinstance(self.stop, NeedsYou):
                await help.give(self.stop)
        except Stopped as stop:
            return self._stopped(stop)
        return await self.told()

    async def _tell(self) -> Result | None:
        desk, setting, mode = self.desk, self.wanted.setting, self.desk.errand.mode
        if setting.in_parts:
            self.parts = await spread(desk, setting)
            return None
        if self.wanted.left_alone:
            return self._result(Outcome.SKIPPED, detail=self.wanted.left_alone)
        if self.wanted.gone:
            raise NotOffered(self.wanted.gone)
        await self._say(Stage.OPENING)
        visit = await desk.open(setting)  # 1, 2, 3
        setting = desk.worded(setting)
        self.wanted = dataclasses.replace(self.wanted, setting=setting)
        await self._say(Stage.READING)
        read = await desk.read(visit, setting)  # 4, 5
        await self._take("before", read)
        if reads_as(read.reading, self.wanted.restore):  # 6
            return await self._prove(read, changed=False)
        if mode is Mode.CHECK:
            return self._result(Outcome.STILL_ON, before=read.reading.value)
        if setting.action not in WRITTEN:
            return self._result(Outcome.SKIPPED, detail="Unconsent never changes this setting.")
        if not read.reading.enabled:
            why = setting.disabled_because or f"{desk.errand.platform.name} shows it, but does not let you change it."
            raise Forced(why, url=visit.url)
        saved = await self._set(read)  # 7
        return await self._verify(saved)

    async def _set(self, read: Read) -> Saved:
        """Writes once, and says what the platform answered. What happened in fact, only `_verify` can tell."""
        desk, setting, platform = self.desk, self.wanted.setting, self.desk.errand.platform
        await require_save(read, setting)
        await self._say(Stage.WRITING, read.reading.value)
        if not await desk.same_sign_in():
            read = await self._read_again(read)
        await require_harmless(read, setting)
        await desk.hold_back_strays()
        ready = await ready_to_save(read, setting)
        self.before, desk.changed = read.reading.value, True
        since = read.visit.answers.now
        try:
            await self._put(read)
            saved = await save(read, platform, setting, desk.timing, since=since, ready=ready)
        except (Error, NotRecognised) as trouble:
            if not desk.changed:
                raise
            saved = Saved(note=trouble.detail if isinstance(trouble, NotRecognised) else "The page changed meanwhile.")
        if desk.held_back:
            raise WrongAccount(f"The browser changed its sign-in to {platform.name} while the change was being sent.")
        await stop_on_signal(read.visit, platform, desk.errand.account)
        return saved

    async def _read_again(self, before: Read) -> Read:
        """The same reading under another sign-in: of the same person, or opening the page raises WrongAccount."""
        desk, setting = self.desk, self.wanted.setting
        read = await desk.read(await desk.open_anew(setting), setting)
        if read.reading != before.reading or not await desk.same_sign_in():
            raise NotRecognised("The sign-in and the setting keep changing; nothing was touched.")
        return read

    async def _put(self, read: Read) -> None:
        """Sets the control. When a banner is in its way, that is refused first."""
        try:
            await controls.put(read.found, self.wanted.restore)
        except NotRecognised:
            if await self.desk.clear_the_way(thoroughly=True):
                await controls.put(read.found, self.wanted.restore)
                return
            self.before, self.desk.changed = None, False  # it could not be pressed
            raise

    async def _verify(self, saved: Saved) -> Result:
        """A fresh load, a new reading, and proofs; whatever cannot be proven was not done."""
        desk, setting = self.desk, self.wanted.setting
        await self._say(Stage.VERIFYING)
        try:
            read = await desk.read(await desk.open_anew(setting), setting)  # 8
            if not (saved.answered and saved.note) and not reads_as(read.reading, self.wanted.restore):
                await asyncio.sleep(desk.timing.later)  # an answer, or what it promised, may be late: no failure yet
                read = await desk.read(await desk.open_anew(setting), setting)
        except NotRecognised as doubt:
            return self._failed(None, f"It was changed, but this cannot be proven. {doubt.detail}", doubt.seen)
        await self._take("after", read)  # 9
        if not reads_as(read.reading, self.wanted.restore):
            return self._failed(read.reading.value, f"The change did not stick. {saved.note}".strip())
        return await self._prove(read, changed=True)

    async def _prove(self, read: Read, *, changed: bool) -> Result:
        try:
            proofs, missing = await gather(self.desk, self.wanted.setting, read)
        except NotRecognised as doubt:
            if not changed:
                raise
            proofs, missing = (), doubt.detail
        value = read.reading.value
        if missing:
            return self._failed(value, missing)
        if self.desk.errand.mode is Mode.UNDO:
            return self._result(Outcome.RESTORED, before=self.before or value, after=value, proofs=proofs)
        outcome = Outcome.OPTED_OUT if changed else Outcome.ALREADY_OUT
        return self._result(outcome, before=self.before or value, after=value, proofs=proofs)

    def _stopped(self, stop: Stopped) -> Result:
        """The result of expected trouble. After a write it says that the state is not known."""
        self.stop = stop
        detail = stop.detail
        if self.before is not None:
            detail = f"{detail} The setting was changed just before, but that is not proven: check again."
        return self._result(
            stop.outcome, need=stop.need, before=self.before, detail=detail, url=stop.url, seen=stop.seen
        )

    def _failed(self, value: str | None, detail: str, seen: tuple[str, ...] = ()) -> Result:
        outcome = Outcome.NOT_RESTORED if self.desk.errand.mode is Mode.UNDO else Outcome.STILL_ON
        return self._result(outcome, before=self.before or value, after=value, detail=detail, seen=seen)

    def _result(
        self,
        outcome: Outcome,
        *,
        need: Need | None = None,
        before: str | None = None,
        after: str | None = None,
        proofs: tuple[Proof, ...] = (),
        detail: str = "",
        url: str | None = None,
        seen: tuple[str, ...] = (),
    ) -> Result:
        errand = self.desk.errand
        return Result(
            platform=errand.platform.slug,
            account=errand.account.name,
            setting=self.wanted.setting.id,
            outcome=outcome,
            needs=need,
            before=before,
            after=after,
            proofs=proofs,
            detail=detail,
            url=url or self.wanted.setting.url,
            seen=seen,
            evidence=self.evidence,
        )

    async def _take(self, moment: str, read: Read) -> None:
        part = read.found.parts[0]
        shown = part.label or part.element
        title = self.wanted.setting.title
        try:
            taken = await evidence.take(read.visit.page, shown, moment=moment, value=read.reading.value, name=title)
        except Error:
            return
        self.evidence = (*self.evidence, taken)

    async def _say(self, stage: Stage, value: str | None = None) -> None:
        errand = self.desk.errand
        setting = self.wanted.setting.id
        await self.journal(
            Progress(
                platform=errand.platform.slug, account=errand.account.name, setting=setting, stage=stage, value=value
            )
        )
