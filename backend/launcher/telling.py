"""What the launcher says: lines and a progress bar on stderr, so that stdout holds the command's answer alone."""

import shutil
import sys
from enum import IntEnum


class Status(IntEnum):
    """Exit statuses of the launcher itself; the same numbers mean the same in the command line."""

    FINE = 0
    FAILED = 1
    CANNOT = 2
    UNREACHABLE = 32
    STOPPED = 130


class Halt(Exception):
    """The launcher cannot go on. The text says what happened, why, and what to do."""

    def __init__(self, text: str, status: Status = Status.CANNOT) -> None:
        super().__init__(text)
        self.status = status


def say(text: str) -> None:
    """One line for the person, at once."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Meter:
    """How far something is: a bar on a terminal, otherwise a plain line every fifth of the way."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._drawn = ""
        self._fifths = 0
        self._bar = sys.stderr.isatty()

    def show(self, done: float, note: str = "") -> None:
        """`done` of the total is behind us; `note` is what is happening now."""
        share = min(done / self._total, 1.0)
        if self._bar:
            self._draw(share, note)
        elif int(share * 5) > self._fifths:
            self._fifths = int(share * 5)
            say(f"  {share:4.0%}")

    def close(self) -> None:
        """Leaves a clean line behind."""
        if self._drawn:
            sys.stderr.write(f"\r{' ' * len(self._drawn)}\r")
            sys.stderr.flush()
            self._drawn = ""

    def _draw(self, share: float, note: str) -> None:
        filled = int(share * 28)
        line = f"  {'█' * filled}{'░' * (28 - filled)} {share:4.0%} {note}"
        line = line[: shutil.get_terminal_size().columns - 1]
        if line != self._drawn:
            sys.stderr.write(f"\r{line.ljust(len(self._drawn))}")
            sys.stderr.flush()
            self._drawn = line
