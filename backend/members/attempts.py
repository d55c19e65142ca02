"""Failed tries make the next one wait: longer every time, never for ever, and by a hash of who tried."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.trouble import TooSoon
from backend.store import Store
from backend.store.tables import installation
from backend.store.tables_people import attempts

Clock = Callable[[], datetime]
FORGOTTEN = timedelta(days=1)
"""After so long without another failure one begins anew."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How many tries are free, and how many seconds the ones after that wait: each twice as long as the one before."""

    free: int
    first: int = 2
    most: int = 300

    def wait(self, failures: int) -> int:
        """Seconds between the last failure and the next try."""
        return 0 if failures < self.free else min(self.most, self.first << min(failures - self.free, 16))


BY_NAME = Patience(free=3)
BY_SOURCE = Patience(free=10)
"""A whole family may be behind one address."""
OWN_PASSWORD = Patience(free=3)
CODES = Patience(free=5, first=30)


@dataclass(frozen=True, kw_only=True)
class Try:
    """One thing by which tries are counted. `shared`: by others, too, whose failures one success does not undo."""

    kind: str
    value: str
    patience: Patience
    shared: bool = False


class Attempts:
    """Counts a try as failed before it is looked at, so that many at once are not free."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def claim(self, *tries: Try) -> None:
        """Counts one try. TooSoon, and nothing is counted, when one has to wait."""
        now = self._clock()
        async with self._store.write() as connection:
            await connection.execute(delete(attempts).where(attempts.c.last < now - FORGOTTEN))
            keys = await _keys(connection, tries)
            found = await connection.execute(select(attempts).where(attempts.c.key.in_(keys)))
            rows = {row.key: row for row in found}
            wait = max(
                (
                    _left(one.patience, rows[key].failures, rows[key].last, now)
                    for one, key in zip(tries, keys, strict=True)
                    if key in rows
                ),
                default=0,
            )
            if wait > 0:
                raise TooSoon(wait)
            for key in keys:
                if key in rows:
                    again = update(attempts).where(attempts.c.key == key)
                    await connection.execute(again.values(failures=rows[key].failures + 1, last=now))
                else:
                    await connection.execute(insert(attempts).values(key=key, failures=1, last=now))

    async def forgive(self, connection: AsyncConnection, *tries: Try) -> None:
        """A claimed try was right: what is one's own begins anew, what is shared has one failure less."""
        for one, key in zip(tries, await _keys(connection, tries), strict=True):
            if one.shared:
                less = update(attempts).where(attempts.c.key == key)
                await connection.execute(less.values(failures=attempts.c.failures - 1))
                gone = delete(attempts).where(attempts.c.key == key, attempts.c.failures <= 0)
            else:
                gone = delete(attempts).where(attempts.c.key == key)
            await connection.execute(gone)


def network_of(source: str) -> str:
    """The part of an address that one household has: an IPv6 address counts by its first 64 bits."""
    try:
        address = ip_address(source.partition("%")[0])
    except ValueError:
        return source
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return str(address)


def _left(patience: Patience, failures: int, last: datetime, now: datetime) -> int:
    """Whole seconds still to wait; a failure in the future, before the clock was set back, holds nobody up."""
    if last > now:
        return 0
    left = last + timedelta(seconds=patience.wait(failures)) - now
    return -(-left // timedelta(seconds=1))


async def _keys(connection: AsyncConnection, tries: Sequence[Try]) -> list[str]:
    """What is stored of who tried: a hash that differs from one data folder to the next."""
    found = await connection.execute(select(installation.c.value).where(installation.c.name == "id"))
    here = found.scalar_one()
    return [
        hashlib.sha256("\0".join((here, one.kind, one.value)).encode("utf-8", "surrogatepass")).hexdigest()
        for one in tries
    ]
