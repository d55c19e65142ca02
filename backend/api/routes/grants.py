"""Grants: what a member lets the owner do for them, and takes back."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import In, Out, Page
from backend.api.words import HexPath, Moment
from backend.members.rules import Action, Scope

router = APIRouter(prefix="/grants", tags=["grants"])
Granting = Annotated[Asking, Depends(Gate(Action.GRANT))]


class GrantIn(In):
    """What the owner may do, and until when; without `until` until it is taken back."""

    scope: Annotated[Scope, Field(strict=False)]
    until: Moment | None = None


class GrantOut(Out):
    """What one member lets another one do."""

    id: str
    member: int
    to: int
    scope: Scope
    created: datetime
    until: datetime | None


@router.get("")
async def list_grants(asking: SignedIn) -> Page[GrantOut]:
    """What one gave or was given, and holds now, on one page."""
    found = await asking.desk.people.grants.list(asking.who.member)
    return Page(items=[GrantOut.model_validate(one) for one in found], next=None)


@router.post("", status_code=201)
async def give_grant(wish: GrantIn, asking: Granting) -> GrantOut:
    """Lets the owner do this from now on; given again, only its end changes."""
    return GrantOut.model_validate(await asking.desk.people.grants.give(asking.who, wish.scope, until=wish.until))


@router.delete("/{id}", status_code=204)
async def revoke_grant(id: HexPath, asking: SignedIn) -> None:
    """Takes a grant back, or gives it up, at once."""
    await asking.desk.people.grants.revoke(asking.who, id)
