"""Findings: what looks at accounts found that a person should know."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery

from backend.api.gates import Asking, Gate
from backend.api.pages import Out, Page, PagingOfMember, mark, number
from backend.api.words import NumberPath
from backend.flow.findings import What
from backend.members.rules import Action
from backend.members.trouble import NotThere

router = APIRouter(prefix="/findings", tags=["findings"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]


class FindingOut(Out):
    """One finding. `seen`: when somebody noted that they have seen it. `letter`: which one it is about, if one."""

    id: int
    account: int | None
    letter: str | None
    setting: str
    what: What
    detail: str
    at: datetime
    seen: datetime | None


@router.get("")
async def list_findings(query: Annotated[PagingOfMember, FromQuery()], asking: Seeing) -> Page[FindingOut]:
    """Findings, newest first."""
    office = await asking.of(query.member)
    findings = asking.desk.service.findings
    found = await findings.list(office.accounts.member, before=number(query.cursor), limit=query.limit + 1)
    shown, more = found[: query.limit], len(found) > query.limit
    return Page(items=[FindingOut.model_validate(one) for one in shown], next=mark(shown[-1].id) if more else None)


@router.post("/{id}/seen", status_code=204)
async def see_finding(id: NumberPath, asking: Seeing) -> None:
    """Notes that one has seen it; only one's own."""
    await asking.of()
    if not await asking.desk.service.findings.see(asking.who.member, id):
        raise NotThere
