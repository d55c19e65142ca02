"""Names of members and devices: what can be typed, printed and told apart."""

import unicodedata

from backend.members.tokens import PREFIX
from backend.members.trouble import Invalid

LONGEST = 80


def clean_name(name: str, field: str = "name") -> str:
    """The name as it is kept. Invalid when it is empty, too long, cannot be seen, or is a token by mistake."""
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean or len(clean) > LONGEST or not clean.isprintable():
        raise Invalid(field, f"must have 1 to {LONGEST} letters, digits or signs. Choose another one.")
    if clean.startswith("-"):
        raise Invalid(field, "must not begin with a dash. Choose another one.")
    if PREFIX in clean:
        raise Invalid(field, "looks like a token, which is a secret. Choose another one.")
    return clean


def alike(name: str) -> str:
    """The same for names that people would mix up: case, width and blanks do not tell them apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", " ".join(name.split())).casefold())
