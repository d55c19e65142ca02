"""Pairings: an extension begins, a member confirms the code that it shows, and the extension gets its token, once."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import StringConstraints

from backend.api.gates import Anybody, Asking, Gate, Visitor
from backend.api.pages import In, Out
from backend.api.routes.devices import DeviceOut
from backend.api.words import HexPath, Name, Number, Secret
from backend.members.pairing import State
from backend.members.rules import Action
from backend.members.trouble import NotAllowed

router = APIRouter(prefix="/pairings", tags=["pairings"])
Confirming = Annotated[Asking, Depends(Gate(Action.CHANGE_SELF))]
EXTENSIONS_ONLY = "Only an extension is paired. Programs get a token under devices, and people sign in."


class PairingIn(In):
    """A name for the browser in which the extension is."""

    name: Name


class BegunOut(Out):
    """A code to show to the person, and a secret to keep."""

    id: str
    code: str
    secret: str
    until: datetime


class RedeemIn(In):
    """The secret that only the asker has."""

    secret: Secret


class RedeemedOut(Out):
    """Where it stands; with `confirmed`, and once only, the token."""

    state: State
    device: DeviceOut | None
    token: str | None


class ConfirmIn(In):
    """The code that the extension shows. `member`: for somebody else, on the machine itself only."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    member: Number | None = None


class ConfirmedOut(Out):
    """What will be paired, by its name."""

    device: str


@router.post("", status_code=201)
async def begin_pairing(wish: PairingIn, visitor: Anybody) -> BegunOut:
    """Asked by an extension, which its browser names in Origin."""
    begun = await visitor.desk.people.pairing.begin(wish.name, _extension(visitor))
    return BegunOut.model_validate(begun)


@router.post("/{id}/redeem")
async def redeem_pairing(id: HexPath, wish: RedeemIn, visitor: Anybody) -> RedeemedOut:
    """Asked by the same extension, again and again, until somebody has confirmed the code or five minutes are over."""
    redeemed = await visitor.desk.people.pairing.redeem(id, wish.secret, extension=_extension(visitor))
    device = DeviceOut.model_validate(redeemed.device) if redeemed.device else None
    return RedeemedOut(state=redeemed.state, device=device, token=redeemed.token)


@router.post("/confirm")
async def confirm_pairing(wish: ConfirmIn, asking: Confirming) -> ConfirmedOut:
    """Lets in what shows this code, for the member who confirms it."""
    return ConfirmedOut(device=await asking.desk.people.pairing.confirm(asking.who, wish.code, member=wish.member))


def _extension(visitor: Visitor) -> str:
    if visitor.extension is None:
        raise NotAllowed(EXTENSIONS_ONLY)
    return visitor.extension
