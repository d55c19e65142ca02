"""Shows a batch while it goes: a table that is redrawn on a terminal, one line per outcome elsewhere."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rich.console import Group
from rich.live import Live

from automations.errand import Progress
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.board import Board
from backend.cli.call import Call
from backend.cli.drawing import running
from backend.cli.pen import FRAMES_A_SECOND
from backend.told import AccountEnded, Done, Planned

STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(kw_only=True)
class Onlooker:
    """Looks on for the person, asks him for codes, and takes his Ctrl-C."""

    call: Call
    board: Board
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    live: Live | None = None
    stopped_at_once: bool = False
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def tell(self, news: Planned | Progress | Done | AccountEnded) -> None:
        """Takes note, and on anything but a terminal prints what is worth a line."""
        self.board.tell(news)
        screen = self.call.screen
        if self.live is not None or screen.json:
            return
        pen = screen.pen(self.call.program)
        if isinstance(news, Done):
            screen.out.print(words.plain_words(news.result, unicode=pen.unicode))
        elif isinstance(news, AccountEnded) and news.trouble:
            screen.out.print(
                f"{news.job.account.platform} {news.job.account.name}: {words.trouble_words(news.trouble)}"
            )

    async def ask_code(self, account: StoredAccount) -> str | None:
        """The code that a platform asks for, from the person; the table stands aside meanwhile."""
        async with self.asking:
            if not self.call.screen.can_ask or self.stop.is_set():
                return None
            if self.live:
                self.live.stop()
            try:
                lane = self.board.lane(account.platform, account.name)
                return await self.call.screen.ask(words.CODE.format(platform=lane.title, name=account.name)) or None
            finally:
                if self.live:
                    self.live.start()

    def draw(self) -> Group:
        """The table as it is now, for the terminal as wide and high as it is now."""
        pen = self.call.screen.pen(self.call.program)
        return Group(*running(self.board, pen, self.call.screen.out.height))


@asynccontextmanager
async def look_on(onlooker: Onlooker) -> AsyncIterator[None]:
    """Shows the batch while the block runs. The first Ctrl-C asks it to end, the second ends it at once."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()

    def interrupted() -> None:
        if onlooker.stop.is_set() and task:
            onlooker.stopped_at_once = True
            task.cancel()
        onlooker.stop.set()
        onlooker.board.stopping = True

    for one in STOPS:
        loop.add_signal_handler(one, interrupted)
    try:
        async with _redrawn(onlooker):
            yield
    except asyncio.CancelledError:
        if not onlooker.stopped_at_once or task is None:
            raise
        task.uncancel()
    finally:
        for one in STOPS:
            loop.remove_signal_handler(one)


@asynccontextmanager
async def _redrawn(onlooker: Onlooker) -> AsyncIterator[None]:
    screen = onlooker.call.screen
    if not screen.live:
        yield
        return
    with Live(console=screen.out, auto_refresh=False, transient=True, get_renderable=onlooker.draw) as live:
        onlooker.live = live
        clock = asyncio.create_task(_refresh(live, onlooker.asking))
        try:
            yield
        finally:
            clock.cancel()
            onlooker.live = None


async def _refresh(live: Live, asking: asyncio.Lock) -> None:
    while True:
        if not asking.locked():
            live.refresh()
        await asyncio.sleep(1 / FRAMES_A_SECOND)
