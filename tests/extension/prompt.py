"""The browser's own question whether an extension may have more, answered at the keyboard."""

import asyncio
from dataclasses import dataclass

from PIL import ImageGrab

from tests.browser.screen import Screen

CORNER = (600, 600, 601, 601)
"""A point of the page that is empty, near the lower edge of the window. While the browser asks, it is darker."""
STILL = 5
"""So many pictures in a row must be the same: before that, the browser ignores answers, as they come too fast."""
SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """No protocol tells of it, so that it is looked for on the screen."""

    screen: Screen

    async def answered(self, *, allow: bool) -> None:
        """Waits for the question, answers it, and waits until it is gone."""
        async with asyncio.timeout(SECONDS):
            await self._is(there=True)
            self.screen.press(*(["Tab", "Return"] if allow else ["Return"]))  # "Deny" has the keyboard first
            await self._is(there=False)

    async def _is(self, *, there: bool) -> None:
        seen: list[bytes] = []
        while len(seen) < STILL or len(set(seen[-STILL:])) > 1:
            await asyncio.sleep(0.3)
            picture = ImageGrab.grab(xdisplay=self.screen.name).convert("L")
            veiled = picture.crop(CORNER).tobytes()[0] < 200
            seen = [*seen, picture.tobytes()] if veiled is there else []
