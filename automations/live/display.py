"""A screen without a monitor, for one sign-in window: our half of the process that has it."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from automations.live.screen import Size
from automations.outcome import Refused

TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "xclip": "xclip"}
"""Programs, and the packages of Debian and Ubuntu that bring them."""
EYE = Path(__file__).with_name("eye.py")
START_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Display:
    """Its name, and the file without which nobody is let in."""

    name: str
    authority: str
    eye: asyncio.subprocess.Process

    @property
    def environ(self) -> dict[str, str]:
        """By which a program comes there."""
        return {"DISPLAY": self.name, "XAUTHORITY": self.authority}

    async def picture(self) -> bytes | None:
        """A JPEG of it; None when it looks as it did the last time."""
        if self.eye.stdin is None or self.eye.stdout is None:
            return None
        self.eye.stdin.write(b"\n")
        await self.eye.stdin.drain()
        size = int.from_bytes(await self.eye.stdout.readexactly(4), "big")
        return await self.eye.stdout.readexactly(size) if size else None


@asynccontextmanager
async def display(size: Size, *, environ: Mapping[str, str]) -> AsyncIterator[Display]:
    """A display of that size; it ends with the block, and also when this process is killed."""
    eye = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", EYE, str(size.width), str(size.height)),
        env=dict(environ),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield await _started(eye)
    finally:
        if eye.stdin is not None:
            eye.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            await _ended(eye)


def require_tools(environ: Mapping[str, str]) -> None:
    """Refused, with what to install, where a program is missing."""
    missing = [package for tool, package in TOOLS.items() if which(tool, path=environ.get("PATH")) is None]
    if missing:
        raise Refused(
            f"An ordinary browser needs a screen, and this machine lacks {', '.join(missing)}. "
            f"Install {'it' if len(missing) == 1 else 'them'} (Debian and Ubuntu: sudo apt-get install "
            f"{' '.join(missing)}), or bring a session from another computer."
        )


async def _started(eye: asyncio.subprocess.Process) -> Display:
    line = b""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(START_SECONDS):
            line = await eye.stdout.readline() if eye.stdout else b""
    if not line:
        raise Refused("The screen for the window does not start: Xvfb ended at once. Look with `unconsent doctor`.")
    return Display(eye=eye, **json.loads(line))


async def _ended(eye: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(START_SECONDS):
            await eye.wait()
    except TimeoutError:
        eye.kill()
        await eye.wait()
