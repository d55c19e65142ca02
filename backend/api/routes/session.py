"""The session of a browser: signed in with a password, and ended."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import StringConstraints

from backend.api.gates import Anybody, SignedIn
from backend.api.pages import In
from backend.api.routes.devices import DeviceOut, NewDevice
from backend.api.words import Name, Secret
from backend.members.trouble import Conflict

router = APIRouter(prefix="/session", tags=["session"])
NO_SESSION = "The command line on this machine is not signed in, so that it cannot be signed out."


class SignInIn(In):
    """Who signs in. `code`: the one-time code, where it is switched on; `device`: a name for this browser."""

    name: Name
    password: Secret
    code: Annotated[str, StringConstraints(min_length=1, max_length=20)] | None = None
    device: Name


@router.post("", status_code=201)
async def sign_in(wish: SignInIn, visitor: Anybody) -> NewDevice:
    """A token for a browser. Every failed try makes the next one wait longer."""
    device, token = await visitor.desk.people.signing_in.sign_in(
        wish.name, wish.password, code=wish.code, source=visitor.source, device=wish.device
    )
    return NewDevice(device=DeviceOut.model_validate(device), token=token)


@router.delete("", status_code=204)
async def sign_out(asking: SignedIn) -> None:
    """Ends it: the token that asks is not good any more."""
    if asking.who.device is None:
        raise Conflict(NO_SESSION)
    await asking.desk.people.devices.revoke(asking.who, asking.who.device)
