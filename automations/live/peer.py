"""Whose a connection on this machine is, by the system's own table."""

import os
import sys
from pathlib import Path

TABLE = Path("/proc/net/tcp")


def is_same_user(peer: tuple[str, int], port: int) -> bool:
    """Whether the other end of a connection to our port on loopback is ours, too. Always, where no table tells."""
    if sys.platform != "linux":
        return True
    mine, theirs = _end("127.0.0.1", port), _end(*peer[:2])
    for line in TABLE.read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if fields[1] == theirs and fields[2] == mine:
            return int(fields[7]) == os.geteuid()
    return False


def _end(host: str, port: int) -> str:
    """An end as the table writes it: the address as a little-endian number, and the port."""
    number = int.from_bytes(
        bytes(int(one) for one in host.split(".")), "little" if sys.byteorder == "little" else "big"
    )
    return f"{number:08X}:{port:04X}"
