"""Reads the rows of a topic, a page at a time, with the names that people know beside the numbers."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backend.accounts import StoredAccount
from backend.exports.topics import Topic
from backend.office import Office

Item = dict[str, Any]
AT_ONCE = 200
"""Rows that are held at the same time."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What accounts and settings are called."""

    office: Office
    accounts: Mapping[int, StoredAccount]

    @classmethod
    async def of(cls, office: Office) -> "Names":
        """Those of the office's member."""
        return cls(office=office, accounts={one.id: one for one in await office.accounts.all()})

    def beside(self, item: Item) -> Item:
        """What numbers and ids in it mean."""
        account = self.accounts.get(item.get("account_id", 0))
        if account is None:
            return {}
        known = self.office.platform_of(account) if self.office.knows(account) else None
        found = {"account_name": f"{known.name if known else account.platform}: {account.name}"}
        if item.get("setting"):
            found["title"] = self.office.title_of(account, item["setting"])
        return found


async def rows_of(topic: Topic, office: Office, names: Names) -> AsyncIterator[Item]:
    """All of them, in the order of their keys."""
    keys = list(topic.table.primary_key.columns)
    mine = topic.whose(office.accounts.member)
    wanted = select(*(topic.table.c[one] for one in topic.columns)).where(mine).order_by(*keys).limit(AT_ONCE)
    at = 0
    while True:
        async with office.store.read() as connection:
            rows = (await connection.execute(wanted.offset(at))).mappings().all()
        for row in rows:
            item = dict(row) | {name: json.loads(row[name]) for name in topic.unpacked if row[name]}
            yield {**item, **names.beside(item)}
        if len(rows) < AT_ONCE:
            return
        at += len(rows)
