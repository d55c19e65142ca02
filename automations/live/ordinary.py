"""A sign-in window in an ordinary browser without any automation, on a screen of its own that it fills."""

import asyncio
import contextlib
import signal
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from automations.browser import keep_sessions, locked, without_secrets
from automations.live.display import display, require_tools
from automations.live.hand import Hand
from automations.live.rules import set_rules
from automations.live.screen import Event, Size, Where
from automations.window import started

LOOK_SECONDS = 0.15
"""Between two looks at the display."""
END_SECONDS = 3.0
ASKED = 4
"""How long the browser may take to end, and how many pages may ask first."""
FILLING = ("--kiosk", "--window-position=0,0")
"""No bar with an address to type into, and nothing beside the page."""
NOTHING_ELSE = ("--disable-extensions", "--disable-gpu")


@asynccontextmanager
async def ordinary(
    executable: Path, folder: Path, url: str, size: Size, *, arguments: list[str], environ: Mapping[str, str]
) -> AsyncIterator["Ordinary"]:
    """Opens the address in the profile. Refused where a screen cannot be had, or the profile is in use."""
    require_tools(environ)
    own = without_secrets(environ)
    window = f"--window-size={size.width + 1},{size.height + 1}"  # the browser leaves one pixel free
    with locked(folder):
        keep_sessions(folder)
        set_rules(folder)
        async with display(size, environ=own) as there:
            hand = Hand(display=there, environ=own)
            every = [*FILLING, window, *NOTHING_ELSE, *arguments, url]
            async with _browser(hand, executable, folder, every) as browser:
                screen = Ordinary(hand)
                ending = asyncio.create_task(screen.watch(browser))
                try:
                    yield screen
                finally:
                    ending.cancel()
                    await asyncio.gather(ending, return_exceptions=True)


class Ordinary:
    """As `Screen`. No page tells a browser without automation's address: the host is not known."""

    def __init__(self, hand: Hand) -> None:
        self.gone = asyncio.Event()
        self._hand = hand
        self._last: bytes | None = None
        self._again = False

    async def watch(self, browser: asyncio.subprocess.Process) -> None:
        """Notices that the browser has ended by itself."""
        await browser.wait()
        self.gone.set()

    async def picture(self) -> bytes:
        while True:
            try:
                new = await self._hand.display.picture()
            except (asyncio.IncompleteReadError, ConnectionError):
                self.gone.set()
                new = None
            if new is not None or (self._again and self._last is not None):
                self._last, self._again = new or self._last, False
                return self._last or b""
            await asyncio.sleep(LOOK_SECONDS)

    def look_again(self) -> None:
        self._again = True

    async def do(self, event: Event) -> None:
        await self._hand.do(event)

    async def where(self) -> Where:
        titles = await self._hand.titles()
        return Where(title=titles[-1].rpartition(" - ")[0] if titles else "", host=None)


@asynccontextmanager
async def _browser(
    hand: Hand, executable: Path, folder: Path, arguments: list[str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The browser. It finds no program to hand addresses to, such as one for mail."""
    with tempfile.TemporaryDirectory(prefix="unconsent-window-") as empty:
        environ = {**hand.environ, **hand.display.environ, "PATH": empty}
        browser = await started(executable, folder, arguments, environ=environ)
        try:
            yield browser
        finally:
            await _closed(browser, hand)


async def _closed(browser: asyncio.subprocess.Process, hand: Hand) -> None:
    """Closes it as a person does, so that it writes down all cookies; SIGTERM would lose those of the last seconds.

    A page may ask whether one really wants to leave: the answer that is offered is given.
    """
    with contextlib.suppress(ProcessLookupError):
        browser.send_signal(signal.SIGINT)
    for _ in range(ASKED):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(browser.wait(), END_SECONDS)
            return
        await hand.told("key", "Return")
    with contextlib.suppress(ProcessLookupError):
        browser.kill()
    await browser.wait()
