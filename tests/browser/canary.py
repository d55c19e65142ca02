"""A server that nobody may reach: it counts every connection and datagram that arrives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

LOOK_SECONDS = 0.05
QUIET_LOOKS = 5


@dataclass(kw_only=True)
class Canary:
    """Listens for TCP on every address of this machine, and for UDP on the same port."""

    port: int = 0
    heard: list[bytes] = field(default_factory=list)
    talking: int = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Notes what was sent first, and says goodbye."""
        self.talking += 1
        try:
            self.heard.append(await asyncio.wait_for(reader.read(200), 5) or b"(connected)")
        except TimeoutError:
            self.heard.append(b"(connected)")
        finally:
            self.talking -= 1
            writer.close()

    async def forget(self) -> None:
        """Forgets what it heard, once nobody has talked for a while."""
        quiet = 0
        while quiet < QUIET_LOOKS:
            await asyncio.sleep(LOOK_SECONDS)
            quiet = 0 if self.talking else quiet + 1
        self.heard.clear()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, canary: Canary) -> None:
        self._canary = canary

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._canary.heard.append(b"udp " + data[:200])


@asynccontextmanager
async def singing() -> AsyncIterator[Canary]:
    """A canary for a while."""
    canary = Canary()
    server = await asyncio.start_server(canary.connected, "0.0.0.0", 0)  # noqa: S104 (it must hear everything)
    canary.port = server.sockets[0].getsockname()[1]
    again = await asyncio.start_server(canary.connected, "::1", canary.port)
    loop = asyncio.get_running_loop()
    udp, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(canary), ("127.0.0.1", canary.port))
    yield canary
    udp.close()
    for one in (server, again):
        one.close()
        await one.wait_closed()
