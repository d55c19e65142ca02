"""Why pip failed, told from what it printed, in words that help."""

import platform
from dataclasses import dataclass
from pathlib import Path

from backend.launcher.telling import Halt, Status


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """A reason, the words of pip that give it away, and what to do."""

    signs: tuple[str, ...]
    text: str
    status: Status


EXCUSES = (
    Excuse(
        signs=("DO NOT MATCH THE HASHES",),
        text="A package is not the one that the lock names, so nothing of it was installed. A mirror may be out of\n"
        "date, or someone has tampered with it. Try another network; if it stays so, please report it.",
        status=Status.FAILED,
    ),
    Excuse(
        signs=("Hashes are required",),
        text="The lock names a package without its hash, so nothing was installed. Get the project anew;\n"
        "how a lock is made is in CONTRIBUTING.md.",
        status=Status.FAILED,
    ),
    Excuse(
        signs=("No space left on device", "Errno 28", "Disk quota exceeded"),
        text="The disk is full. Make room, or set UNCONSENT_VENV to a folder on another disk (and TMPDIR, if /tmp is\n"
        "small), then run the same command again.",
        status=Status.CANNOT,
    ),
    Excuse(
        signs=(
            "Retrying (",
            "NewConnectionError",
            "Temporary failure in name resolution",
            "ProxyError",
            "Network is unreachable",
            "Read timed out",
            "There was a problem confirming the ssl certificate",
            "Could not fetch URL",
        ),
        text="The packages could not be fetched: the network does not answer. They are needed once, afterwards\n"
        "Unconsent starts without a network. Check the connection (behind a proxy: HTTPS_PROXY), then run the same\n"
        "command again; what has arrived is kept.",
        status=Status.UNREACHABLE,
    ),
    Excuse(
        signs=("No matching distribution found", "Could not find a version"),
        text=f"There is no ready-made package for this computer (Python {platform.python_version()}, "
        f"{platform.machine()}).\nTry another Python from 3.11 on: python3.12 ./unconsent",
        status=Status.CANNOT,
    ),
)


def excuse(output: str, place: Path) -> Halt:
    """The first reason that fits, with pip's own last error below it."""
    own = [line for line in output.splitlines() if line.startswith("ERROR:")][-1:] or output.splitlines()[-3:]
    for one in EXCUSES:
        if any(sign in output for sign in one.signs):
            return Halt("\n".join([one.text, *own]), one.status)
    return Halt("\n".join([f"The packages could not be installed in {place}. pip says:", *own]), Status.FAILED)
