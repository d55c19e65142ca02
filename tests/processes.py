"""Processes that may end while they are looked at."""

import contextlib

import psutil


def is_called(process: psutil.Process, part: str) -> bool:
    """Whether this is in its name."""
    with contextlib.suppress(psutil.Error):
        return part in process.name()
    return False


def runs(process: psutil.Process) -> bool:
    """Whether it has not ended."""
    with contextlib.suppress(psutil.Error):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False
