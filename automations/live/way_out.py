"""The way out of one sign-in window: a proxy on loopback that leads to the internet, and never to this network.

Signing in may lead over any site, so that a list of hosts cannot be the lock here. The browser resolves no names and
reaches nothing but this; it resolves the names itself, refuses all but public addresses on the ports of the web, and
connects to exactly the address that it has looked at, so that a name cannot mean something else a moment later.

Chromium takes no password for a proxy by its command line. Instead the port is new for every window, is open only as
long as the window is, and each connection is looked up in the system's own table (on Linux): those of other users are
closed. Whoever is the same user could read the profile itself, and gains nothing here: it leads to the internet.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from automations.addresses import Address, read_address
from automations.live.peer import is_same_user
from automations.live.public import leads_out
from automations.live.request import Asked, read_request
from automations.reach import NO_WAY_BESIDE, Reach

PORTS = (80, 443)
AT_ONCE = 256
"""Connections of one window."""
CHUNK = 1 << 16
HEAD_SECONDS = 30.0
CONNECT_SECONDS = 15.0
REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
NO_WAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Dial = Callable[[Address, int], Awaitable[Stream]]


async def resolved(host: str, port: int) -> Sequence[str]:
    """Every address that the name has."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


async def dialled(address: Address, port: int) -> Stream:
    """A connection to that very address."""
    return await asyncio.open_connection(str(address), port)


@dataclass(kw_only=True)
class WayOut:
    """One proxy, for one browser."""

    resolve: Resolve = resolved
    dial: Dial = dialled
    may_use: Callable[[tuple[str, int], int], bool] = is_same_user
    port: int = 0
    refused: str | None = None
    """The host that was refused last."""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def arguments(self) -> list[str]:
        """Chromium's arguments that leave it this way only."""
        return [
            f"--proxy-server=http://127.0.0.1:{self.port}",
            "--proxy-bypass-list=<-loopback>",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            *NO_WAY_BESIDE,
        ]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the browser."""
        if len(self._open) >= AT_ONCE or not self.may_use(writer.get_extra_info("peername"), self.port):
            writer.close()
            return
        self._open.add(writer)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            pass  # either side is gone
        finally:
            self._open.discard(writer)
            await _close(writer)

    async def end(self) -> None:
        """Cuts what is open."""
        for one in list(self._open):
            one.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HEAD_SECONDS):
            asked = read_request(await reader.readuntil(b"\r\n\r\n"))
        addresses = await self._allowed(asked) if asked else ()
        if asked is None or not addresses:
            writer.write(REFUSED)
            await writer.drain()
            return
        there = await self._connected(addresses, asked.port)
        if there is None:
            writer.write(NO_WAY)
            await writer.drain()
            return
        if asked.head is None:
            writer.write(OPEN)
        else:
            there[1].write(asked.head)
        await _joined((reader, writer), there)

    async def _allowed(self, asked: Asked) -> Sequence[Address]:
        """The addresses of what is asked for; none when a single one of them is not the internet's."""
        literal = read_address(asked.host)
        named = literal is not None or "." in asked.host.strip(".")
        self.refused, before = asked.host, self.refused
        if asked.port not in PORTS or not named:
            return ()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                texts = await self.resolve(asked.host, asked.port)
        except (OSError, UnicodeError, TimeoutError):
            texts = ()
        addresses = _all_public([read_address(text) for text in texts])
        if addresses or not texts:  # what nobody knows is not refused
            self.refused = before
        return addresses

    async def _connected(self, addresses: Iterable[Address], port: int) -> Stream | None:
        for address in addresses:
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await self.dial(address, port)
        return None


@asynccontextmanager
async def way_out() -> AsyncIterator[WayOut]:
    """A way out, as long as the block lasts."""
    way = WayOut()
    async with serving(way):
        yield way


@asynccontextmanager
async def serving(way: WayOut) -> AsyncIterator[None]:
    """Listens for it on a port that nobody knows before."""
    server = await asyncio.start_server(way.serve, "127.0.0.1", 0, limit=CHUNK)
    way.port = server.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        server.close()
        await way.end()
        await server.wait_closed()


def window_arguments(reach: Reach, way: WayOut) -> list[str]:
    """What keeps a window in: test sites and nothing else where there are any, else the way out."""
    return [*reach.stand_ins(), *NO_WAY_BESIDE] if reach.overrides else way.arguments()


def _all_public(addresses: Sequence[Address | None]) -> Sequence[Address]:
    public = [one for one in addresses if one is not None and leads_out(one)]
    return public if len(public) == len(addresses) else ()


async def _joined(one: Stream, other: Stream) -> None:
    """Carries bytes both ways until both sides have ended."""
    ways = [asyncio.create_task(_carry(one[0], other[1])), asyncio.create_task(_carry(other[0], one[1]))]
    try:
        await asyncio.wait(ways, return_when=asyncio.ALL_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        await _close(other[1])


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(CHUNK):
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
    except OSError:
        sink.transport.abort()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
