"""Where an account stands: the last outcome of each setting, and all outcomes there were."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery

from automations.errand import Mode
from automations.outcome import Need, Outcome
from backend.api.gates import Asking, Gate
from backend.api.pages import Out, Page, Paging, mark, number
from backend.api.words import NumberPath
from backend.members.rules import Action
from backend.records import StoredResult

router = APIRouter(prefix="/accounts/{id}", tags=["accounts"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]


class ResultOut(Out):
    """One outcome of one setting; `receipt` is the id of its receipt."""

    id: int
    setting: str
    mode: Mode
    outcome: Outcome
    needs: Need | None
    detail: str
    before: str | None
    after: str | None
    at: datetime
    receipt: str | None
    test_sites: list[str]

    @classmethod
    def of(cls, result: StoredResult) -> "ResultOut":
        """As it is shown."""
        return cls(**{**vars(result), "test_sites": list(result.test_sites)})


class StandingOut(Out):
    """A setting of the account's platform, and its last outcome; null when nobody has looked yet."""

    setting: str
    title: str
    essential: bool
    ticked: bool
    last: ResultOut | None


@router.get("/settings")
async def list_settings(id: NumberPath, asking: Seeing) -> Page[StandingOut]:
    """Every setting with its last outcome, in the order of the platform, on one page."""
    office, account = await asking.account(id)
    last = await office.records.last(account)
    items = [
        StandingOut(
            setting=one.id,
            title=one.title,
            essential=one.essential,
            ticked=one.id in account.ticked,
            last=ResultOut.of(last[one.id]) if one.id in last else None,
        )
        for one in office.platform_of(account).settings
    ]
    return Page(items=items, next=None)


@router.get("/results")
async def list_results(id: NumberPath, query: Annotated[Paging, FromQuery()], asking: Seeing) -> Page[ResultOut]:
    """All outcomes, newest first."""
    office, account = await asking.account(id)
    found = await office.records.results(account, before=number(query.cursor), limit=query.limit + 1)
    shown = found[: query.limit]
    return Page(
        items=[ResultOut.of(one) for one in shown], next=mark(shown[-1].id) if len(found) > len(shown) else None
    )
