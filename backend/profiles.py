"""Browser profiles whose account is gone: an account may have been removed on another machine, or in the middle."""

import asyncio
import re
import shutil
from pathlib import Path

from sqlalchemy import func, select

from backend.store import Store
from backend.store.folder import PROFILES
from backend.store.tables import accounts

NAMED = re.compile(r"[a-z][a-z0-9-]*-(?P<account>[1-9][0-9]{0,9})")


async def sweep(store: Store, home: Path) -> tuple[Path, ...]:
    """Deletes them, and says which.

    Numbers of accounts only ever grow and are never used twice: one beyond the newest belongs to another database,
    whose folder this is, and stays.
    """
    found = await asyncio.to_thread(_found, home / PROFILES)
    async with store.read() as connection:
        there = await connection.execute(select(accounts.c.id).where(accounts.c.id.in_(found)))
        known = set(there.scalars())
        newest = (await connection.execute(select(func.max(accounts.c.id)))).scalar_one() or 0
    gone = tuple(folder for account, folder in found.items() if account not in known and account < newest)
    for folder in gone:
        await asyncio.to_thread(shutil.rmtree, folder)
    return gone


def _found(folder: Path) -> dict[int, Path]:
    """Every profile, by the number of its account; looked at before accounts are, as those are there first."""
    named = {one: NAMED.fullmatch(one.name) for one in folder.iterdir() if one.is_dir() and not one.is_symlink()}
    return {int(match["account"]): one for one, match in named.items() if match}
