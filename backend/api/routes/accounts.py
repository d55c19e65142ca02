"""Accounts: told about, looked at, changed and removed."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from fastapi import Query as FromQuery
from pydantic import Field, StringConstraints

from automations.outcome import Refused
from automations.sign_in import Credentials
from automations.spec import Action as Default
from automations.spec import PartName, Platform
from backend.accounts import StoredAccount
from backend.api.gates import Asking, Gate
from backend.api.pages import In, Out, Page, PagingOfMember, mark, number
from backend.api.words import NOTHING_KNOWN, Name, Number, NumberPath, Secret, SettingId, Slug
from backend.flow.holding import BUSY, IN_HAND
from backend.flow.jobs import OPEN, State
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import Conflict, NotThere
from backend.office import Office

router = APIRouter(prefix="/accounts", tags=["accounts"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
Changing = Annotated[Asking, Depends(Gate(Action.CHANGE_ACCOUNTS))]
Parts = Annotated[list[PartName], Field(max_length=200)]
Handle = Annotated[str, StringConstraints(min_length=1, max_length=300)]
NEVER_STORED = "{name} is never signed in to with a stored password. {why}"


class CredentialsIn(In):
    """What to sign in with. Sealed at once, and never handed out again."""

    user: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    password: Secret
    totp: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None

    def credentials(self) -> Credentials:
        """As the vault keeps them."""
        return Credentials(user=self.user, password=self.password, totp=self.totp)


class AccountIn(In):
    """A new account. `member`: whose; without it of whoever asks. `parts`: blogs or sites that it names itself."""

    platform: Slug
    name: Name
    handle: Handle | None = None
    address: Annotated[str, StringConstraints(min_length=1, max_length=2000)] | None = None
    credentials: CredentialsIn | None = None
    consented: bool = False
    parts: Parts | None = None
    member: Number | None = None


class AccountChange(In):
    """What changes; what is left out stays. `ticked`: all settings with a cost that every run shall change. `parts`:
    all blogs or sites that are visited; none: those that the platform lists."""

    handle: Handle | None = None
    consented: bool | None = None
    ticked: Annotated[list[SettingId], Field(max_length=100)] | None = None
    parts: Parts | None = None


class AccountOut(Out):
    """One account, without its secrets. `lent`: since when only a browser that its person lends is signed in."""

    id: int
    member: int
    platform: str
    name: str
    handle: str | None
    address: str | None
    parts: list[str]
    signs_in: Literal["by_hand", "credentials", "session_file"]
    lent: datetime | None
    ticked: list[str]
    consented: datetime | None
    created: datetime

    @classmethod
    def of(cls, account: StoredAccount) -> "AccountOut":
        """As it is shown."""
        fields: dict[str, Any] = {name: getattr(account, name) for name in cls.model_fields}
        return cls(**{**fields, "ticked": sorted(account.ticked), "parts": list(account.parts)})


class AccountsQuery(PagingOfMember):
    """Which accounts."""

    platform: Slug | None = None


@router.get("")
async def list_accounts(query: Annotated[AccountsQuery, FromQuery()], asking: Seeing) -> Page[AccountOut]:
    """Accounts, in the order in which they were added."""
    office = await asking.of(query.member)
    after = number(query.cursor) or 0
    found = [one for one in await office.accounts.all(query.platform) if one.id > after]
    shown = found[: query.limit]
    more = len(found) > len(shown)
    return Page(items=[AccountOut.of(one) for one in shown], next=mark(shown[-1].id) if more else None)


@router.post("", status_code=201)
async def add_account(wish: AccountIn, asking: Changing) -> AccountOut:
    """Tells Unconsent about an account."""
    office = await asking.of(wish.member)
    platform = _platform(office, wish.platform)
    credentials = wish.credentials.credentials() if wish.credentials else None
    if credentials:
        require_storable(platform)
    _require_named(platform, wish.parts or [])
    account = await office.accounts.add(
        platform,
        wish.name,
        handle=wish.handle,
        address=wish.address,
        parts=wish.parts or [],
        credentials=credentials,
    )
    if wish.consented:
        account = await office.accounts.consent(account)
    await _note(asking, account, What.ACCOUNT_ADDED)
    return AccountOut.of(account)


@router.get("/{id}")
async def get_account(id: NumberPath, asking: Seeing) -> AccountOut:
    """One account."""
    return AccountOut.of((await asking.account(id))[1])


@router.patch("/{id}")
async def change_account(id: NumberPath, wish: AccountChange, asking: Changing) -> AccountOut:
    """Changes who must be signed in, the consent to drive the platform, the ticks, or the blogs or sites."""
    office, account = await asking.account(id)
    if wish.ticked is not None:
        _require_tickable(office.platform_of(account), wish.ticked)
    if wish.parts is not None:
        _require_named(office.platform_of(account), wish.parts)
        account = await office.accounts.set_parts(office.platform_of(account), account, wish.parts)
    if wish.handle is not None:
        account = await office.accounts.set_handle(account, wish.handle)
    if wish.consented is not None and wish.consented != (account.consented is not None):
        change = office.accounts.consent if wish.consented else office.accounts.withdraw
        account = await change(account)
    if wish.ticked is not None:
        for setting in account.ticked - set(wish.ticked):
            account = await office.accounts.untick(account, setting)
        for setting in set(wish.ticked) - account.ticked:
            account = await office.accounts.tick(account, setting)
    await _note(asking, account, What.ACCOUNT_CHANGED)
    return AccountOut.of(account)


@router.delete("/{id}", status_code=204)
async def remove_account(id: NumberPath, asking: Changing) -> None:
    """Deletes the account with its profile and everything that is sealed for it. Receipts stay."""
    office, account = await asking.account(id)
    await require_idle(asking, account, cancel=True)
    await office.accounts.remove(account)
    await _note(asking, account, What.ACCOUNT_REMOVED)


async def require_idle(asking: Asking, account: StoredAccount, *, cancel: bool = False) -> None:
    """Conflict while a browser is open for the account, on whichever machine. With `cancel` its jobs are asked to stop,
    and its sign-in window is closed."""
    service = asking.desk.service
    if cancel:
        await service.windows.close(account.id)
    if await service.keeper.holding.holds(account.id):
        raise Conflict(IN_HAND)
    for job in await service.jobs.list(account.member, states=OPEN, account=account.id):
        stopped = await service.cancel(job) if cancel else job
        if stopped.state is State.RUNNING:
            raise Conflict(BUSY)


def require_storable(platform: Platform) -> None:
    """Conflict where the platform's facts advise against storing a password."""
    if platform.sign_in is None or platform.sign_in.credentials == "refused":
        why = platform.sign_in.credentials_why if platform.sign_in else "It needs no sign-in."
        raise Conflict(NEVER_STORED.format(name=platform.name, why=why))


def _platform(office: Office, slug: str) -> Platform:
    try:
        return office.catalogue.platform(slug)
    except Refused:
        raise NotThere(NOTHING_KNOWN) from None


def _require_tickable(platform: Platform, settings: list[str]) -> None:
    known = {one.id for one in platform.settings if one.action is Default.ASK_FIRST}
    for one in settings:
        if one not in known:
            raise Conflict(f"{one} is no setting of {platform.name} that has to be ticked. Leave it out.")


def _require_named(platform: Platform, parts: list[str]) -> None:
    if parts and platform.parts is None:
        raise Conflict(f"An account at {platform.name} holds no blogs or sites of its own. Leave `parts` out.")


async def _note(asking: Asking, account: StoredAccount, what: What) -> None:
    subject = f"{account.platform} {account.name}"
    await asking.desk.people.activity.note(account.member, asking.who, what, subject)
