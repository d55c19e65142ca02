"""Who a browser says is asking: Origin and Sec-Fetch-Site. They can only turn a request away; a token lets it in."""

import re
from dataclasses import dataclass

from starlette.types import Scope

EXTENSION = re.compile(r"(chrome|moz)-extension://(?P<id>[a-z0-9-]{1,80})")
ORIGIN = re.compile(r"https?://(?P<host>[^/@?#\s]+)")
ELSEWHERE = ("cross-site", "same-site")
EXTENSION_HEADER = b"x-unconsent-extension"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the headers of one request say. `extension` is the id of the extension in Origin."""

    origin: str | None
    extension: str | None
    site: str | None
    is_navigation: bool

    def is_turned_away(self, host: str) -> bool:
        """Whether a page of somebody else asks; whether an extension is one of ours is another question."""
        if self.extension is not None:
            return False
        if self.site in ELSEWHERE:
            return True
        if self.origin is None:
            return False
        own = ORIGIN.fullmatch(self.origin)
        return own is None or own["host"] != host


def read_origin(scope: Scope) -> Asked | None:
    """What the headers say; None when one of them is there twice."""
    found: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        if name in (b"origin", b"sec-fetch-site", b"sec-fetch-mode", b"sec-fetch-dest"):
            if name in found:
                return None
            found[name] = value.decode("latin-1")
    origin = found.get(b"origin")
    extension = EXTENSION.fullmatch(origin) if origin is not None else None
    return Asked(
        origin=origin,
        extension=extension["id"] if extension else None,
        site=found.get(b"sec-fetch-site"),
        is_navigation=found.get(b"sec-fetch-mode") == "navigate" and found.get(b"sec-fetch-dest") == "document",
    )


def extension_of(scope: Scope) -> tuple[str | None, bool]:
    """The id of the extension that asks, and whether Origin and the extension's own header agree about it.

    An extension's GET has no Origin where it has permission for the host, so that it names itself in a header.
    """
    asked = read_origin(scope)
    said = [value.decode("latin-1") for name, value in scope["headers"] if name == EXTENSION_HEADER]
    if asked is None or len(said) > 1:
        return None, False
    if asked.extension and said and said[0] != asked.extension:
        return None, False
    return asked.extension or (said[0] if said else None), True
