"""The sign-in window: a browser of the service, shown to whoever asks, in which they sign in by hand."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field

from automations.live.screen import Size
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate
from backend.api.pages import In, Out
from backend.api.words import NumberPath, Whole
from backend.members.activity import What
from backend.members.rules import Action

router = APIRouter(prefix="/accounts/{id}/sign-in/window", tags=["sign-in"])
SigningIn = Annotated[Asking, Depends(Gate(Action.SIGN_IN))]


class WindowIn(In):
    """How large the picture shall be, in pixels."""

    width: Annotated[int, Field(ge=320, le=1600), Whole]
    height: Annotated[int, Field(ge=320, le=1200), Whole]


class WindowOut(Out):
    """What the page shows once, in its first message at `/api/v1/windows`. `kind`: an `ordinary` browser has no
    automation in it; `why`: what is known of the platform where it is one. `until`: the latest end."""

    id: str
    token: str
    kind: Literal["driven", "ordinary"]
    why: str | None
    until: datetime


@router.post("", status_code=201)
async def open_window(id: NumberPath, wish: WindowIn, asking: SigningIn) -> WindowOut:
    """Opens a window in which one signs in by hand. Its browser starts when the page comes with the token.

    Whoever lost the line to a window of theirs gets a new token for the same one.
    """
    office, account = await asking.account(id)
    size = Size(width=wish.width, height=wish.height)
    window, token = await asking.desk.service.windows.offer(
        office,
        account,
        asking.who,
        extension=asking.extension,
        size=size,
        signed_in=lambda account: _signed_in(asking, account),
    )
    sign_in = office.platform_of(account).sign_in
    why = sign_in.window_why if sign_in else None
    return WindowOut(id=window.id, token=token, kind=window.kind, why=why, until=window.until)


async def _signed_in(asking: Asking, account: StoredAccount) -> None:
    """Notes it, and lets go on what waits for it."""
    subject = f"{account.platform} {account.name}"
    await asking.desk.people.activity.note(account.member, asking.who, What.ACCOUNT_CHANGED, subject)
    await asking.desk.service.signed_in(account)
