"""A person does in the page what the platform asks for, as signing in; Unconsent only looks, and touches nothing."""

import asyncio
import time
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, Error

from automations.errand import Account, Timing
from automations.identity import asks_to_sign_in, handle_on, is_named
from automations.outcome import NeedsYou, NotRecognised, Unreachable
from automations.page import Visit, open_fresh, require_account, stop_on_signal, who_is_signed_in
from automations.spec import Platform, SignIn

LOOK_SECONDS = 0.5
QUIET_SECONDS = 2.0
"""How long a page must have asked for nothing, before another page is opened to see who is signed in."""
ANEW_SECONDS = 10.0
"""Between two such looks."""


async def wait_for_person(
    context: BrowserContext,
    platform: Platform,
    account: Account,
    asked: NeedsYou,
    *,
    timing: Timing,
    seconds: float,
    done: asyncio.Event,
) -> str:
    """Opens the page on which a person must act, in front, and returns the handle that is signed in when they have.

    `done` is set when they say so. NeedsYou, as it was, when `seconds` are over; Unreachable when the page is closed.
    """
    sign_in = platform.sign_in
    if sign_in is None or asked.url is None:
        raise asked
    visit = await open_fresh(context, platform, asked.url, timing)
    try:
        visit.page.on("framenavigated", lambda frame: visit.answers.forget() if frame.parent_frame is None else None)
        await visit.page.bring_to_front()
        watch = _Watch(visit=visit, platform=platform, sign_in=sign_in, account=account, done=done)
        async with asyncio.timeout(seconds):
            return await watch.handle()
    except TimeoutError:
        raise asked from None
    finally:
        await visit.page.close()


@dataclass(kw_only=True)
class _Watch:
    visit: Visit
    platform: Platform
    sign_in: SignIn
    account: Account
    done: asyncio.Event
    _quiet_since: float | None = None
    _looked: float = field(default_factory=time.monotonic)

    async def handle(self) -> str:
        """Looks until somebody is signed in. WrongAccount when that is somebody else; Limited, Forced as seen."""
        while True:
            handle = await self._seen() if await self._asks_nothing() or self._told_done() else None
            if handle:
                require_account(handle, self.visit, self.platform, self.account)
                return handle
            await asyncio.sleep(LOOK_SECONDS)

    def _told_done(self) -> bool:
        """Whether the person says so on a page that looks the same before and after."""
        page, platform = self.visit.page, self.platform
        return self.done.is_set() and not is_named(platform) and asks_to_sign_in(page.url, platform)

    async def _asks_nothing(self) -> bool:
        """Whether the page is the platform's, and none on which a person must act."""
        if self.visit.page.is_closed():
            raise Unreachable(f"The page of {self.platform.name} was closed.", url=self.visit.url)
        try:
            await stop_on_signal(self.visit, self.platform, self.account)
        except (NeedsYou, NotRecognised, Error):
            self._quiet_since = None
            return False
        self._quiet_since = self._quiet_since or time.monotonic()
        return True

    async def _seen(self) -> str | None:
        """Who is signed in, as the page shows, or as another one does when this one has long asked for nothing."""
        named = is_named(self.platform)  # where nobody is, half-way through a sign-in looks like the end of it
        shown = await handle_on(self.visit.page, self.platform) if named else None
        now = time.monotonic()
        quiet = self._quiet_since is not None and now - self._quiet_since > QUIET_SECONDS
        look = self._told_done() or (quiet and (self.done.is_set() or now - self._looked > ANEW_SECONDS))
        if shown or not look:
            return shown
        self.done.clear()
        self._looked = now
        return await who_is_signed_in(self.visit.page.context, self.platform, self.account)
