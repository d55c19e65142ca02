"""The types of ids and names in addresses and bodies, and the sentences that several routes say."""

from typing import Annotated, Any

from fastapi import Path
from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

from backend.api.pages import GREATEST

HEX = r"^[0-9a-f]{32}$"
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
SETTING = r"^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*(/[^/\s]+)?$"

NumberPath = Annotated[int, Path(ge=1, le=GREATEST)]
HexPath = Annotated[str, Path(pattern=HEX)]
ReceiptPath = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
SlugPath = Annotated[str, Path(pattern=SLUG, max_length=80)]


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 3.0 is 3."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
Number = Annotated[int, Field(ge=1, le=GREATEST), Whole]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
SettingId = Annotated[str, StringConstraints(pattern=SETTING, max_length=120)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


def _only_text(value: Any) -> Any:
    if not isinstance(value, str) or len(value) < 16:
        raise ValueError("must be a moment with its time zone, as 2027-01-31T12:00:00Z")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_only_text), Field(strict=False)]
"""A moment, as RFC 3339 writes it."""


NOTHING_KNOWN = "There is nothing of that name here. Look at the list of platforms."
