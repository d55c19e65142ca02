"""The archive comes piece by piece, is small in memory however large it is, and is whole or no archive at all."""

import io
import os
import tracemalloc
import zipfile
from collections.abc import AsyncIterator

import pytest

from automations.outcome import Refused
from backend.exports.archive import ENOUGH, File, once, packed
from tests.store.household import NOON

MEGABYTE = 1024 * 1024


async def noise(megabytes: int) -> AsyncIterator[bytes]:
    """What cannot be made smaller."""
    for _ in range(megabytes):
        yield os.urandom(MEGABYTE)


async def two_files(megabytes: int) -> AsyncIterator[File]:
    """One to read, and a large one."""
    yield File(name="README.txt", pieces=once(b"read me"))
    yield File(name="receipts/large.json", pieces=noise(megabytes))


async def test_what_was_packed_is_unpacked_by_others() -> None:
    packing = io.BytesIO(b"".join([piece async for piece in packed(two_files(2), NOON)]))
    with zipfile.ZipFile(packing) as archive:
        assert archive.testzip() is None
        assert archive.read("README.txt") == b"read me"
        assert [one.file_size for one in archive.infolist()] == [7, 2 * MEGABYTE]
        assert {one.date_time for one in archive.infolist()} == {(2026, 3, 1, 12, 0, 0)}
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o600}


async def test_it_is_never_whole_in_memory() -> None:
    tracemalloc.start()
    try:
        sizes = [len(piece) async for piece in packed(two_files(48), NOON)]
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(sizes) > 48 * MEGABYTE
    assert most < 8 * MEGABYTE and max(sizes) < 2 * MEGABYTE + ENOUGH


async def test_a_part_is_not_taken_for_the_whole() -> None:
    async def failing() -> AsyncIterator[bytes]:
        yield os.urandom(MEGABYTE)
        raise Refused("the database is locked")

    async def files() -> AsyncIterator[File]:
        yield File(name="README.txt", pieces=once(b"read me"))
        yield File(name="results.json", pieces=failing())

    come = bytearray()
    with pytest.raises(Refused):
        async for piece in packed(files(), NOON):
            come += piece
    assert len(come) > ENOUGH
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(come))
