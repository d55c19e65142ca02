"""A WebSocket client that can send any header, for the tests of the door."""

import asyncio
import contextlib
import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(kw_only=True)
class Client:
    """One socket. `accepted`: whether it was upgraded."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    accepted: bool

    @classmethod
    async def open(cls, port: int, path: str, headers: Mapping[str, str]) -> "Client":
        """Asks for an upgrade with these headers."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        usual = {"Host": f"127.0.0.1:{port}", "Upgrade": "websocket", "Connection": "Upgrade",
                 "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}  # fmt: skip
        lines = [f"{name}: {value}" for name, value in (usual | dict(headers)).items()]
        writer.write("\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode())
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        client = cls(reader=reader, writer=writer, accepted=b" 101 " in head.split(b"\r\n")[0])
        if not client.accepted:
            await client.close()
        return client

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()

    async def send(self, message: dict[str, Any]) -> None:
        await self.send_text(json.dumps(message))

    async def send_text(self, text: str) -> None:
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack("!H", len(data))
        self.writer.write(b"\x81" + size + mask + bytes(one ^ mask[at % 4] for at, one in enumerate(data)))
        await self.writer.drain()

    async def one(self) -> str:
        """The next message; "" once the other side has closed."""
        first, size = await self.reader.readexactly(2)
        if size > 125:
            size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8), "big")
        data = await self.reader.readexactly(size)
        return data.decode() if first & 15 == 1 else ""

    async def received(self) -> list[str]:
        """Everything until the other side closes."""
        found: list[str] = []
        try:
            while self.accepted and (text := await asyncio.wait_for(self.one(), 30)):
                found.append(text)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        await self.close()
        return found
