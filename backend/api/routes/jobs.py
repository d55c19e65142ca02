"""Jobs: asked for, looked at, answered and stopped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header
from fastapi import Query as FromQuery
from pydantic import Field, StringConstraints

from automations.errand import Mode
from automations.outcome import Refused
from automations.selection import select
from automations.spec import Place
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate
from backend.api.pages import GREATEST, In, Out, Page, PagingOfMember, mark, place
from backend.api.words import HexPath, Number, SettingId
from backend.flow.jobs import AlreadyOpen, Options, OtherRequest, State, StoredJob
from backend.flow.questions import Asked
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import Conflict, Invalid
from backend.office import Office

router = APIRouter(prefix="/jobs", tags=["jobs"])
Starting = Annotated[Asking, Depends(Gate(Action.CHECK, Action.RUN, Action.UNDO))]
Following = Annotated[Asking, Depends(Gate(Action.CHECK))]
Answering = Annotated[Asking, Depends(Gate(Action.SIGN_IN))]
Key = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
ASKS_NOTHING = "This job asks nothing now, or the answer came too late. Look at the job again."
KEY_USED = "This Idempotency-Key was used for something else. Take a new one for each new wish."
NOT_THEIR_TAB = "A tab is lent by the extension, for one's own accounts. Leave out place, or ask from the extension."
ELSEWHERE = "None of these settings belongs to {platform}. Ask for them by themselves, with an account there."


class JobIn(In):
    """What is to be done, in one account or several: a job for each.

    `settings`: only these. `every`: a check reads also what no run would change. `essential`: the smallest honest run.
    `wait`: somebody watches, and will act when asked. `place`: `own_tab` for a tab of the extension that asks.
    """

    accounts: Annotated[list[Number], Field(min_length=1, max_length=100)]
    mode: Annotated[Mode, Field(strict=False)]
    settings: Annotated[list[SettingId], Field(default_factory=list, max_length=100)]
    every: bool = False
    essential: bool = False
    wait: bool = False
    place: Literal["own_profile", "own_tab"] = "own_profile"

    @property
    def options(self) -> Options:
        """As they are stored."""
        options = Options(every=self.every, essential=self.essential, wait=self.wait, place=self.place)
        return Options(**options, named=sorted(set(self.settings))) if self.settings else options


class QuestionOut(Out):
    """What a job asks, and until when."""

    asked: Asked
    until: datetime


class JobOut(Out):
    """One job. `trouble` says why it could not be done as asked."""

    id: str
    member: int
    account: int
    platform: str
    mode: Mode
    settings: list[str]
    every: bool
    essential: bool
    wait: bool
    place: Place
    state: State
    attempt: int
    asked_by: str
    cancelling: bool
    created: datetime
    started: datetime | None
    ended: datetime | None
    trouble: str | None

    @classmethod
    def of(cls, job: StoredJob) -> "JobOut":
        """As it is shown."""
        return cls(**_fields(job))


class JobWithQuestion(JobOut):
    """One job, and what it asks now."""

    question: QuestionOut | None


class AskedFor(Out):
    """A job, and whether it is `new`, was asked for with the same key before, or was open in this account already."""

    how: Literal["new", "repeated", "open_already"]
    job: JobOut


class JobsOut(Out):
    """A job for each account, in the order in which they were named."""

    jobs: list[AskedFor]


class JobsQuery(PagingOfMember):
    """Which jobs."""

    state: list[State] = Field(default=[], max_length=6)
    account: int | None = Field(default=None, ge=1, le=GREATEST)


class AnswerIn(In):
    """A code, or `done` for what is done elsewhere."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class AnswerOut(Out):
    """The answer is with the job."""

    taken: Literal[True] = True


@router.post("", status_code=202)
async def ask_for_jobs(wish: JobIn, asking: Starting, key: Key = None) -> JobsOut:
    """Puts a job in line for each account. With an Idempotency-Key the same wish is kept once, however often it comes.

    An account has one open job of a mode: when there is one, it is answered as `open_already`, as it is.
    """
    found = [await asking.account(id, Action(wish.mode.value)) for id in dict.fromkeys(wish.accounts)]
    if wish.place == "own_tab":
        _require_own_browser(asking, [account for _, account in found])
    for office, account in found:
        _require_doable(office, account, wish)
    jobs = [await _ask(asking, account, wish, f"{key}.{account.id}" if key else None) for _, account in found]
    return JobsOut(jobs=jobs)


@router.get("")
async def list_jobs(query: Annotated[JobsQuery, FromQuery()], asking: Following) -> Page[JobOut]:
    """Jobs, newest first."""
    office = await asking.of(query.member)
    found = await asking.desk.service.jobs.list(
        office.accounts.member,
        states=query.state,
        account=query.account,
        before=_before(query.cursor),
        limit=query.limit + 1,
    )
    shown, more = found[: query.limit], len(found) > query.limit
    items = [JobOut.of(one) for one in shown]
    return Page(items=items, next=mark(shown[-1].created.isoformat(), shown[-1].id) if more else None)


@router.get("/{id}")
async def get_job(id: HexPath, asking: Following) -> JobWithQuestion:
    """One job, with what it asks now."""
    job = await asking.job(id)
    question = await asking.desk.service.questions.open(job.id)
    asked = QuestionOut(asked=question.kind, until=question.until) if question else None
    return JobWithQuestion(**_fields(job), question=asked)


@router.post("/{id}/cancel", status_code=202)
async def cancel_job(id: HexPath, asking: Starting) -> JobOut:
    """Asks it to stop at the next safe point. One that is over stays as it is."""
    job = await asking.job(id, by_mode=True)
    cancelled = await asking.desk.service.cancel(job)
    await asking.desk.people.activity.note(job.member, asking.who, What.JOB_CANCELLED, f"{job.platform} {job.mode}")
    return JobOut.of(cancelled)


@router.post("/{id}/answer", status_code=202)
async def answer_job(id: HexPath, wish: AnswerIn, asking: Answering) -> AnswerOut:
    """Hands a code to a job that asks for one, or says that it can go on."""
    job = await asking.job(id)
    if not await asking.desk.service.answer(job, wish.text):
        raise Conflict(ASKS_NOTHING)
    return AnswerOut()


async def _ask(asking: Asking, account: StoredAccount, wish: JobIn, key: str | None) -> AskedFor:
    by = (asking.who.device_name or asking.who.name)[:80]
    try:
        job, new = await asking.desk.service.ask(
            account.member, account.id, wish.mode, options=wish.options, asked_by=by, key=key
        )
    except AlreadyOpen as there:
        return AskedFor(how="open_already", job=JobOut.of(there.job))
    except OtherRequest:
        raise Conflict(KEY_USED) from None
    if new:
        subject = f"{account.platform} {account.name} {wish.mode}"
        await asking.desk.people.activity.note(account.member, asking.who, What.JOB_STARTED, subject)
    return AskedFor(how="new" if new else "repeated", job=JobOut.of(job))


def _require_own_browser(asking: Asking, accounts: Sequence[StoredAccount]) -> None:
    """Only an extension can lend a tab, and only to its own member's jobs."""
    if asking.extension is None or any(one.member != asking.who.member for one in accounts):
        raise Conflict(NOT_THEIR_TAB)


def _require_doable(office: Office, account: StoredAccount, wish: JobIn) -> None:
    """Conflict when the settings are not this platform's, or are never changed. Named settings are never widened."""
    platform = office.platform_of(account)
    own = {one.id for one in platform.settings}
    named = {one for one in wish.settings if one.partition("/")[0] in own}
    if wish.settings and not named:
        raise Conflict(ELSEWHERE.format(platform=platform.name))
    if wish.mode is not Mode.UNDO:
        try:
            select(platform, wish.mode, named=named, ticked=account.ticked, essential=wish.essential, every=wish.every)
        except Refused as refused:
            raise Conflict(str(refused)) from None


def _fields(job: StoredJob) -> dict[str, object]:
    fields = {name: getattr(job, name) for name in JobOut.model_fields if hasattr(job, name)}
    options = job.options
    settings: Sequence[str] = options.get("named", ())
    flags = {name: bool(options.get(name)) for name in ("every", "essential", "wait")}
    return {**fields, **flags, "settings": list(settings)}


def _before(cursor: str | None) -> tuple[datetime, str] | None:
    found = place(cursor, str, str)
    if found is None:
        return None
    try:
        then = datetime.fromisoformat(found[0])
    except ValueError:
        raise Invalid("cursor", "is not one that a list gave. Begin again without it.") from None
    if then.tzinfo is None:
        raise Invalid("cursor", "is not one that a list gave. Begin again without it.")
    return then, found[1]
