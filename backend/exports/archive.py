"""Packs files into a ZIP archive that is handed on piece by piece, and is never whole in memory or on the disk."""

import asyncio
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

ENOUGH = 64 * 1024
"""Bytes that are handed on at once."""


@dataclass(frozen=True, kw_only=True)
class File:
    """One file, as it comes."""

    name: str
    pieces: AsyncIterator[bytes]


class Sink:
    """A file that only grows, and from which what was written is taken."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def write(self, content: bytes) -> int:
        """Keeps it."""
        self._kept += content
        return len(content)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self, least: int = 1) -> bytes:
        """What was written since the last time; nothing while it is less than that."""
        if len(self._kept) < least:
            return b""
        taken, self._kept = bytes(self._kept), bytearray()
        return taken


async def packed(files: AsyncIterator[File], made: datetime) -> AsyncIterator[bytes]:
    """The archive. It is cut short when reading a file fails, so that nobody takes a part for the whole."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        async for file in files:
            with archive.open(_entry(file.name, made), "w") as entry:
                async for piece in file.pieces:
                    await asyncio.to_thread(entry.write, piece)
                    if taken := sink.take(ENOUGH):
                        yield taken
    yield sink.take()


def _entry(name: str, made: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, made.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


async def once(content: bytes) -> AsyncIterator[bytes]:
    """A file that is there already."""
    yield content
