"""The windows of a service: so many at once, one for each account, each for the one person who asked for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from automations.live.screen import Size
from backend.accounts import StoredAccount
from backend.flow.holding import OPEN_ALREADY, Holding
from backend.members.principal import Principal
from backend.members.tokens import hash_of, new_id, new_token
from backend.members.trouble import Conflict
from backend.office import Office
from backend.windows.opening import opened, sign_in_of
from backend.windows.window import Patience, Window

TOO_MANY = "As many sign-in windows are open as this service has room for. Wait until one is closed, then try again."
Signed = Callable[[StoredAccount], Awaitable[None]]
LOG = logging.getLogger("unconsent.windows")


@dataclass(kw_only=True)
class Windows:
    """Those that are open, and the tokens with which a page comes to one, once."""

    holding: Holding
    at_once: int
    patience: Patience = field(default_factory=Patience)
    _open: dict[int, Window] = field(default_factory=dict)
    """By their accounts."""
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _offered: dict[str, Window] = field(default_factory=dict)
    """By the hash of their tokens."""

    async def offer(
        self,
        office: Office,
        account: StoredAccount,
        who: Principal,
        *,
        extension: str | None,
        size: Size,
        signed_in: Signed,
    ) -> tuple[Window, str]:
        """A window, or the same one for whoever has lost the line to it, and a token for its page.

        Conflict while a job works in the account, while it is open elsewhere, and when there are too many.
        """
        window = self._open.get(account.id)
        if window is not None:
            theirs = window.who.member == who.member and window.extension == extension
            if window.line is not None or not theirs:
                raise Conflict(OPEN_ALREADY)
            window.who = who
            return window, self._token(window)
        sign_in = sign_in_of(office, account)
        if len(self._open) >= self.at_once:
            raise Conflict(TOO_MANY)
        window = Window(
            id=new_id(),
            account=account,
            kind=sign_in.window,
            who=who,
            extension=extension,
            opens=lambda: opened(office, account, size),
            looks=lambda: office.who(account, by_hand=True),
            keeps=lambda handle: _keep(office, account, handle, signed_in),
            patience=self.patience,
        )
        await self._begin(window)
        return window, self._token(window)

    def take(self, token: str, extension: str | None) -> Window | None:
        """The window of that token, once, for the page or the extension that asked for it."""
        window = self._offered.pop(hash_of(token), None)
        if window is None or window.extension != extension or window.line is not None:
            return None
        return window

    def holds(self, account: int) -> bool:
        """Whether one of the account is open."""
        return account in self._open

    @property
    def open_accounts(self) -> tuple[int, ...]:
        """Of which one is open."""
        return tuple(self._open)

    async def close(self, account: int, reason: str = "closed") -> None:
        """Closes the one of that account, and returns when its browser is gone."""
        window, task = self._open.get(account), self._tasks.get(account)
        if window is not None and task is not None:
            window.end(reason)
            await asyncio.wait({task})

    def stop(self) -> None:
        """Tells all of them that the service stops; no other is opened."""
        self.at_once = 0
        for window in self._open.values():
            window.end("stopped")

    async def end(self) -> None:
        """Closes all of them, and returns when no browser is left."""
        self.stop()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _begin(self, window: Window) -> None:
        """Takes the account in hand, and opens it. Another wish for the same one finds this window at once."""
        account = window.account
        self._open[account.id] = window
        try:
            await self.holding.take(account)
        except BaseException:
            self._forget(window)
            raise
        self._tasks[account.id] = asyncio.create_task(self._run(window))

    async def _run(self, window: Window) -> None:
        account = window.account
        try:
            await window.run()
        except Exception as bug:
            LOG.error("window failed: %s", type(bug).__name__, extra={"account": account.id})
        finally:
            try:
                await self.holding.release(account.id)
            finally:
                self._forget(window)

    def _forget(self, window: Window) -> None:
        self._offered = {key: one for key, one in self._offered.items() if one is not window}
        self._open.pop(window.account.id, None)
        self._tasks.pop(window.account.id, None)

    def _token(self, window: Window) -> str:
        """A new one; an earlier one of the window is good no longer."""
        token = new_token()
        self._offered = {key: one for key, one in self._offered.items() if one is not window}
        self._offered[hash_of(token)] = window
        return token


async def _keep(office: Office, account: StoredAccount, handle: str, signed_in: Signed) -> None:
    """Notes that the person signed in by hand, and who they are where that was not known."""
    if handle and not account.is_named:
        account = await office.accounts.set_handle(account, handle)
    await signed_in(await office.accounts.signed_in_by(account, "by_hand"))
