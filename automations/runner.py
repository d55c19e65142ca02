"""The story of one setting, told once for all platforms: open, recognise, read, set, open anew, prove.

The numbers are the steps of `docs/explanation/how-proof-works.md`. A platform is data; it cannot forget one.
"""

import dataclasses
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Error

from automations import controls, evidence
from automations.browser import Session
from automations.controls import reads_as
from automations.desk import Desk
from automations.errand import Errand, Journal, Mode, Progress, Stage, Timing, Wanted
from automations.outcome import Evidence, Forced, Need, NotRecognised, Outcome, Proof, Result, Stopped
from automations.page import stop_on_signal
from automations.proof import gather
from automations.reading import Read, read_steadily
from automations.saving import require_save, save
from automations.spec import Action

WRITTEN = frozenset({Action.SET, Action.ASK_FIRST})
"""Only settings with these default actions are ever changed."""
ENDS_THE_ERRAND = frozenset({Outcome.LIMITED, Outcome.WRONG_ACCOUNT, Outcome.NEEDS_YOU})
UNREACHABLE_AT_MOST = 2
"""After so many in a row the platform is left alone."""


async def run_account(
    session: Session,
    errand: Errand,
    *,
    journal: Journal,
    timing: Timing | None = None,
    before_load: Callable[[], Awaitable[None]] | None = None,
    sign_in: Callable[[], Awaitable[None]] | None = None,
) -> AsyncIterator[Result]:
    """Brings every wanted setting of one account to its honest outcome, one after the other.

    `before_load` keeps the platform's pace; `sign_in` signs in with stored credentials and is tried at most once.
    """
    desk = Desk(session=session, errand=errand, timing=timing or Timing(), before_load=before_load)
    ended: Result | None = None
    unreached = 0
    try:
        for wanted in errand.wanted:
            started = time.monotonic()
            if ended is None:
                result = await run_setting(desk, wanted, journal)
                if result.needs is Need.SIGN_IN and result.before is None and sign_in:
                    result, sign_in = await _after_sign_in(desk, wanted, journal, sign_in), None
            else:
                result = _same_end(ended, wanted)
            unreached = unreached + 1 if result.outcome is Outcome.UNREACHABLE else 0
            if result.outcome in ENDS_THE_ERRAND or unreached >= UNREACHABLE_AT_MOST:
                ended = ended or result
            yield dataclasses.replace(result, seconds=round(time.monotonic() - started, 3))
    finally:
        await desk.close()


async def run_setting(desk: Desk, wanted: Wanted, journal: Journal) -> Result:
    """One setting -> one result. Expected trouble is a result too; anything else that is raised is a bug."""
    story = _Story(desk=desk, wanted=wanted, journal=journal)
    try:
        result = await story.tell()
    except Stopped as stop:
        result = story.stopped(stop)
    if result.outcome in ENDS_THE_ERRAND or result.outcome is Outcome.UNREACHABLE:
        return result
    return dataclasses.replace(result, new_controls=await desk.unknown_controls())


@dataclass(kw_only=True)
class _Story:
    """What has happened so far with one setting."""

    desk: Desk
    wanted: Wanted
    journal: Journal
    before: str | None = None
    evidence: tuple[Evidence, ...] = ()

    async def tell(self) -> Result:
        desk, setting, mode = self.desk, self.wanted.setting, self.desk.errand.mode
        await self._say(Stage.OPENING)
        visit = await desk.open(setting)  # 1, 2, 3
        await self._say(Stage.READING)
        read = await read_steadily(visit, desk.errand.platform, setting, desk.timing)  # 4, 5
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
        note = await self._set(read)  # 7
        return await self._verify(note)

    async def _set(self, read: Read) -> str:
        """Writes once, and says what the platform answered."""
        desk, setting = self.desk, self.wanted.setting
        await require_save(read.visit, setting)
        await self._say(Stage.WRITING, read.reading.value)
        self.before = read.reading.value
        desk.changed = True
        since = read.visit.answers.count
        try:
            await controls.put(read.found, self.wanted.restore)
        except NotRecognised:
            if not await desk.clear_the_way():
                self.before = None
                raise
            await controls.put(read.found, self.wanted.restore)
        note = await save(read.visit, desk.errand.platform, setting, desk.timing, since=since)
        await stop_on_signal(read.visit, desk.errand.platform, desk.errand.account)
        return note

    async def _verify(self, note: str) -> Result:
        """A fresh load, a new reading, and proofs; whatever cannot be proven was not done."""
        desk, setting = self.desk, self.wanted.setting
        await self._say(Stage.VERIFYING)
        visit = await desk.open_anew(setting)  # 8
        try:
            read = await read_steadily(visit, desk.errand.platform, setting, desk.timing)
        except NotRecognised as doubt:
            return self._failed(None, f"It was changed, but this cannot be proven. {doubt.detail}", doubt.seen)
        await self._take("after", read)  # 9
        if not reads_as(read.reading, self.wanted.restore):
            return self._failed(read.reading.value, f"The change did not stick. {note}".strip())
        return await self._prove(read, changed=True)

    async def _prove(self, read: Read, *, changed: bool) -> Result:
        try:
            proofs, missing = await gather(self.desk, self.wanted.setting, read)
        except NotRecognised as doubt:
            proofs, missing = (), doubt.detail
        value = read.reading.value
        if missing:
            return self._failed(value, missing)
        if self.desk.errand.mode is Mode.UNDO:
            return self._result(Outcome.RESTORED, before=self.before or value, after=value, proofs=proofs)
        outcome = Outcome.OPTED_OUT if changed else Outcome.ALREADY_OUT
        return self._result(outcome, before=self.before or value, after=value, proofs=proofs)

    def stopped(self, stop: Stopped) -> Result:
        """The result of expected trouble. After a write it says that the state is not known."""
        detail = stop.detail
        if self.before is not None:
            detail = f"{detail} The setting was changed just before, but that is not proven: check again."
        return self._result(
            stop.outcome, need=stop.need, before=self.before, detail=detail, url=stop.url, seen=stop.seen
        )

    def _failed(self, value: str | None, detail: str, seen: tuple[str, ...] = ()) -> Result:
        undone = self.desk.errand.mode is Mode.UNDO
        outcome = Outcome.NOT_RESTORED if undone else Outcome.STILL_ON
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


async def _after_sign_in(
    desk: Desk, wanted: Wanted, journal: Journal, sign_in: Callable[[], Awaitable[None]]
) -> Result:
    """Signs in with what is stored, then tries the setting once more."""
    await desk.close()
    try:
        await sign_in()
    except Stopped as stop:
        return _Story(desk=desk, wanted=wanted, journal=journal).stopped(stop)
    return await run_setting(desk, wanted, journal)


def _same_end(ended: Result, wanted: Wanted) -> Result:
    """The outcome that ended the errand, for a setting that was not visited any more."""
    return dataclasses.replace(
        ended, setting=wanted.setting.id, before=None, after=None, seen=(), evidence=(), new_controls=()
    )
