"""Sending an objection form: as the person has read it, once, and saying what is known of what came of it."""

import asyncio
import time
from dataclasses import dataclass

from playwright.async_api import Error

from automations.desk import Desk
from automations.element import Part, press
from automations.errand import Journal, Progress, Stage
from automations.form_page import FilledIn, Sheet, Words, fill_in
from automations.form_request import Sending
from automations.outcome import (
    Limited,
    Need,
    NeedsYou,
    NotRecognised,
    Outcome,
    Refused,
    Result,
    Stopped,
    Unreachable,
    WrongAccount,
)
from automations.page import Visit, address_of, host_matches, lines_of, stop_on_signal
from automations.spec import Form
from automations.texts import all_texts, name_pattern, starts_with

NOT_SENT, SENT = "not sent", "sent"
"""How a form stands before and after; a result without the second says that nobody knows."""
UNCLEAR = "It may have been sent: look at your mail before you send it again."
POLL_SECONDS = 0.1


async def read_sheet(desk: Desk, form: Form, words: Words) -> Sheet:
    """Fills the form in and returns what it would send. Raises what stops the work; nothing is sent."""
    _, filled = await _filled(desk, form, words)
    return filled.sheet


async def submit(desk: Desk, form: Form, words: Words, *, approval: str, journal: Journal) -> Result:
    """Fills the form in anew and sends it once, if it says exactly what was approved. Never tries again."""
    errand = _Submission(desk=desk, form=form, journal=journal)
    try:
        return await errand.told(words, approval)
    except Stopped as stop:
        return errand.stopped(stop)
    except Error as error:
        if not desk.gone:
            raise
        return errand.stopped(Unreachable(f"The browser was closed meanwhile ({error.message.splitlines()[0]})."))


def require_driven(form: Form) -> None:
    """Refused when the form is one that only the person can send."""
    if form.not_driven:
        raise Refused(
            f"{form.title} is sent by you: {form.not_driven} Open {form.url}, and keep that you did with --sent."
        )


async def _filled(desk: Desk, form: Form, words: Words) -> tuple[Visit, FilledIn]:
    require_driven(form)
    platform, account = desk.errand.platform, desk.errand.account
    visit = await desk.open_address(address_of(form.url, account))
    return visit, await fill_in(visit, platform, account, form, words, desk.timing)


@dataclass(kw_only=True)
class _Submission:
    """What has happened so far."""

    desk: Desk
    form: Form
    journal: Journal
    pressed: bool = False

    async def told(self, words: Words, approval: str) -> Result:
        desk, form, platform = self.desk, self.form, self.desk.errand.platform
        visit, filled = await _filled(desk, form, words)
        sheet = filled.sheet
        if sheet.approval != approval:
            raise NotRecognised("The form now says something else than what was read. Nothing was sent; read it again.")
        await self._say(Stage.WRITING)
        if not await desk.same_sign_in():
            raise WrongAccount(f"The browser changed its sign-in to {platform.name} meanwhile. Nothing was sent.")
        await desk.hold_back_strays()
        sending = Sending(visit.page, belongs=lambda netloc: host_matches(netloc, platform, visit.url), sheet=sheet)
        self.pressed, desk.changed = True, True
        try:
            await press(Part(frame=visit.page.main_frame, element=filled.button))
        except NotRecognised:
            self.pressed = False
            raise
        await self._say(Stage.VERIFYING)
        return self._submitted(await self._confirmed(visit, sending), sheet)

    async def _confirmed(self, visit: Visit, sending: Sending) -> str:
        """How it is known that the form was sent. Raises Stopped when it is not known, or more is asked for."""
        desk, platform = self.desk, self.desk.errand.platform
        deadline = time.monotonic() + desk.timing.save
        gone = 0
        while True:
            if desk.held_back:
                self.pressed = False
                raise WrongAccount(
                    f"The browser changed its sign-in to {platform.name}; what it wanted to send was held back."
                )
            await self._stop_for_code(visit)
            if any(starts_with(line, all_texts(self.form.sent)) for line in await lines_of(visit.page)):
                return "the page said that it was sent"
            await stop_on_signal(visit, platform, desk.errand.account)
            answer = await sending.answer()
            if answer and answer.status == 429:
                raise Limited(
                    f"{platform.name} answered that there were too many requests (HTTP 429).", url=self.form.url
                )
            if answer and not answer.accepted:
                raise NotRecognised(f"{platform.name} answered with an error (HTTP {answer.status}).")
            gone = gone + 1 if answer and not await self._form_is_there(visit) else 0
            if answer and gone > 1:
                return f"the page's own request was accepted (HTTP {answer.status}), and the form was gone"
            if time.monotonic() > deadline:
                raise self._silence(answered=answer is not None)
            await asyncio.sleep(POLL_SECONDS)

    def _silence(self, *, answered: bool) -> NotRecognised:
        name, seconds = self.desk.errand.platform.name, self.desk.timing.save
        what = (
            "took it, but went on showing the form"
            if answered
            else f"did not clearly answer within {seconds:g} seconds"
        )
        return NotRecognised(f"{name} {what}.")

    async def _form_is_there(self, visit: Visit) -> bool:
        name = name_pattern(all_texts(self.form.button))
        try:
            return await visit.page.get_by_role("button", name=name).filter(visible=True).count() > 0
        except Error:
            return True  # the page is being replaced; the next look tells

    async def _stop_for_code(self, visit: Visit) -> None:
        if not (self.form.needs_code and self.form.code):
            return
        try:
            asked = await visit.page.locator(self.form.code).filter(visible=True).count() > 0
        except Error:
            return
        if asked:
            raise NeedsYou(
                Need.CODE,
                f"{self.desk.errand.platform.name} wants a code that it sends to your e-mail address, so the form "
                "counts for nothing yet. Send it in your own browser, where you can enter the code.",
                url=self.form.url,
            )

    def stopped(self, stop: Stopped) -> Result:
        """The result of expected trouble. Once the button was pressed it says that nobody knows."""
        unclear = self.pressed and stop.need is not Need.CODE
        return self._result(
            stop.outcome,
            need=stop.need,
            detail=f"{stop.detail} {UNCLEAR}" if unclear else stop.detail,
            before=NOT_SENT if self.pressed else None,
            url=stop.url,
            seen=stop.seen,
        )

    def _submitted(self, how: str, sheet: Sheet) -> Result:
        words = f" and {len(sheet.reason)} characters of your own words" if sheet.reason else ""
        detail = f"Sent with your e-mail address{words} (hash {sheet.approval}); {how}. {self.form.honest}"
        return self._result(Outcome.SUBMITTED, detail=detail, before=NOT_SENT, after=SENT)

    def _result(
        self,
        outcome: Outcome,
        *,
        detail: str,
        need: Need | None = None,
        before: str | None = None,
        after: str | None = None,
        url: str | None = None,
        seen: tuple[str, ...] = (),
    ) -> Result:
        errand = self.desk.errand
        return Result(
            platform=errand.platform.slug,
            account=errand.account.name,
            setting=self.form.id,
            outcome=outcome,
            needs=need,
            before=before,
            after=after,
            detail=detail,
            url=url or self.form.url,
            seen=seen,
        )

    async def _say(self, stage: Stage) -> None:
        errand, value = self.desk.errand, NOT_SENT if stage is Stage.WRITING else None
        told = Progress(
            platform=errand.platform.slug, account=errand.account.name, setting=self.form.id, stage=stage, value=value
        )
        await self.journal(told)
