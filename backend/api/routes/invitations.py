"""Invitations: made by the owner, looked at and accepted by whoever has the link. Its token stands behind the # of an
address, which browsers send to nobody."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends

from backend.api.gates import Anybody, Asking, Gate
from backend.api.pages import In, Out, Page
from backend.api.routes.members import MemberOut
from backend.api.words import HexPath, Name, Secret
from backend.members.principal import Role
from backend.members.rules import Action

router = APIRouter(prefix="/invitations", tags=["members"])
Inviting = Annotated[Asking, Depends(Gate(Action.INVITE))]


class InvitationIn(In):
    """Who is invited. A restricted member is looked after by the owner, as a child is."""

    name: Name
    role: Literal["member", "restricted"] = "member"


class InvitationOut(Out):
    """Who may come in, as what, and until when."""

    id: str
    name: str
    role: Role
    until: datetime


class InvitedOut(Out):
    """The invitation, with the token of its link, which is shown once."""

    invitation: InvitationOut
    token: str


class LookUpIn(In):
    """The token of a link."""

    token: Secret


class AcceptIn(In):
    """The token of a link, and the password of the new member; another name, if they want one."""

    token: Secret
    password: Secret
    name: Name | None = None


@router.post("", status_code=201)
async def invite(wish: InvitationIn, asking: Inviting) -> InvitedOut:
    """Makes a link that works once, for seven days."""
    made = await asking.desk.people.invitations.invite(asking.who, wish.name, Role(wish.role))
    return InvitedOut(invitation=InvitationOut.model_validate(made.invitation), token=made.token)


@router.get("")
async def list_invitations(asking: Inviting) -> Page[InvitationOut]:
    """What is open, on one page."""
    found = await asking.desk.people.invitations.list(asking.who)
    return Page(items=[InvitationOut.model_validate(one) for one in found], next=None)


@router.delete("/{id}", status_code=204)
async def withdraw_invitation(id: HexPath, asking: Inviting) -> None:
    """Its link does not work any more."""
    await asking.desk.people.invitations.withdraw(asking.who, id)


@router.post("/look-up")
async def look_up_invitation(wish: LookUpIn, visitor: Anybody) -> InvitationOut:
    """What a link says."""
    return InvitationOut.model_validate(await visitor.desk.people.invitations.look_up(wish.token))


@router.post("/accept", status_code=201)
async def accept_invitation(wish: AcceptIn, visitor: Anybody) -> MemberOut:
    """Makes the new member, who may sign in then."""
    invitations = visitor.desk.people.invitations
    return MemberOut.model_validate(await invitations.accept(wish.token, wish.password, name=wish.name))
