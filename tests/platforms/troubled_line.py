"""A line between browser and platform that breaks: slow, cut, closed by one side, silent, or full of noise."""

import asyncio
import contextlib
import random
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Self

PIECE = 4096


class Fault(StrEnum):
    """What happens to connections from a moment on."""

    NONE = "none"
    REFUSED = "refused"
    RESET = "reset"
    HALF_CLOSED = "half_closed"
    TRUNCATED = "truncated"
    SILENT = "silent"
    SLOW = "slow"
    NOISE = "noise"


@dataclass(kw_only=True)
class Line:
    """A loopback port whose connections lead to another one, well or badly.

    `after`: bytes of answers, over all connections, until the fault shows; `only_some`: share of connections it hits.
    """

    target: int
    fault: Fault = Fault.NONE
    after: int = 0
    only_some: float = 1.0
    chance: random.Random = field(default_factory=random.Random)
    answered: int = 0
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def port(self) -> int:
        """Where it begins."""
        assert self._server
        return int(self._server.sockets[0].getsockname()[1])

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        hit = self.chance.random() < self.only_some
        with contextlib.suppress(OSError, asyncio.CancelledError):  # cancelled when the line is taken down
            await self._carry(reader, writer, hit=hit)
        with contextlib.suppress(OSError):
            writer.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, hit: bool) -> None:
        if hit and self.fault is Fault.REFUSED and self.answered >= self.after:
            _reset(writer)
            return
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        asking = asyncio.create_task(_copy(reader, back))
        try:
            while piece := await there.read(PIECE):
                self.answered += len(piece)
                if hit and self.answered >= self.after and not await self._spoiled(piece, writer):
                    return
                writer.write(piece)
                await writer.drain()
        finally:
            asking.cancel()
            back.close()

    async def _spoiled(self, piece: bytes, writer: asyncio.StreamWriter) -> bool:
        """Does the harm. False when nothing more goes over this connection."""
        spoil: dict[Fault, Callable[[], None]] = {
            Fault.RESET: lambda: _reset(writer),
            Fault.HALF_CLOSED: writer.write_eof if writer.can_write_eof() else writer.close,
            Fault.TRUNCATED: lambda: writer.write(piece[: len(piece) // 2]),
            Fault.NOISE: lambda: writer.write(self.chance.randbytes(len(piece))),
        }
        if self.fault is Fault.SLOW:
            await asyncio.sleep(self.chance.uniform(0.05, 0.4))
            return True
        if self.fault is Fault.SILENT:
            await asyncio.Event().wait()
        if self.fault not in spoil:
            return True
        spoil[self.fault]()
        with contextlib.suppress(OSError):
            await writer.drain()
        if self.fault is Fault.HALF_CLOSED:
            await asyncio.sleep(5)
        return False


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Ends a connection as a crash does: with a reset, and not with a goodbye."""
    found = writer.get_extra_info("socket")
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
