"""What a person says of an account: its name, its handle, its address; as it is kept, or refused."""

import unicodedata
from urllib.parse import urlsplit

from automations.outcome import Refused

LONGEST_NAME = 80


def clean_name(name: str) -> str:
    """A name of the person's own choosing, that can be typed and printed."""
    clean = unicodedata.normalize("NFC", name.strip())
    if not clean or len(clean) > LONGEST_NAME or not clean.isprintable() or clean.startswith("-"):
        raise Refused(
            f"{name!r} cannot be the name of an account. Choose up to {LONGEST_NAME} letters, digits or signs, "
            "not beginning with a dash."
        )
    return clean


def clean_handle(handle: str | None) -> str | None:
    """The name by which the platform knows the account, without @; None where none is given."""
    clean = unicodedata.normalize("NFC", handle.strip().lstrip("@").strip()) if handle else ""
    if len(clean) > 300 or not clean.isprintable():
        raise Refused(f"{handle!r} cannot be a handle. Give the name by which the platform knows the account.")
    return clean or None


def clean_address(address: str | None) -> str | None:
    """A site's own address, as https://blog.example; a path is kept, what follows it is refused."""
    if not address:
        return None
    clean = address.strip().rstrip("/")
    try:
        parts = urlsplit(clean)
        port = parts.port
    except ValueError:
        raise Refused(f"{address!r} is not an address. Give it as https://blog.example.") from None
    wrong = parts.username is not None or parts.query or parts.fragment or "?" in clean or "#" in clean or port == 0
    if parts.scheme not in ("https", "http") or not parts.hostname or wrong or len(clean) > 2000:
        raise Refused(
            f"{address!r} is not the address of a site. Give it without a user name, as https://blog.example."
        )
    if not clean.isprintable() or any(one.isspace() or one in '\\{}"<>' for one in clean):
        raise Refused(f"{address!r} holds signs that no address has. Give it as https://blog.example.")
    return clean
