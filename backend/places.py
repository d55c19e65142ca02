"""Where an errand happens: in a profile that Unconsent keeps, or in a tab of the person's own browser."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from automations.browser import Browsers
from automations.outcome import Need, NeedsYou, Result
from automations.session import Session
from automations.sign_in import AskCode, with_credentials
from backend.accounts import StoredAccount
from backend.office import Office

AskCodeOf = Callable[[StoredAccount], Awaitable[str | None]]


class ErrandPlace(Protocol):
    """What an errand needs of its place."""

    @property
    def account(self) -> StoredAccount:
        """Whose settings are visited."""

    @property
    def helps_with(self) -> frozenset[Need]:
        """What can be done there when the platform asks for it."""

    @property
    def enrols(self) -> bool:
        """Whether whoever is signed in there is the account's person, while nobody has said who that is."""

    @property
    def over(self) -> bool:
        """Whether it is there no more."""

    @property
    def own_browser(self) -> bool:
        """Whether it is the browser that the person uses."""

    @property
    def attended(self) -> bool:
        """Whether the person can look on."""

    def session(self, browsers: Browsers) -> AbstractAsyncContextManager[Session]:
        """The signed-in browser. Refused when there is none."""

    async def help(self, session: Session, asked: NeedsYou) -> str:
        """Has it done, and returns the handle that is signed in then; NeedsYou when it was not done."""

    async def enrol(self, handle: str) -> StoredAccount:
        """Notes who is signed in there."""

    def understood(self, result: Result) -> Result | None:
        """The outcome as it is meant at this place; None when it means nothing there."""


@dataclass(frozen=True, kw_only=True)
class OwnProfile:
    """A profile that Unconsent keeps, with what the vault holds. Signs in with stored credentials where there are."""

    office: Office
    account: StoredAccount
    headed: bool = False
    ask_code: AskCodeOf | None = None
    helps_with: frozenset[Need] = frozenset({Need.SIGN_IN})
    over: bool = False

    @property
    def enrols(self) -> bool:
        return self.account.signs_in != "by_hand"

    @property
    def own_browser(self) -> bool:
        """On test sites there is no other one."""
        return bool(self.office.overrides)

    @property
    def attended(self) -> bool:
        """On test sites nobody needs to be."""
        return self.headed or bool(self.office.overrides)

    def session(self, browsers: Browsers) -> AbstractAsyncContextManager[Session]:
        return self.office.signed_in(browsers, self.account, headed=self.headed)

    async def help(self, session: Session, asked: NeedsYou) -> str:
        account, platform = self.account, self.office.platform_of(self.account)
        credentials = await self.office.accounts.credentials(account)
        if credentials is None or platform.sign_in is None:
            there = account.fill(platform.sign_in.url) if platform.sign_in else None
            raise NeedsYou(Need.SIGN_IN, f"{platform.name} does not show that you are signed in.", url=there)
        timing = self.office.timing
        return await with_credentials(
            session.context, platform, account.account, credentials, timing=timing, ask_code=self._ask()
        )

    async def enrol(self, handle: str) -> StoredAccount:
        return await self.office.accounts.set_handle(self.account, handle)

    def understood(self, result: Result) -> Result:
        return result

    def _ask(self) -> AskCode | None:
        ask, account = self.ask_code, self.account
        return (lambda: ask(account)) if ask else None
