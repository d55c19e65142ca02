"""Which workers live, and which accounts a person has in hand at one of them."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select

from backend.store.tables_jobs import holds, workers

DEAD = timedelta(seconds=30)
"""After so long without a sign of life another worker goes on with a worker's jobs, and what it held is free."""


def living(now: datetime) -> Select[tuple[str]]:
    """The names of those that have given a sign of life."""
    return select(workers.c.id).where(workers.c.seen >= now - DEAD)


def in_hand(now: datetime) -> Select[tuple[int]]:
    """The accounts that are held by one that lives."""
    return select(holds.c.account_id).where(holds.c.worker.in_(living(now)))
