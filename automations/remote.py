"""A browser on another machine: UNCONSENT_BROWSER_ENDPOINT names it. It remembers nothing; the vault does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Error, Playwright, Route, WebSocketRoute

from automations.outcome import Refused
from automations.reach import Reach, is_loopback
from automations.session import Session

NAME = "UNCONSENT_BROWSER_ENDPOINT"


@asynccontextmanager
async def connected(playwright: Playwright, endpoint: str, reach: Reach) -> AsyncIterator[Session]:
    """A context of its own in that browser. Its requests are held to the reach here, as its arguments are not ours.

    It may still look up, and greet, a host that it is about to be kept from; no request and no cookie goes there.

    Refused when the endpoint is malformed, unencrypted over a network, or does not answer; with test sites, too.
    """
    _require_safe(endpoint)
    if reach.overrides:
        raise Refused(f"Test sites (--resolve) need a browser on this machine. Unset {NAME}.")
    browser = await _connect(playwright, endpoint)
    try:
        context = await _confined(browser, reach)

        @asynccontextmanager
        async def outside() -> AsyncIterator[BrowserContext]:
            visitor = await _confined(browser, reach)
            try:
                yield visitor
            finally:
                await visitor.close()

        yield Session(context=context, outside=outside, remembers=False)
        await context.close()
    finally:
        await browser.close()


def _require_safe(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https", "ws", "wss") or not parts.hostname:
        raise Refused(f"{NAME} must be an address as wss://browsers.example/ or http://127.0.0.1:9222")
    if parts.scheme in ("http", "ws") and not is_loopback(endpoint):
        raise Refused(
            f"{NAME} leads over a network without encryption, and sessions would be readable. Use wss:// or https://."
        )


async def _connect(playwright: Playwright, endpoint: str) -> Browser:
    """Chromium's own protocol, or a Playwright server's."""
    speaks_cdp = urlsplit(endpoint).scheme in ("http", "https") or "/devtools/" in endpoint
    try:
        if speaks_cdp:
            return await playwright.chromium.connect_over_cdp(endpoint)
        return await playwright.chromium.connect(endpoint)
    except Error:
        raise Refused(f"The browser at {NAME} does not answer. Start it, or unset {NAME}.") from None


async def _confined(browser: Browser, reach: Reach) -> BrowserContext:
    context = await browser.new_context(accept_downloads=False, service_workers="block")

    async def guard(route: Route) -> None:
        if reach.allows(route.request.url):
            await route.continue_()
        else:
            await route.abort("blockedbyclient")

    def guard_socket(socket: WebSocketRoute) -> None:
        if reach.allows(socket.url):
            socket.connect_to_server()

    await context.route("**/*", guard)
    await context.route_web_socket("**/*", guard_socket)
    return context
