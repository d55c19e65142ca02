"""A member of the household, and how one is found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.members.names import alike
from backend.members.principal import Role
from backend.members.trouble import Conflict, NotThere
from backend.store.tables import members
from backend.store.tables_people import standings


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person."""

    id: int
    name: str
    role: Role
    joined: datetime


async def every_member(connection: AsyncConnection) -> tuple[Member, ...]:
    """All of them, the owner first."""
    return await _found(connection)


async def the_member(connection: AsyncConnection, id: int) -> Member:
    """The one of that number. NotThere when there is none."""
    for one in await _found(connection, members.c.id == id):
        return one
    raise NotThere


async def require_free(connection: AsyncConnection, name: str, *, but: int | None = None) -> None:
    """Conflict when a member has the name, or one that people would read as the same."""
    for one in await _found(connection):
        if one.id != but and alike(one.name) == alike(name):
            raise Conflict(f"{name} is the name of a member already. Choose another one.")


async def _found(connection: AsyncConnection, *conditions: Any) -> tuple[Member, ...]:
    columns = (members.c.id, members.c.name, members.c.created, standings.c.role)
    found = select(*columns).select_from(members.join(standings)).where(*conditions).order_by(members.c.id)
    rows = await connection.execute(found)
    return tuple(Member(id=row.id, name=row.name, role=Role(row.role), joined=row.created) for row in rows)
