"""A sign-in window whose browser Playwright drives, without a screen: the newest page is shown, as popups need it."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Error, Page

from automations.browser import Browsers
from automations.live.keys import held, is_let_in
from automations.live.rules import set_rules
from automations.live.screen import Event, Pointer, Press, Size, Text, Wheel, Where
from automations.reach import Reach

CAST = {"format": "jpeg", "quality": 60}
FIRST_SECONDS = 1.0
SECONDS = 5.0
"""How long a page may take to hear of an event."""
HISTORY = {"ArrowLeft": "history.back()", "ArrowRight": "history.forward()"}


@asynccontextmanager
async def driven(
    browsers: Browsers, folder: Path, reach: Reach, url: str, size: Size, *, arguments: list[str]
) -> AsyncIterator["Driven"]:
    """Opens the address in the profile. Refused when that is in use, or no browser starts."""
    set_rules(folder)
    async with browsers.profile(folder, reach, arguments=arguments) as session:
        screen = Driven(session.context, size)
        try:
            await screen.begin(url)
            yield screen
        finally:
            await screen.end()


class Driven:
    """As `Screen`."""

    def __init__(self, context: BrowserContext, size: Size) -> None:
        self.gone = asyncio.Event()
        self._context = context
        self._size = size
        self._pages: list[Page] = []
        self._cast: CDPSession | None = None
        self._shown: Page | None = None
        self._switching = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._frame: dict[str, Any] | None = None
        self._last: bytes | None = None
        self._last_of: CDPSession | None = None
        """The cast of the last picture: until it has come, a page may not have been drawn at all."""
        self._again = False
        self._news = asyncio.Event()

    async def begin(self, url: str) -> None:
        """Opens the address in the page that comes with the browser."""
        first, *others = self._context.pages or [await self._context.new_page()]
        for one in others:
            await one.close()
        self._context.on("page", lambda page: self._later(self._opened(page)))
        self._context.on("close", lambda _: self.gone.set())
        await self._opened(first)
        self._later(self._goto(first, url))

    async def end(self) -> None:
        """Stops what is still under way."""
        self.gone.set()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def picture(self) -> bytes:
        """The next JPEG. The browser draws another one when this one was taken, so that none are piled up."""
        while True:
            self._news.clear()
            if self._frame is not None:
                frame, cast, self._frame = self._frame, self._cast, None
                self._last, self._last_of, self._again = base64.b64decode(frame["data"]), cast, False
                if cast is not None:
                    self._later(_quietly(cast.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})))
                return self._last
            if self._again and self._last is not None:
                self._again = False
                return self._last
            if self._last_of is self._cast:
                await self._news.wait()
            else:
                await self._seen_soon()

    def look_again(self) -> None:
        self._again = True
        self._news.set()

    async def do(self, event: Event) -> None:
        page = self._shown
        if page is None or page.is_closed():
            return
        with contextlib.suppress(Error, TimeoutError):  # the page is gone, or too busy to hear of it
            async with asyncio.timeout(SECONDS):
                await _done_to(page, event)

    async def where(self) -> Where:
        page = self._shown
        if page is None or page.is_closed():
            return Where(title="", host=None)
        title = ""
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(SECONDS):
                title = await page.title()
        return Where(title=title, host=urlsplit(page.url).hostname)

    async def _seen_soon(self) -> None:
        """Waits for the first picture of a page; asks for it again when it does not come."""
        try:
            async with asyncio.timeout(FIRST_SECONDS):
                await self._news.wait()
        except TimeoutError:
            if self._cast is not None:
                await _quietly(self._cast.send("Page.startScreencast", CAST))
            else:
                await asyncio.sleep(0)

    async def _goto(self, page: Page, url: str) -> None:
        with contextlib.suppress(Error):  # the page itself says what went wrong
            await page.goto(url, wait_until="commit")

    async def _opened(self, page: Page) -> None:
        """Shows a new page, in the size of the window; its file choosers stay shut."""
        if page in self._pages:
            return
        self._pages.append(page)
        page.on("close", lambda _: self._later(self._closed(page)))
        page.on("filechooser", lambda _: None)
        with contextlib.suppress(Error):
            await page.set_viewport_size({"width": self._size.width, "height": self._size.height})
        await self._show(page)

    async def _closed(self, page: Page) -> None:
        """Goes back to the page that was shown before; without any the window is over."""
        self._pages = [one for one in self._pages if one is not page]
        if not self._pages:
            self.gone.set()
        elif page is self._shown:
            await self._show(self._pages[-1])

    async def _show(self, page: Page) -> None:
        async with self._switching:
            if self._cast is not None:
                await _quietly(self._cast.detach())
            self._shown, self._cast, self._frame = page, None, None
            with contextlib.suppress(Error):  # it was closed meanwhile
                await page.bring_to_front()
                cast = await self._context.new_cdp_session(page)
                cast.on("Page.screencastFrame", lambda frame: self._drawn(cast, frame))
                self._cast = cast
                await cast.send("Page.startScreencast", CAST)

    def _drawn(self, cast: CDPSession, frame: dict[str, Any]) -> None:
        if cast is self._cast:
            self._frame = frame
            self._news.set()

    def _later(self, work: "Awaitable[None]") -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _done_to(page: Page, event: Event) -> None:
    match event:
        case Pointer(action="move"):
            await page.mouse.move(event.x, event.y)
        case Pointer(action="down"):
            await page.mouse.move(event.x, event.y)
            await page.mouse.down(click_count=event.clicks)
        case Pointer():
            await page.mouse.move(event.x, event.y)
            await page.mouse.up(click_count=event.clicks)
        case Wheel():
            await page.mouse.move(event.x, event.y)
            await page.mouse.wheel(event.right, event.down)
        case Text():
            await (page.keyboard.type(event.text) if len(event.text) == 1 else page.keyboard.insert_text(event.text))
        case Press():
            await _press(page, event)


async def _press(page: Page, press: Press) -> None:
    if not is_let_in(press):
        return
    if press.alt:
        await page.evaluate(HISTORY[press.key])
    elif press.key == "F5":
        await page.reload(wait_until="commit")
    else:
        await page.keyboard.press(held(press, ctrl="Control", shift="Shift", alt="Alt"))


async def _quietly(work: "Awaitable[Any]") -> None:
    with contextlib.suppress(Error):
        await work
