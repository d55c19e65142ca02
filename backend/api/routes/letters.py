"""Letters: objections for what has no switch. None are written yet."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery

from backend.api.gates import Asking, Gate
from backend.api.pages import Out, Page, PagingOfMember
from backend.api.words import HexPath
from backend.members.rules import Action
from backend.members.trouble import NotThere

router = APIRouter(prefix="/letters", tags=["letters"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]


class LetterOut(Out):
    """One letter."""

    id: str


@router.get("")
async def list_letters(query: Annotated[PagingOfMember, FromQuery()], asking: Seeing) -> Page[LetterOut]:
    """Letters; an empty page for now."""
    await asking.of(query.member)
    return Page(items=[], next=None)


@router.get("/{id}")
async def get_letter(id: HexPath, asking: Seeing) -> LetterOut:
    """One letter."""
    await asking.of()
    raise NotThere
