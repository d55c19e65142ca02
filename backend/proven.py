"""When this installation last proved each setting on the real platform, for anybody in the household."""

from datetime import datetime

from sqlalchemy import func, select

from automations.outcome import PROVEN
from backend.store import Store
from backend.store.tables import results

FOR_REAL = "[]"
"""How a result says that no test site stood in for the platform."""


async def last_proven(store: Store) -> dict[str, datetime]:
    """By setting id; the blogs and sites of an account count as one."""
    proven = (results.c.outcome.in_([one.value for one in PROVEN]), results.c.test_sites == FOR_REAL)
    wanted = select(results.c.setting, func.max(results.c.at)).where(*proven).group_by(results.c.setting)
    newest: dict[str, datetime] = {}
    async with store.read() as connection:
        for setting, at in await connection.execute(wanted):
            known = setting.partition("/")[0]
            newest[known] = max(newest.get(known, at), at)
    return newest
