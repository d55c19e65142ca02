"""The signed-in browser of one account, where that is the person's own: the same `Session` as that of a profile."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Error, Playwright

from automations.browser import Browsers
from automations.outcome import Unreachable
from automations.reach import Reach
from automations.session import Session
from backend.relay.endpoint import endpoint
from backend.relay.lending import Lending

NOT_THERE = "The extension did not open its tab. Keep the browser open with the extension in it, then try again."


@asynccontextmanager
async def relay_session(lending: Lending, browsers: Browsers, reach: Reach) -> AsyncIterator[Session]:
    """Drives the tabs that the extension lends. Unreachable when it does not open any.

    `outside` is a browser of the service's own. When the tab ends before the block does, whatever is done in it raises
    Playwright's Error, and `lending.ended` says why.
    """
    async with endpoint(lending) as address:
        browser = await _connected(await browsers.started(), address)
        try:
            yield Session(context=browser.contexts[0], outside=lambda: browsers.outside(reach), sees_cookies=False)
        finally:
            await lending.send({"type": "end"})
            with contextlib.suppress(Error):
                await browser.close()


async def _connected(playwright: Playwright, address: str) -> Browser:
    try:
        return await playwright.chromium.connect_over_cdp(address, timeout=10_000)
    except Error:
        raise Unreachable(NOT_THERE) from None
