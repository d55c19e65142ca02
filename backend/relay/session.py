"""The signed-in browser of one account, where that is the person's own: the same `Session` as that of a profile."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Error, Playwright

from automations.browser import Browsers
from automations.outcome import Refused
from automations.reach import Reach
from automations.session import Session
from backend.relay.endpoint import endpoint
from backend.relay.lending import Lending

ARRIVAL_SECONDS = 30.0
NOT_THERE = "The extension did not open its tab. Keep the browser open with the extension in it, then try again."
ENDINGS = {
    "stopped": "You stopped it.",
    "cancelled": "You ended it in the browser's own bar.",
    "tab_closed": "The tab was closed.",
    "moved_out": "The tab was taken out of the Unconsent group.",
    "browser_gone": "The browser, or its extension, is gone.",
}
"""What is said for each way in which a lent tab ends before its run does."""


@asynccontextmanager
async def relay_session(
    lending: Lending, browsers: Browsers, reach: Reach, *, patience: float = ARRIVAL_SECONDS
) -> AsyncIterator[Session]:
    """Waits for the extension, and drives the tabs that it lends. Refused when it does not come.

    `outside` is a browser of the service's own. When the tab ends before the block does, whatever is done in it raises
    Playwright's Error, the runner makes `unreachable` of it, and `lending.ended` says why; see ENDINGS.
    """
    try:
        async with asyncio.timeout(patience):
            await lending.arrived.wait()
    except TimeoutError:
        lending.end("not_there")
        raise Refused(NOT_THERE) from None
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
        raise Refused(NOT_THERE) from None
