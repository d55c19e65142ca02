"""Whoever asks: their name, their password, their one-time codes."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import StringConstraints

from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import In, Out
from backend.api.words import Name, Secret
from backend.members.principal import DeviceKind, Role
from backend.members.rules import Action

router = APIRouter(prefix="/me", tags=["me"])
ChangingSelf = Annotated[Asking, Depends(Gate(Action.CHANGE_SELF))]


class MeOut(Out):
    """Who asks, and by which device; the command line on this machine is none."""

    member: int
    name: str
    role: Role
    device: str | None
    device_name: str | None
    kind: DeviceKind | None
    in_person: bool
    totp: bool


class MeIn(In):
    """A new name."""

    name: Name


class PasswordIn(In):
    """The password that one has, and the one that one wants."""

    old: Secret
    new: Secret


class TotpOut(Out):
    """What goes into the person's app. Shown once."""

    seed: str
    address: str


class CodeIn(In):
    """The code that the app shows."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class OwnPasswordIn(In):
    """The password that one has."""

    password: Secret


@router.get("")
async def get_me(asking: SignedIn) -> MeOut:
    """Who asks."""
    return await _me(asking)


@router.patch("")
async def rename_me(wish: MeIn, asking: ChangingSelf) -> MeOut:
    """Gives oneself another name."""
    member = await asking.desk.people.household.rename(asking.who, wish.name)
    return (await _me(asking)).model_copy(update={"name": member.name})


@router.post("/password", status_code=204)
async def change_password(wish: PasswordIn, asking: ChangingSelf) -> None:
    """Sets a new password. Other browsers stay signed in; see `devices`."""
    await asking.desk.people.own_password.change(asking.who, wish.old, wish.new)


@router.post("/totp", status_code=201)
async def enrol_totp(asking: ChangingSelf) -> TotpOut:
    """Begins with one-time codes. They are asked for after the first one was confirmed."""
    enrolment = await asking.desk.people.codes.enrol(asking.who)
    return TotpOut(seed=enrolment.seed, address=enrolment.address)


@router.post("/totp/confirm", status_code=204)
async def confirm_totp(wish: CodeIn, asking: ChangingSelf) -> None:
    """From now on signing in needs a code."""
    await asking.desk.people.codes.confirm(asking.who, wish.code)


@router.post("/totp/disable", status_code=204)
async def disable_totp(wish: OwnPasswordIn, asking: ChangingSelf) -> None:
    """The password is enough again."""
    await asking.desk.people.codes.disable(asking.who, wish.password)


async def _me(asking: Asking) -> MeOut:
    who = asking.who
    async with asking.desk.service.office.store.read() as connection:
        totp = await asking.desk.people.codes.seed_of(connection, who.member) is not None
    same = {name: getattr(who, name) for name in MeOut.model_fields if hasattr(who, name)}
    return MeOut(**same, totp=totp)
