"""How an account signs in: where that stands, a session from elsewhere, or a user name with a password."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field

from automations.outcome import Need, Outcome
from automations.session_file import Cookie, Item, Origin, StorageState
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate
from backend.api.pages import In, Out
from backend.api.routes.accounts import AccountOut, CredentialsIn, require_idle, require_storable
from backend.api.words import NumberPath
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import Conflict

router = APIRouter(prefix="/accounts/{id}/sign-in", tags=["sign-in"])
SigningIn = Annotated[Asking, Depends(Gate(Action.SIGN_IN))]


class CookieIn(In):
    """One cookie, in Playwright's words. `expires`: seconds since the epoch; -1 when it ends with the browser."""

    name: Annotated[str, Field(min_length=1, max_length=4096)]
    value: Annotated[str, Field(max_length=100_000, repr=False)]
    domain: Annotated[str, Field(min_length=1, max_length=300)]
    path: Annotated[str, Field(max_length=4096)] = "/"
    expires: Annotated[float, Field(ge=-1, le=1e11)] = -1
    httpOnly: bool = False
    secure: bool = False
    sameSite: Literal["Strict", "Lax", "None"] | None = None
    partitionKey: str | None = None


class ItemIn(In):
    """One entry of a local storage."""

    name: str
    value: Annotated[str, Field(repr=False)]


class OriginIn(In):
    """The local storage of one origin."""

    origin: Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.:\[\]_-]{1,280}$")]
    localStorage: Annotated[list[ItemIn], Field(default_factory=list, max_length=2000)]


class SessionIn(In):
    """A signed-in browser's storage state. What is not the platform's is dropped."""

    cookies: Annotated[list[CookieIn], Field(default_factory=list, max_length=2000)]
    origins: Annotated[list[OriginIn], Field(default_factory=list, max_length=100)]

    def state(self) -> StorageState:
        """As the engine takes it."""
        return StorageState(
            cookies=tuple(Cookie(**one.model_dump()) for one in self.cookies),
            origins=tuple(
                Origin(origin=one.origin, localStorage=tuple(Item(**item.model_dump()) for item in one.localStorage))
                for one in self.origins
            ),
        )


class SignInOut(Out):
    """How the account signs in. `needs`: what a person had to do when it was last looked at, where nothing else is."""

    signs_in: Literal["by_hand", "credentials", "session_file"]
    handle: str | None
    stored_password: bool
    stored_session: bool
    needs: Need | None


@router.get("")
async def get_sign_in(id: NumberPath, asking: SigningIn) -> SignInOut:
    """Where it stands."""
    office, account = await asking.account(id)
    last = sorted((await office.records.last(account)).values(), key=lambda one: one.id)
    return SignInOut(
        signs_in=account.signs_in,
        handle=account.handle,
        stored_password=await office.accounts.credentials(account) is not None,
        stored_session=bool(await office.accounts.session(account)),
        needs=last[-1].needs if last and last[-1].outcome is Outcome.NEEDS_YOU else None,
    )


@router.put("/session")
async def put_session(id: NumberPath, wish: SessionIn, asking: SigningIn) -> AccountOut:
    """Keeps a session from another browser, sealed. It may expire; the next check says who is signed in by it."""
    office, account = await asking.account(id)
    await require_idle(asking, account)
    own = wish.state().only_for(office.hosts_of(account))
    if not own:
        name = office.platform_of(account).name
        raise Conflict(f"This session holds nothing of {name}. Export it while you are signed in there.")
    await office.accounts.keep_session(account, own)
    account = await office.accounts.signed_in_by(account, "session_file")
    await asking.desk.people.activity.note(account.member, asking.who, What.ACCOUNT_CHANGED, _subject(account))
    return AccountOut.of(account)


@router.post("/credentials")
async def put_credentials(id: NumberPath, wish: CredentialsIn, asking: SigningIn) -> AccountOut:
    """Stores a user name and a password, where the platform's facts allow it."""
    office, account = await asking.account(id)
    require_storable(office.platform_of(account))
    account = await office.accounts.set_credentials(account, wish.credentials())
    await asking.desk.people.activity.note(account.member, asking.who, What.ACCOUNT_CHANGED, _subject(account))
    return AccountOut.of(account)


def _subject(account: StoredAccount) -> str:
    return f"{account.platform} {account.name}"
