"""The platform's pace: pauses between two page loads, kept over the accounts of one platform and over restarts."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from automations.spec import Pace


class PaceKeeper:
    """Waits before each load of one platform, so that its pages are opened no faster than its pace allows."""

    def __init__(
        self,
        pace: Pace,
        *,
        last: float | None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`last`: when the platform was visited before, in seconds since the epoch; a time in the future is ignored."""
        self._pace = pace
        self._last = last if last is not None and last <= clock() else None
        self._clock = clock
        self._sleep = sleep

    async def wait(self) -> None:
        """Returns when the next load may start."""
        low, high = self._pace.gap_seconds
        gap = random.uniform(low, high)  # noqa: S311
        if self._last is not None:
            await self._sleep(max(0.0, self._last + gap - self._clock()))
        self._last = self._clock()
