"""Devices: what may speak for a member, and is shut out at once."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery

from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import In, OfMember, Out, Page
from backend.api.words import HexPath, Name
from backend.members.principal import DeviceKind
from backend.members.rules import Action

router = APIRouter(prefix="/devices", tags=["devices"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_DEVICES))]
Adding = Annotated[Asking, Depends(Gate(Action.CHANGE_SELF))]


class DeviceOut(Out):
    """A device, without its token."""

    id: str
    member: int
    kind: DeviceKind
    name: str
    extension: str | None
    created: datetime
    used: datetime


class DeviceIn(In):
    """A program of one's own."""

    name: Name


class NewDevice(Out):
    """A device with its token, which is shown once."""

    device: DeviceOut
    token: str


@router.get("")
async def list_devices(query: Annotated[OfMember, FromQuery()], asking: Seeing) -> Page[DeviceOut]:
    """The devices that are let in, on one page."""
    found = await asking.desk.people.devices.list(asking.who, query.member)
    return Page(items=[DeviceOut.model_validate(one) for one in found], next=None)


@router.post("", status_code=201)
async def add_device(wish: DeviceIn, asking: Adding) -> NewDevice:
    """A token for a program of one's own."""
    device, token = await asking.desk.people.devices.issue(asking.who, wish.name)
    return NewDevice(device=DeviceOut.model_validate(device), token=token)


@router.delete("/{id}", status_code=204)
async def revoke_device(id: HexPath, asking: SignedIn) -> None:
    """Shuts it out. Extensions and programs may only shut out themselves."""
    await asking.desk.people.devices.revoke(asking.who, id)
