"""The key of each member: random, sealed with the master key, and gone for good when it is deleted.

Deleting it makes everything unreadable that was sealed for the member in this database. A backup from before still
holds it.
"""

import json
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.keys import LENGTH, Key
from backend.store.tables import OWNER
from backend.store.tables_people import member_keys

NONCE = 12


class MemberKeys:
    """Makes, opens and deletes the keys of members, within transactions of the caller."""

    def __init__(self, key: Key) -> None:
        self._installation = key.installation
        self._cipher = AESGCM(key.purpose("members"))
        self._first = key.purpose("vault")
        """What release 0.1.0 sealed the owner's secrets with."""

    async def find(self, connection: AsyncConnection, member: int) -> bytes | None:
        """The member's key; None when there is none. ValueError when it is another member's, or was changed."""
        found = await connection.execute(select(member_keys.c.sealed).where(member_keys.c.member_id == member))
        sealed = found.scalar_one_or_none()
        if sealed is None:
            return None
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], self._associated(member))
        except InvalidTag:
            raise ValueError("this is not the member's key") from None

    def first(self, member: int) -> bytes | None:
        """The key under which a member's secrets may lie though none is kept: the owner's, from release 0.1.0."""
        return self._first if member == OWNER else None

    def make(self) -> bytes:
        """A new key, not kept yet."""
        return secrets.token_bytes(LENGTH)

    async def keep(self, connection: AsyncConnection, member: int, key: bytes) -> None:
        """Seals and stores a member's first key."""
        nonce = os.urandom(NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, key, self._associated(member))
        await connection.execute(insert(member_keys).values(member_id=member, sealed=sealed))

    async def delete(self, connection: AsyncConnection, member: int) -> None:
        """Deletes the member's key."""
        await connection.execute(delete(member_keys).where(member_keys.c.member_id == member))

    def _associated(self, member: int) -> bytes:
        return json.dumps(["unconsent members 1", self._installation, member]).encode()
