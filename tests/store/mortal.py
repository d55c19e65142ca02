"""A process that works on a data folder and is killed: by itself before its nth step, or by the test at any moment.

`python -m tests.store.mortal` imports everything once. Then each line `FOLDER STEP SECONDS ADDRESS` makes a child that
lives one life there, at most so long; how it ended is printed. The address is that of a PostgreSQL database, or empty.
What it was told to be stored is in FOLDER.told, line by line.
"""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine, event

from automations.errand import Mode
from automations.outcome import Refused
from automations.session_file import Cookie, StorageState
from automations.sign_in import Credentials
from tests.store.household import Household, catalogue, open_household, result, writing

SECRET = Credentials(user="me", password="correct horse", totp="JBSWY3DPEHPK3PXP")
SESSION = StorageState(cookies=(Cookie(name="auth", value="v" * 40, domain="x.com"),))
ROUNDS = 3


class Life:
    """Tells what is stored, and ends before the given step; 0 for one that lives on."""

    def __init__(self, told: Path, last_step: int) -> None:
        self.told = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.last_step = last_step
        self.steps = 0

    def tell(self, what: str, name: str) -> None:
        """What was just acknowledged."""
        os.write(self.told, f"{what} {name}\n".encode())

    def step(self, *_: Any, **__: Any) -> None:
        """Before every statement and before every commit."""
        self.steps += 1
        if self.steps == self.last_step:
            os.kill(os.getpid(), signal.SIGKILL)


async def live(home: Path, last_step: int, address: str) -> None:
    """One life: opens the folder, adds the account unless it is there, and opts out a few times."""
    life = Life(home.with_suffix(".told"), last_step)
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, life.step)
    database = SecretStr(address) if address else None
    async with open_household(home, database=database, environ={}) as household:
        await _work(household, life)
    life.tell("steps", str(life.steps))


async def _work(household: Household, life: Life) -> None:
    if not await household.accounts.all():
        with suppress(Refused):  # another process was first
            await household.add(credentials=SECRET)
    account = await household.accounts.get("x", "me")
    life.tell("account", account.name)
    await household.accounts.keep_session(account, SESSION)
    life.tell("session", account.name)
    for setting in household.settings[:ROUNDS]:
        await household.records.writing(account, writing(account, setting))
        life.tell("writing", setting)
        receipt = await household.records.finish(account, Mode.RUN, result(account, setting))
        life.tell("receipt", str(receipt))


def main() -> None:
    """Serves one life for each line."""
    catalogue()
    for line in sys.stdin:
        home, step, seconds, address = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            asyncio.run(live(Path(home), int(step), address))
            os._exit(0)
        if float(seconds):
            time.sleep(float(seconds))  # a moment at random is the point
            os.kill(child, signal.SIGKILL)  # its number is its own until it is waited for
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
