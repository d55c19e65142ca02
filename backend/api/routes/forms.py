"""Objection forms of an account: looked at, filled in to be read, sent as they were read, or sent by hand."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Request
from pydantic import AfterValidator, StringConstraints

from automations.form_page import Sheet, Words
from automations.outcome import Need, Outcome
from automations.spec import Form
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate
from backend.api.pages import In, Out, Page
from backend.api.routes.platforms import FormOut, known_by_now, told_of
from backend.api.words import NumberPath
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import Conflict, NotThere
from backend.office import Office
from backend.submissions import Earlier, Kept, Submission, sent_before, sent_by_hand

router = APIRouter(prefix="/accounts/{id}/forms", tags=["accounts"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
Objecting = Annotated[Asking, Depends(Gate(Action.RUN))]
FormPath = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=120)]
LONGEST = 10_000
"""Of a reason, in characters."""
SENT_BY_YOU = "{title} is sent by you: {why} Open {url}, and then say here that you sent it."
GONE = "Whoever asked for it went away."
LOOK_SECONDS = 1.0
Answer = TypeVar("Answer")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


Reason = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_lines)]
Email = Annotated[str, StringConstraints(pattern=r"^([^@\s]+@[^@\s]+)?$", max_length=320)]


class WordsIn(In):
    """What the person wants to say. `email`: instead of the address that stands in the form; `reason`: if any."""

    email: Email = ""
    reason: Reason = ""

    def words(self) -> Words:
        """As they are filled in."""
        return Words(email=self.email, reason=self.reason)


class SendIn(WordsIn):
    """The same words, and the `approval` of what was read with them. `again`: also when it was sent before."""

    approval: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    again: bool = False


class EarlierOut(Out):
    """When a form went out. When that is not `is_certain`, it may have."""

    at: datetime
    is_certain: bool


class AccountFormOut(FormOut):
    """A form, and whether it went out for this account. `by_hand`: why it is one that only the person can send."""

    by_hand: str | None
    takes_email: bool
    takes_reason: bool
    advice: list[str]
    sent: EarlierOut | None


class SheetOut(Out):
    """All that would be sent. `email_before`: another address that stood in the form, which is replaced."""

    account: str
    url: str
    email: str
    email_before: str
    reason: str
    button: str


class OutcomeOut(Out):
    """What came of it, kept with a receipt. `needs`: what a person must do first, at `url`."""

    outcome: Outcome
    needs: Need | None
    detail: str
    url: str | None
    receipt: str | None

    @classmethod
    def of(cls, kept: Kept) -> "OutcomeOut":
        """As it is shown."""
        result = kept.result
        return cls(
            outcome=result.outcome, needs=result.needs, detail=result.detail, url=result.url, receipt=kept.receipt
        )


class FormReadOut(Out):
    """What would be sent, and the `approval` by which exactly that is sent; or what `stopped` it from being read.

    `sent`: when it went out before, if it did; then it is sent `again`.
    """

    sheet: SheetOut | None
    approval: str | None
    stopped: OutcomeOut | None
    sent: EarlierOut | None


@dataclass(frozen=True, kw_only=True)
class _Found:
    office: Office
    account: StoredAccount
    form: Form

    def submission(self, wish: WordsIn, seconds: float) -> Submission:
        """The work on it. Conflict when only the person can send it."""
        form = self.form
        if form.not_driven:
            raise Conflict(SENT_BY_YOU.format(title=form.title, why=form.not_driven, url=form.url))
        return Submission(office=self.office, account=self.account, form=form, words=wish.words(), seconds=seconds)


@router.get("")
async def list_forms(id: NumberPath, asking: Seeing) -> Page[AccountFormOut]:
    """The forms of the account's platform, on one page."""
    office, account = await asking.account(id)
    platform, known = office.platform_of(account), await known_by_now(office)
    shown = [
        AccountFormOut(
            **told_of(one, known.of(platform, one)),
            by_hand=one.not_driven,
            takes_email=one.email is not None,
            takes_reason=one.reason is not None,
            advice=list(one.advice),
            sent=_earlier(await sent_before(office, account, one)),
        )
        for one in platform.forms
    ]
    return Page(items=shown, next=None)


@router.post("/{form}/read")
async def read_form(id: NumberPath, form: FormPath, wish: WordsIn, request: Request, asking: Objecting) -> FormReadOut:
    """Fills it in, in the profile of the account, and answers with all that it would send. Nothing is sent.

    It takes up to some minutes, and is cut off when whoever asks goes away. The account is held meanwhile.
    """
    found = await _found(asking, id, form)
    objections = asking.desk.service.objections
    done = await _while_there(request, objections.read(found.submission(wish, objections.seconds)))
    if isinstance(done.read, Kept):
        stopped = OutcomeOut.of(done.read)
        return FormReadOut(sheet=None, approval=None, stopped=stopped, sent=_earlier(done.earlier))
    return FormReadOut(sheet=_sheet(done.read), approval=done.read.approval, stopped=None, sent=_earlier(done.earlier))


@router.post("/{form}/send")
async def send_form(id: NumberPath, form: FormPath, wish: SendIn, asking: Objecting) -> OutcomeOut:
    """Fills it in anew and sends it once, if it says exactly what was read. Finished also when nobody waits for it.

    409 when it was sent before, or may have been, without `again`.
    """
    found = await _found(asking, id, form)
    objections = asking.desk.service.objections

    async def told(kept: Kept) -> None:
        if kept.result.before is not None:  # it was sent, or may have been
            await _note(asking, found)

    submission = found.submission(wish, objections.seconds)
    return OutcomeOut.of(await objections.send(submission, wish.approval, again=wish.again, told=told))


@router.post("/{form}/sent")
async def note_form_sent(id: NumberPath, form: FormPath, asking: Objecting) -> OutcomeOut:
    """Keeps that the person sent it by hand, as they say."""
    found = await _found(asking, id, form)
    kept = await sent_by_hand(found.office, found.account, found.form)
    await _note(asking, found)
    return OutcomeOut.of(kept)


async def _found(asking: Asking, id: int, form: str) -> _Found:
    office, account = await asking.account(id)
    for one in office.platform_of(account).forms:
        if one.id == form:
            return _Found(office=office, account=account, form=one)
    raise NotThere


async def _while_there(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """Does it as long as whoever asked is there."""
    task = asyncio.create_task(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=LOOK_SECONDS)
            if not task.done() and await request.is_disconnected():
                raise Conflict(GONE)
        return await task
    finally:
        task.cancel()


async def _note(asking: Asking, found: _Found) -> None:
    account = found.account
    subject = f"{account.platform} {account.name} {found.form.id}"
    await asking.desk.people.activity.note(account.member, asking.who, What.FORM_SENT, subject)


def _earlier(earlier: Earlier | None) -> EarlierOut | None:
    return EarlierOut.model_validate(earlier) if earlier else None


def _sheet(sheet: Sheet) -> SheetOut:
    return SheetOut(**{name: getattr(sheet, name) for name in SheetOut.model_fields})
