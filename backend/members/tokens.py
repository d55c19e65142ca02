"""Random tokens, codes and ids; what is stored of a token is its hash."""

import hashlib
import secrets
import unicodedata

from backend.members.trouble import Invalid

PREFIX = "unconsent_"
"""By which scanners for leaked secrets, and people, recognise a token."""
TOKEN_BYTES = 32
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # pragma: allowlist secret
"""Crockford's base32: no I, L, O or U."""
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH = 8
"""Signs of a code: 40 bits."""


def new_token() -> str:
    """256 random bits."""
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def new_id() -> str:
    """128 random bits, to name a row that nobody shall guess."""
    return secrets.token_hex(16)


def hash_of(secret: str) -> str:
    """What is stored of a token or a code (SHA-256, in hex): enough for random bits, unlike for passwords."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_code() -> str:
    """A code for people to copy, as in 7QK2-M0XD."""
    return shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def shown(code: str) -> str:
    """The code in two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def read_code(typed: str) -> str:
    """The code that was meant, in two halves: case, dashes and blanks do not matter, O is 0, I and L are 1."""
    plain = unicodedata.normalize("NFKC", typed)
    signs = (one for one in plain if not one.isspace() and unicodedata.category(one) != "Pd")
    code = "".join(signs).upper().translate(READ_AS)
    if len(code) != LENGTH or any(one not in ALPHABET for one in code):
        raise Invalid("code", f"has {LENGTH} letters and digits, as in 7QK2-M0XD. Copy it again.")
    return shown(code)
