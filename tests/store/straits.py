"""Stories that need a disk of their own, full or read-only: `python -m tests.store.straits STORY FOLDER` in a mount."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from automations.outcome import Refused
from tests.store.household import open_household


async def full(home: Path) -> None:
    """Works until the disk is full, makes room, and looks whether everything that was acknowledged is there."""
    filler = home.with_name("filler")
    filler.write_bytes(bytes(300_000))
    told: list[str] = []
    refused = ""
    async with open_household(home) as household:
        account = await household.add()
        for number in range(10_000):
            try:
                told.append(await household.opt_out(account, number=number))
            except Refused as trouble:
                refused = str(trouble)
                break
    require("The disk is full" in refused, f"after {len(told)}: {refused}")
    filler.unlink()
    async with open_household(home) as household:
        require([one.id for one in await household.receipts.list()][::-1] == told, "receipts were lost or made up")
        require(await household.receipts.problems() == (), "the chain is broken")
        await household.opt_out(account)


async def full_at_first(home: Path) -> None:
    """Opens a new folder on a full disk; with some room it can be opened later."""
    filler = home.with_name("filler")
    with suppress(OSError):
        filler.write_bytes(bytes(10_000_000))
    try:
        async with open_household(home):
            require(False, "it was opened on a full disk")
    except Refused as trouble:
        require("full" in str(trouble) or "No space left" in str(trouble), str(trouble))
    filler.unlink()
    async with open_household(home) as household:
        await household.opt_out(await household.add())


async def read_only(home: Path) -> None:
    """Opens a folder that cannot be written to."""
    try:
        async with open_household(home):
            require(False, "it was opened")
    except Refused as trouble:
        require("read-only" in str(trouble).lower(), str(trouble))
        require("--home" in str(trouble), str(trouble))


def require(met: bool, otherwise: str) -> None:
    """Ends the story badly unless the condition is met."""
    if not met:
        sys.exit(otherwise)


STORIES = {"full": full, "full_at_first": full_at_first, "read_only": read_only}

if __name__ == "__main__":
    asyncio.run(STORIES[sys.argv[1]](Path(sys.argv[2])))
