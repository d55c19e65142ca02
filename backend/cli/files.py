"""Writes files whole or not at all, for their owner only."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def written(file: Path, content: bytes) -> None:
    """Writes the file, replacing it; a reader never sees half of it."""
    with _replaced(file) as part:
        part.write(content)


async def written_as_it_comes(file: Path, pieces: AsyncIterator[bytes]) -> None:
    """The same with what is too large to be held at once."""
    with _replaced(file) as part:
        async for piece in pieces:
            part.write(piece)


@contextmanager
def _replaced(file: Path) -> Iterator[BinaryIO]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as part:
            yield part
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
