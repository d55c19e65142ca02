"""Where an account stands: the last outcome of each setting, and all outcomes there were."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery

from automations.errand import Mode
from automations.outcome import Need, Outcome
from automations.spec import Setting
from backend.api.gates import Asking, Gate
from backend.api.pages import Out, Page, Paging, mark, number
from backend.api.words import NumberPath, SettingId
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
    """A setting of the account's platform, and its last outcome; null when nobody has looked yet.

    One of blogs or sites stands there once for each that was ever looked at, by its full id, and by itself before that.
    """

    setting: str
    title: str
    essential: bool
    ticked: bool
    last: ResultOut | None


def ids_of(setting: Setting, last: Mapping[str, StoredResult]) -> list[str]:
    """Its own id, or those of each blog or site of which something is known; both when its own outcome is newer."""
    known = sorted(one for one in last if one.partition("/")[0] == setting.id)
    return known or [setting.id]


def _lost(id: str, last: StoredResult) -> StandingOut:
    """A setting of a platform of which nothing is known any more."""
    return StandingOut(setting=id, title=id, essential=False, ticked=False, last=ResultOut.of(last))


@router.get("/settings")
async def list_settings(id: NumberPath, asking: Seeing) -> Page[StandingOut]:
    """Every setting with its last outcome, in the order of the platform, on one page."""
    office, account = await asking.account(id)
    last = await office.records.last(account)
    if not office.knows(account):
        return Page(items=[_lost(id, one) for id, one in last.items()], next=None)
    platform = office.platform_of(account)
    items = [
        StandingOut(
            setting=id,
            title=platform.title_of(id),
            essential=one.essential,
            ticked=one.id in account.ticked,
            last=ResultOut.of(last[id]) if id in last else None,
        )
        for one in platform.settings
        for id in ids_of(one, last)
    ]
    return Page(items=items, next=None)


class ResultsQuery(Paging):
    """Which outcomes; with `setting` those of one setting, or of one blog or site of it."""

    setting: SettingId | None = None


@router.get("/results")
async def list_results(id: NumberPath, query: Annotated[ResultsQuery, FromQuery()], asking: Seeing) -> Page[ResultOut]:
    """All outcomes, newest first."""
    office, account = await asking.account(id)
    found = await office.records.results(
        account, setting=query.setting, before=number(query.cursor), limit=query.limit + 1
    )
    shown = found[: query.limit]
    return Page(
        items=[ResultOut.of(one) for one in shown], next=mark(shown[-1].id) if len(found) > len(shown) else None
    )
