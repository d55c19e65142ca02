"""How often somebody may ask: a bucket of tokens for each, which fills up again with time. In memory only."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_KEPT = 10_000
"""Buckets; the one that was used longest ago gives way."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """So many a second for ever, and so many at once."""

    a_second: float
    at_once: int


class Buckets:
    """One bucket for each key."""

    def __init__(self, rate: Rate, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Takes one; 0, or the whole seconds until there is one again, when nothing is taken."""
        now = self._clock()
        left, then = self._left.pop(key, (float(self._rate.at_once), now))
        left = min(float(self._rate.at_once), left + (now - then) * self._rate.a_second)
        wait = 0 if left >= 1 else math.ceil((1 - left) / self._rate.a_second)
        self._left[key] = (left if wait else left - 1, now)
        if len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return wait
