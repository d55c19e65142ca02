"""What has to happen within seconds, measured where many tests share a few processors."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

BUSY = 15
"""So many times slower may a machine be that is busy with other tests; what waits for a timeout is slower still."""


@contextmanager
def promptly(seconds: float) -> Iterator[None]:
    """What is inside takes this long where nothing else goes on."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < BUSY * seconds
