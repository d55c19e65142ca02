"""The line to the page of one window. Only the newest of each kind waits to be sent, so that nothing is piled up."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]
SendText = Callable[[Message], Awaitable[None]]
SendPicture = Callable[[bytes], Awaitable[None]]


@dataclass(kw_only=True, eq=False)
class Line:
    """One socket. A page that reads slowly gets fewer pictures, and the last word of each kind."""

    send: SendText
    send_picture: SendPicture
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when nothing more will be told."""
    _waiting: dict[str, Message] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, message: Message) -> None:
        """Will be sent, unless a newer one of its type comes first."""
        self._waiting.pop(message["type"], None)
        self._waiting[message["type"]] = message
        self._news.set()

    def end(self) -> None:
        """Nothing more will be told; what waits is sent yet."""
        self.cut.set()
        self._news.set()

    async def carry(self) -> None:
        """Sends what is told until the end."""
        while self._waiting or not self.cut.is_set():
            self._news.clear()
            while self._waiting:
                await self.send(self._waiting.pop(next(iter(self._waiting))))
            if not self.cut.is_set():
                await self._news.wait()
