"""Ports and sockets of this machine."""

import contextlib
import socket
from pathlib import Path


def free_port() -> int:
    """A loopback port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_accepts(port: int) -> bool:
    """Whether something listens on that loopback port."""
    return _accepts(socket.AF_INET, ("127.0.0.1", port))


def file_accepts(file: Path) -> bool:
    """Whether something listens on that socket file."""
    return _accepts(socket.AF_UNIX, str(file))


def _accepts(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as probe, contextlib.suppress(OSError):
        probe.connect(address)
        return True
    return False
