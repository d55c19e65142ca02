"""Hashes and checks passwords (argon2id, RFC 9106), a few at a time, and as long for a name that nobody has."""

import asyncio
import base64
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from backend.members.trouble import Invalid

SHORTEST = 12
LONGEST = 1000
SALT_BYTES = 16
HASH_BYTES = 32
AT_A_TIME = 2
"""How many are hashed at the same time: each takes the memory that its cost says."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one hash costs. The second recommended set of RFC 9106, for machines with less memory."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4


USUAL = Cost()


class Passwords:
    """Knows passwords by their hashes (PHC strings)."""

    def __init__(self, cost: Cost = USUAL) -> None:
        self._cost = cost
        self._threads = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="passwords")
        self._nobodys = _unmatched(cost)

    async def hashed(self, password: str) -> str:
        """What is stored of a new password."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._hash, _plain(password))

    async def fits(self, password: str, stored: str | None) -> bool:
        """Whether it is the password of that hash. With no hash it never is, and to find out takes as long."""
        loop = asyncio.get_running_loop()
        right = await loop.run_in_executor(self._threads, _verified, _plain(password), stored or self._nobodys)
        return right and stored is not None

    def _hash(self, password: bytes) -> str:
        cost = self._cost
        kdf = Argon2id(
            salt=os.urandom(SALT_BYTES),
            length=HASH_BYTES,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        )
        return kdf.derive_phc_encoded(password)


def require_good(password: str, field: str = "password") -> None:
    """Invalid when a new password is too short to be safe, or absurdly long."""
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        raise Invalid(field, f"has fewer than {SHORTEST} characters, so it could be guessed. Use, say, five words.")
    if length > LONGEST:
        raise Invalid(field, f"has more than {LONGEST} characters. Use a shorter one.")


def _plain(password: str) -> bytes:
    """The same bytes on every keyboard (NFC); what is too long for any password is cut, and fits none."""
    return unicodedata.normalize("NFC", password[: LONGEST + 1]).encode("utf-8", "surrogatepass")


def _verified(password: bytes, stored: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(password, stored)
    except InvalidKey:
        return False
    return True


def _unmatched(cost: Cost) -> str:
    """A hash of no password, which costs as much to compare with."""
    salt, digest = (base64.b64encode(os.urandom(length)).rstrip(b"=").decode() for length in (SALT_BYTES, HASH_BYTES))
    return f"$argon2id$v=19$m={cost.memory_kib},t={cost.passes},p={cost.lanes}${salt}${digest}"
