"""A browser that reaches this machine only, and a person who signs in with what is stored."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext

from automations import sign_in
from automations.catalogue import load
from automations.errand import Account, Timing
from automations.sign_in import AskCode, Credentials
from automations.spec import Identity, Labels, Platform, Signal, SignIn, Step
from tests.chromium import LOCAL, launched
from tests.sign_in.door import Door

TIMING = Timing(find=15.0, steady=0.05)
STEPS = ("identifier", "password", "question", "code")
OPTIONAL = ("question", "code")


@pytest.fixture(scope="session")
async def local_browser() -> AsyncIterator[Browser]:
    """A real Chromium that reaches this machine only."""
    async with launched(LOCAL) as browser:
        yield browser


class Visitor:
    """A person at a browser, with credentials stored."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @asynccontextmanager
    async def context(self) -> AsyncIterator[BrowserContext]:
        """A fresh browser."""
        context = await self._browser.new_context()
        try:
            yield context
        finally:
            await context.close()

    async def sign_in(
        self,
        door: Door,
        *,
        handle: str | None = None,
        totp: str | None = None,
        ask: AskCode | None = None,
        timing: Timing = TIMING,
        **stored: str,
    ) -> str:
        """Signs in at the door in a fresh browser, and returns the handle."""
        async with self.context() as context:
            return await enter(context, door, handle=handle, totp=totp, ask=ask, timing=timing, **stored)


async def enter(
    context: BrowserContext,
    door: Door,
    *,
    handle: str | None = None,
    totp: str | None = None,
    ask: AskCode | None = None,
    timing: Timing = TIMING,
    **stored: str,
) -> str:
    """Signs in at the door in that browser, and returns the handle."""
    account = Account(name="practice", handle=handle, address=door.address)
    credentials = Credentials(**{"user": "me", "password": "a long password", **stored}, totp=totp)
    platform = platform_of(door)
    return await sign_in.with_credentials(context, platform, account, credentials, timing=timing, ask_code=ask)


def platform_of(door: Door) -> Platform:
    """The facts of the door, as a platform.toml says them."""
    asked = [what for page in door.pages for what in page]
    steps = tuple(_step(what, door) for what in STEPS if what in asked or what in OPTIONAL)
    facts: dict[str, Any] = {
        "slug": "door",
        "name": "The door",
        "hosts": ("{site}",),
        "sign_in": SignIn(
            url="{site}/login",
            probe="{site}/home",
            identity=(Identity(selector="#me"),),
            cookies=("session",),
            credentials="allowed",
            credentials_why="It is our own.",
            steps=steps,
            later={"en": ("Remind me later",)},
        ),
        "signals": (
            Signal(kind="signed_out", what="sent to the sign-in page", urls=("/login*",)),
            Signal(kind="challenge", what="it thinks that this is a machine", texts={"en": ("Are you a robot?",)}),
        ),
        "settings": (),
    }
    return load().platform("wordpress-self-hosted").model_copy(update=facts)


def _step(what: Any, door: Door) -> Step:
    """One field, with the button where it is the last one of its page."""
    last = any(page[-1] == what for page in door.pages) or what in OPTIONAL
    labels: Labels = {"en": ("Continue",)} if last else {}
    return Step(what=what, field=f"input[name={what}]", labels=labels, optional=what in OPTIONAL)


@pytest.fixture(scope="session")
def visitor(local_browser: Browser) -> Visitor:
    return Visitor(local_browser)
