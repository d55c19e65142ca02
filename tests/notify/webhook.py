"""A real HTTP server on loopback that keeps what it is sent, and answers what the test says."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(kw_only=True)
class Webhook:
    """`answer`: the status; `more`: further lines of the head, and a body. `silent`: it takes, and says nothing."""

    answer: int = 200
    more: str = ""
    body: str = ""
    silent: bool = False
    port: int = 0
    taken: list[Any] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """As Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/hook"

    @property
    def texts(self) -> list[str]:
        """What each message said."""
        return [one["message"] for one in self.taken]

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Webhook"]:
        """While the block lasts."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next((line[15:] for line in head.lower().splitlines() if line.startswith("content-length:")), "0")
            said = await reader.readexactly(int(length))
            self.lines.append(head)
            self.taken.append(json.loads(said))
            self.came.set()
            if self.silent:
                await reader.read()  # until the other side gives up
            end = f"Content-Length: {len(self.body)}\r\nConnection: close\r\n\r\n{self.body}"
            writer.write(f"HTTP/1.1 {self.answer} Said\r\n{self.more}{end}".encode())
            await writer.drain()
        writer.close()
