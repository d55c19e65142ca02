"""Members: who they are, where each stands, and how one is removed."""

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from automations.outcome import Need, Outcome
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import Out, Page
from backend.api.words import NumberPath
from backend.erasing import erase
from backend.members.principal import Role
from backend.members.rules import Action
from backend.members.trouble import NotAllowed
from backend.office import Office

router = APIRouter(prefix="/members", tags=["members"])
SeeingStatus = Annotated[Asking, Depends(Gate(Action.SEE_STATUS))]
Removing = Annotated[Asking, Depends(Gate(Action.REMOVE))]
OWN_WAY = "To leave with everything of yours, give your password: under Settings, or with POST /me/erase."


class MemberOut(Out):
    """One person."""

    id: int
    name: str
    role: Role
    joined: datetime


class AccountStatus(Out):
    """Where one account stands, in numbers: settings by their last outcome, and when it was last looked at."""

    account: int
    platform: str
    name: str
    outcomes: dict[Outcome, int]
    needs: list[Need]
    paused: bool
    looked: datetime | None


class StatusOut(Out):
    """Where a member stands. Nothing of it shows what was seen on a page."""

    member: MemberOut
    accounts: list[AccountStatus]


@router.get("")
async def list_members(asking: SignedIn) -> Page[MemberOut]:
    """Everybody, for the owner; others see themselves."""
    found = await asking.desk.people.household.members(asking.who)
    return Page(items=[MemberOut.model_validate(one) for one in found], next=None)


@router.get("/{id}/status")
async def get_status(id: NumberPath, asking: SeeingStatus) -> StatusOut:
    """Where each account stands, in words and dates: for the member, and for the owner."""
    office = await asking.of(id)
    member = await asking.desk.people.household.get(asking.who, id)
    return StatusOut(
        member=MemberOut.model_validate(member),
        accounts=[await _status(office, one) for one in await office.accounts.all()],
    )


@router.delete("/{id}", status_code=204)
async def remove_member(id: NumberPath, asking: Removing) -> None:
    """Deletes a member with everything of theirs, for good. Oneself: `POST /me/erase`, which asks for the password."""
    await asking.of(id)
    if id == asking.who.member and not asking.who.at_the_machine:
        raise NotAllowed(OWN_WAY)
    await erase_member(asking, id)


async def erase_member(asking: Asking, member: int) -> None:
    """Ends what goes on for them, and erases them. Conflict while a browser of theirs is open."""
    desk = asking.desk
    await desk.service.stop_all(member)
    await erase(desk.people, desk.service.office.accounts, asking.who, member)


async def _status(office: Office, account: StoredAccount) -> AccountStatus:
    last = (await office.records.last(account)).values()
    now = datetime.now(UTC)
    pauses = await office.records.pauses()
    return AccountStatus(
        account=account.id,
        platform=account.platform,
        name=account.name,
        outcomes=dict(Counter(one.outcome for one in last)),
        needs=sorted({one.needs for one in last if one.needs}),
        paused=any(one.holds(account.platform, account.id, now) for one in pauses),
        looked=max((one.at for one in last), default=None),
    )
