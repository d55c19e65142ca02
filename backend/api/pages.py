"""Lists come in pages: at most so many, and a mark from which the next page goes on."""

import base64
import json
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from backend.members.trouble import Invalid

USUAL = 50
MOST = 100
GREATEST = 2**31 - 1
Item = TypeVar("Item", bound=BaseModel)
BAD = "is not one that a list gave. Begin again without it."


class In(BaseModel):
    """What is sent: nothing but what is named here, in the type that is named here."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class Out(BaseModel):
    """What is answered."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class Query(BaseModel):
    """What stands behind the question mark, where everything is text."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Paging(Query):
    """Which page."""

    limit: int = Field(default=USUAL, ge=1, le=MOST)
    cursor: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,200}$")
    """From `next` of the page before."""


class OfMember(Query):
    """Whose; without it those of whoever asks."""

    member: int | None = Field(default=None, ge=1, le=GREATEST)


class PagingOfMember(Paging):
    """Which page, and whose."""

    member: int | None = Field(default=None, ge=1, le=GREATEST)


def mark(*parts: Any) -> str:
    """The mark of a place in a list."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def place(cursor: str | None, *types: type) -> tuple[Any, ...] | None:
    """The place of a mark; None for the beginning. Invalid when no list gave it."""
    if cursor is None:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        raise Invalid("cursor", BAD) from None
    right = isinstance(parts, list) and len(parts) == len(types)
    if not right or any(type(one) is not kind for one, kind in zip(parts, types, strict=True)):
        raise Invalid("cursor", BAD)
    if any(isinstance(one, int) and not 0 <= one <= GREATEST for one in parts):
        raise Invalid("cursor", BAD)
    return tuple(parts)


def number(cursor: str | None) -> int | None:
    """The place of a mark that is one number."""
    found = place(cursor, int)
    return found[0] if found else None


class Page(Out, Generic[Item]):
    """A part of a list. `next` is the cursor of the next part; null at the end."""

    items: list[Item]
    next: str | None
