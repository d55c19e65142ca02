"""The line before the engine: which attempts this process has put there, so that none is put there again and again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from backend.flow.engine import Engine
from backend.flow.jobs import StoredJob


@dataclass(frozen=True, kw_only=True)
class Line:
    """Puts jobs in their platform's line."""

    engine: Engine
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, float] = field(default_factory=dict)
    """Attempts, and when each was due to be taken."""
    _expected: set[str] = field(default_factory=set)

    def holds(self, attempt: str) -> bool:
        """Whether this process has put the attempt in line."""
        return attempt in self._known or attempt in self._expected

    def expect(self, attempt: str) -> None:
        """Says that the attempt will be put in line by whoever says so."""
        self._expected.add(attempt)

    async def put(self, job: StoredJob, delay: float | None = None) -> None:
        """Hands a queued job's attempt to the engine, after `delay` seconds; nothing happens when it has it."""
        attempt = job.attempt_id
        await self.engine.enqueue(
            job.id, attempt, place=job.place, platform=job.platform, priority=job.priority, delay=delay
        )
        self._known[attempt] = self.clock() + (delay or 0.0)
        self._expected.discard(attempt)

    def overdue(self, attempt: str, seconds: float) -> bool:
        """Whether this process has put the attempt in line, and it was due so many seconds ago."""
        return attempt in self._known and self.clock() > self._known[attempt] + seconds

    def keep(self, attempts: set[str]) -> None:
        """Forgets what it has put in line, but for these."""
        for attempt in self._known.keys() - attempts:
            del self._known[attempt]
