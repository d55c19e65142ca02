"""One objection form of one account: read, approved and sent under the same gates as a run, and kept with a receipt."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from automations.catalogue import nearest
from automations.desk import Desk
from automations.errand import Errand, Mode, Progress, Stage
from automations.form_page import Sheet, Words
from automations.forms import NOT_SENT, SENT, UNCLEAR, read_sheet, submit
from automations.outcome import Outcome, Refused, Result, Stopped, Unreachable
from automations.spec import Form, Platform
from backend.accounts import StoredAccount
from backend.office import Office
from backend.pace import PaceKeeper
from backend.places import OwnProfile
from backend.visiting import enrolled, held_back, pause_after

BY_HAND = "Sent by hand, as you say. Unconsent has not seen it."
LATE = "{name} did not answer within {seconds:g} seconds."


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What came of it, and the id of its receipt."""

    result: Result
    receipt: str | None


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A form that went out before, or may have: then nobody knows."""

    at: datetime
    is_certain: bool


def form_of(platform: Platform, name: str) -> Form:
    """The form of that id, with or without what stands before its dot. Refused with the nearest ids otherwise."""
    known = {one.id: one for one in platform.forms}
    found = [one for one in platform.forms if name in (one.id, one.id.partition(".")[2])]
    if len(found) == 1:
        return found[0]
    if not known:
        raise Refused(f"{platform.name} has no form that is known. See what there is instead under its legal routes.")
    raise Refused(f"{platform.name} has no form {name!r}. {nearest(name, known)}")


async def sent_before(office: Office, account: StoredAccount, form: Form) -> Earlier | None:
    """Whether the form went out before, or may have: also when Unconsent was killed while it was sent."""
    begun = await office.records.begun(account, form.id)
    if begun:
        return Earlier(at=begun, is_certain=False)
    sent = (await office.records.last(account, only=(Outcome.SUBMITTED,))).get(form.id)
    return Earlier(at=sent.at, is_certain=True) if sent else None


async def sent_by_hand(office: Office, account: StoredAccount, form: Form) -> Kept:
    """Keeps that the person has sent the form, as they say."""
    result = Result(
        platform=account.platform,
        account=account.name,
        setting=form.id,
        outcome=Outcome.SUBMITTED,
        after=SENT,
        detail=f"{BY_HAND} {form.honest}",
        url=account.fill(form.url),
    )
    return await _kept(office, account, result)


async def _kept(office: Office, account: StoredAccount, result: Result) -> Kept:
    receipt = await office.records.finish(account, Mode.RUN, result, test_sites=office.test_sites)
    return Kept(result=result, receipt=receipt)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """The work on one form, in the profile that Unconsent keeps of the account."""

    office: Office
    account: StoredAccount
    form: Form
    words: Words
    headed: bool = False
    seconds: float | None = None
    """How long the browser may work on it; without a number as long as it takes."""
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """Set just before it is sent: from then on it may have been."""

    async def read(self) -> Sheet:
        """What would be sent. Raises what stops it; nothing is sent."""
        try:
            await self._require_free()
            async with self._in_time(), self._desk() as desk:
                return await read_sheet(desk, self.form, self.words)
        except Stopped as stop:
            await pause_after(self.office, self.account, stop.outcome, stop.need, stop.detail)
            raise

    async def send(self, approval: str) -> Kept:
        """Sends it once, if it still says what was approved, and keeps what came of it."""
        try:
            await self._require_free()
            async with self._in_time(), self._desk() as desk:
                result = await submit(desk, self.form, self.words, approval=approval, journal=self._journal)
        except Stopped as stop:
            result = self._stopped(stop)
        kept = await _kept(self.office, self.account, result)
        await pause_after(self.office, self.account, result.outcome, result.needs, result.detail)
        return kept

    async def stopped(self, stop: Stopped) -> Kept:
        """Keeps why it could not even be read."""
        return await _kept(self.office, self.account, self._stopped(stop))

    async def _require_free(self) -> None:
        retired = self.office.platform_of(self.account).retired
        if retired:
            raise Refused(retired)
        held = await held_back(self.office, self.account, changes=True, attended=self.headed)
        if held:
            raise held

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        """Unreachable when the block takes longer than it may; its browser is closed then."""
        try:
            async with asyncio.timeout(self.seconds) as limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            name = self.office.platform_of(self.account).name
            raise Unreachable(LATE.format(name=name, seconds=self.seconds)) from None

    @asynccontextmanager
    async def _desk(self) -> AsyncIterator[Desk]:
        office, platform = self.office, self.office.platform_of(self.account)
        place = OwnProfile(office=office, account=self.account, headed=self.headed)
        pace = None if office.overrides else await self._pace(platform)

        async def before_load() -> None:
            if pace:
                await pace.wait()
                await office.records.visited(self.account)

        async with office.browsers() as browsers, place.session(browsers) as session:
            account = await enrolled(office, place, self.account, session)
            errand = Errand(platform=platform, account=account.account, mode=Mode.RUN, wanted=())
            desk = Desk(session=session, errand=errand, timing=office.timing, before_load=before_load)
            try:
                yield desk
            finally:
                await desk.close()

    async def _pace(self, platform: Platform) -> PaceKeeper:
        return PaceKeeper(platform.pace, last=await self.office.records.last_visit(platform.slug))

    async def _journal(self, progress: Progress) -> None:
        """That it is about to be sent is on the disk before the platform sees it."""
        if progress.stage is Stage.WRITING:
            self.begun.set()
            await self.office.records.writing(self.account, progress)

    def _stopped(self, stop: Stopped) -> Result:
        """The result of what came from outside of the form; when it was being sent, nobody knows."""
        unclear = self.begun.is_set()
        return Result(
            platform=self.account.platform,
            account=self.account.name,
            setting=self.form.id,
            outcome=stop.outcome,
            needs=stop.need,
            before=NOT_SENT if unclear else None,
            detail=f"{stop.detail} {UNCLEAR}" if unclear else stop.detail,
            url=stop.url or self.account.fill(self.form.url),
            seen=stop.seen,
        )
