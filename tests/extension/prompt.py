"""The browser's own question whether an extension may have more, answered at the keyboard."""

import asyncio
from dataclasses import dataclass
from typing import Any

from PIL import ImageGrab

from tests.browser.screen import Screen

CORNER = (10, 660, 20, 670)
"""A piece of the page, near the lower edge of the window. While the browser asks, it is darker."""
SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """No protocol tells of it, so that it is looked for on the screen."""

    screen: Screen

    async def answered(self, *, allow: bool) -> None:
        """Waits for the question, answers it, and waits until it is gone."""
        async with asyncio.timeout(SECONDS):
            while not self._dark():
                await asyncio.sleep(0.1)
            if allow:
                self.screen.press("Tab")  # "Deny" has the keyboard first
            while self._dark():
                self.screen.press("Return")  # the browser ignores an answer that comes too fast
                await asyncio.sleep(0.6)

    def _dark(self) -> bool:
        """Whether the page is veiled."""
        piece: Any = ImageGrab.grab(CORNER, xdisplay=self.screen.name).convert("L")
        return bool(piece.getextrema()[1] < 200)
