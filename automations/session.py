"""The signed-in browser of one account, and what goes in and out of it besides pages."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import BrowserContext, Error

from automations.outcome import Refused
from automations.session_file import Cookie, Origin, StorageState

_KEEP = "items => { for (const one of items) localStorage.setItem(one.name, one.value) }"


@dataclass(frozen=True, kw_only=True)
class Session:
    """The signed-in browser of one account, and a way to look at the platform as a visitor without any cookies.

    `remembers`: its cookies stay in a profile of its own when it is closed. `sees_cookies`: they can be read and set;
    not in a browser that a person only lends, in which nothing is installed and of which no state is kept.
    """

    context: BrowserContext
    outside: Callable[[], AbstractAsyncContextManager[BrowserContext]]
    remembers: bool = True
    sees_cookies: bool = True

    async def install(self, state: StorageState) -> None:
        """Puts in what the browser does not have. Refused, by name only, when it does not take a cookie."""
        there = {(one["name"], one["domain"], one["path"]) for one in await self.context.cookies()}
        await self._add([one for one in state.cookies if (one.name, one.domain, one.path) not in there])
        for origin in state.origins:
            await self._fill(origin)

    async def replace(self, state: StorageState) -> None:
        """Puts in another session instead of the one that is there, so that two people's never mix."""
        await self.context.clear_cookies()
        await self.install(state)

    async def forgotten(self) -> StorageState | None:
        """What will be lost when the browser is closed; None when nothing will, or the browser is gone already."""
        return None if self.remembers else await self.state()

    async def state(self) -> StorageState | None:
        """Everything by which it is signed in; None when the browser is gone already."""
        try:
            return StorageState.model_validate(await self.context.storage_state())
        except Error:
            return None

    async def _add(self, cookies: Iterable[Cookie]) -> None:
        """All at once; when one of them is not taken, one by one, so that the others are."""
        wanted: list[Any] = [_as_taken(one) for one in cookies]
        try:
            await self.context.add_cookies(wanted)
        except Error:
            refused = [one["name"] for one in wanted if not await self._takes(one)]
            if refused:
                raise Refused(
                    f"The browser does not take these cookies of the session: {', '.join(sorted(refused))}. "
                    "Export the session again, or sign in by hand."
                ) from None

    async def _takes(self, cookie: Any) -> bool:
        try:
            await self.context.add_cookies([cookie])
        except Error:
            return False
        return True

    async def _fill(self, origin: Origin) -> None:
        """Fills a local storage from an empty page that is made here; nothing is asked of the site."""
        page = await self.context.new_page()
        await page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
        try:
            await page.goto(origin.origin)
            await page.evaluate(_KEEP, [item.model_dump() for item in origin.localStorage])
        except Error:
            raise Refused(f"The browser does not take what the session stored for {origin.origin}.") from None
        finally:
            await page.close()


def _as_taken(cookie: Cookie) -> dict[str, Any]:
    """As the browser takes it; one with a partition is that of the platform's own pages, not of a frame elsewhere."""
    first_party = {"_crHasCrossSiteAncestor": False} if cookie.partitionKey else {}
    return cookie.model_dump(exclude_none=True) | first_party
