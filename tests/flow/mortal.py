"""A service in a process of its own, to be killed: `python -m tests.flow.mortal`, led by the environment."""

import asyncio
import os
import sys

from automations.outcome import Refused
from backend.flow.service import run_service
from backend.office import open_office
from backend.settings import read_settings
from tests.flow.conftest import BRISK


async def live() -> None:
    """Says `ready`, and works until it is killed, or told to stop by the end of its input."""
    settings = read_settings(os.environ)
    async with open_office(settings, timing=BRISK) as office, run_service(office):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    try:
        asyncio.run(live())
    except Refused as refused:
        sys.exit(str(refused))
