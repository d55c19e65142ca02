"""Activity: what was done with a member's things, and by whom."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery

from backend.api.gates import Asking, Gate
from backend.api.pages import Out, Page, PagingOfMember, mark, number
from backend.members.activity import What
from backend.members.rules import Action

router = APIRouter(prefix="/activity", tags=["activity"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_ACTIVITY))]


class EntryOut(Out):
    """One thing that was done. Names are as they were then."""

    id: int
    actor: str
    device: str | None
    what: What
    subject: str
    at: datetime


@router.get("")
async def list_activity(query: Annotated[PagingOfMember, FromQuery()], asking: Seeing) -> Page[EntryOut]:
    """What was done, newest first."""
    office = await asking.of(query.member)
    log, member = asking.desk.people.activity, office.accounts.member
    found = await log.list(member, before=number(query.cursor), limit=query.limit + 1)
    shown, more = found[: query.limit], len(found) > query.limit
    return Page(items=[EntryOut.model_validate(one) for one in shown], next=mark(shown[-1].id) if more else None)
