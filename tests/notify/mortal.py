"""A worker that tells, to be killed: `python -m tests.notify.mortal HOME UNTIL NOW`."""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from tests.notify.rooms import Clock, Opening


async def live(home: Path, until: str, now: datetime) -> None:
    """Takes a message, says so and stops there; or hands it over to whoever never answers."""
    address = os.environ["DATABASE"]
    opening = Opening(home=home, database=SecretStr(address) if address else None, clock=Clock(now=now))
    async with opening.open() as room:
        if until == "taken":
            assert await room.outbox.take()
            sys.stdout.write("taken\n")
            sys.stdout.flush()
            await asyncio.Event().wait()
        await room.teller.tell()


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])))
