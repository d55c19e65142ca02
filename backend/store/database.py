"""What differs between the databases in which a store can live."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, kw_only=True)
class Health:
    """A question whose answer tells whether the database can be used; `otherwise` is said when it cannot."""

    question: str
    answer: str
    otherwise: str


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database, not opened yet. `name` is what people know it by; it never holds a password."""

    name: str
    engine: AsyncEngine = field(repr=False)
    writing: Mapping[str, Any]
    """Options of a connection that writes."""
    lock: str | None
    """Said first in every transaction that writes, so that there is one writer at a time."""
    wipe: str | None
    """Takes what was deleted out of the journal."""
    health: Health
    told: Callable[[BaseException], str | None] = field(repr=False)
    """The sentence for expected trouble; None for a bug."""
