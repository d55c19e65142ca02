"""The schedule: how often each account is looked at again, and whether what came back is set again."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery
from pydantic import Field

from automations.spec import Platform
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate
from backend.api.pages import In, OfMember, Out, Page
from backend.api.words import NumberPath, Whole
from backend.flow.schedules import USUAL_DAYS, Schedule
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import Conflict

router = APIRouter(prefix="/schedule", tags=["schedule"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
Changing = Annotated[Asking, Depends(Gate(Action.CHANGE_ACCOUNTS))]
MOST_DAYS = 90
NOT_ALONE = (
    "{platform} speaks against being driven while nobody is there, so that nothing is set again by itself. "
    "Leave `repair` off; what came back is told as a finding."
)
CONSENT_FIRST = "{platform} speaks against being driven. Consent to it for this account first, or leave `repair` off."


class ScheduleIn(In):
    """How many days between two looks, 0 for never; and whether what came back is set again."""

    days: Annotated[int, Field(ge=0, le=MOST_DAYS), Whole]
    repair: bool = False


class ScheduleOut(Out):
    """When an account is looked at. `next` is null before its first run."""

    account: int
    platform: str
    days: int
    repair: bool
    next: datetime | None


@router.get("")
async def list_schedule(query: Annotated[OfMember, FromQuery()], asking: Seeing) -> Page[ScheduleOut]:
    """What is due, the next one first, on one page."""
    office = await asking.of(query.member)
    found = await asking.desk.service.schedules.list(office.accounts.member)
    return Page(items=[_shown(one) for one in found], next=None)


@router.get("/{account}")
async def get_schedule(account: NumberPath, asking: Seeing) -> ScheduleOut:
    """The schedule of one account."""
    return await _of(asking, (await asking.account(account))[1])


@router.put("/{account}")
async def put_schedule(account: NumberPath, wish: ScheduleIn, asking: Changing) -> ScheduleOut:
    """Says how often. The next look comes after that time."""
    office, known = await asking.account(account)
    if wish.repair:
        _require_repairable(office.platform_of(known), known)
    await asking.desk.service.schedules.set(known.id, days=wish.days, repair=wish.repair)
    subject = f"{known.platform} {known.name}"
    await asking.desk.people.activity.note(known.member, asking.who, What.ACCOUNT_CHANGED, subject)
    return await _of(asking, known)


async def _of(asking: Asking, account: StoredAccount) -> ScheduleOut:
    found = await asking.desk.service.schedules.get(account.id)
    if found:
        return _shown(found)
    return ScheduleOut(account=account.id, platform=account.platform, days=USUAL_DAYS, repair=False, next=None)


def _shown(schedule: Schedule) -> ScheduleOut:
    return ScheduleOut(
        account=schedule.account,
        platform=schedule.platform,
        days=schedule.days,
        repair=schedule.repair,
        next=schedule.next if schedule.days else None,
    )


def _require_repairable(platform: Platform, account: StoredAccount) -> None:
    if platform.unattended == "never":
        raise Conflict(NOT_ALONE.format(platform=platform.name))
    if platform.unattended == "with_consent" and account.consented is None:
        raise Conflict(CONSENT_FIRST.format(platform=platform.name))
