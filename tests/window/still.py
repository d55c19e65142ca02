"""A screen without a browser, for what is not about browsers: always the same large picture, drawn again and again."""

import asyncio
import io
import os
from typing import TypeVar

from PIL import Image

from automations.live.screen import Event, Where

Kind = TypeVar("Kind", bound=Event)


class Still:
    """As `Screen`."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.taken = 0
        self.noise = _noise()
        self.done: list[Event] = []

    async def picture(self) -> bytes:
        await asyncio.sleep(0.005)
        self.taken += 1
        return self.noise

    def look_again(self) -> None:
        pass

    async def do(self, event: Event) -> None:
        self.done.append(event)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """What was done of this kind."""
        return [one for one in self.done if isinstance(one, kind)]

    async def where(self) -> Where:
        return Where(title="still", host="x.com")


def _noise() -> bytes:
    packed = io.BytesIO()
    Image.frombytes("RGB", (480, 640), os.urandom(480 * 640 * 3)).save(packed, "JPEG", quality=80)
    return packed.getvalue()
