"""Seals passwords, seeds, sessions and signing keys with AES-256-GCM; what was swapped or put back does not open.

Each member has a key of their own. Each sealed text is bound (as associated data) to its member, account and field, to
this data folder, and to a version.
Versions come from one counter and are never used twice. A sealed ledger for each member lists which version of which
secret is the right one, and is renewed in the same transaction: an older copy of a secret, a removed one that is put
back, or one that was taken away, disagrees with the ledger. An older copy of the ledger disagrees with the secrets.
An older copy of the *whole* database is a backup, and opens.
"""

import json
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.outcome import Refused
from backend.keys import Key
from backend.member_keys import NONCE, MemberKeys
from backend.store import Store
from backend.store.tables import OWNER, ledgers, secrets


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a secret is, and whose."""

    field: str
    member: int = OWNER
    account: int | None = None

    @property
    def name(self) -> str:
        """The place in one word."""
        return f"{self.member}/{self.account or 0}/{self.field}"


@dataclass(frozen=True, kw_only=True)
class _Ledger:
    """What is sealed for a member. `kept`: whether the key is stored, which it is with the first secret."""

    member: int
    key: bytes = field(repr=False)
    kept: bool
    counter: int
    versions: dict[str, int]


class Vault:
    """The sealed part of the store. Every method works within a transaction of the caller."""

    def __init__(self, store: Store, key: Key) -> None:
        self.store = store
        self._installation = key.installation
        self._keys = MemberKeys(key)

    async def put(self, connection: AsyncConnection, place: Place, secret: bytes) -> None:
        """Seals the secret, replacing what was there."""
        ledger = await self._ledger(connection, place.member)
        version = ledger.counter + 1
        sealed = self._seal(ledger.key, secret, ["secret", place.name, version])
        await connection.execute(delete(secrets).where(secrets.c.place == place.name))
        await connection.execute(
            insert(secrets).values(
                member_id=place.member, account_id=place.account, place=place.name, version=version, sealed=sealed
            )
        )
        await self._renew(connection, ledger, {**ledger.versions, place.name: version})

    async def get(self, connection: AsyncConnection, place: Place) -> bytes | None:
        """The secret; None when there never was one, or it was removed. Refused when the store was tampered with."""
        ledger = await self._ledger(connection, place.member)
        found = select(secrets.c.version, secrets.c.sealed).where(secrets.c.place == place.name)
        row = (await connection.execute(found)).one_or_none()
        if row is None and place.name not in ledger.versions:
            return None
        if row is None or row.version != ledger.versions.get(place.name):
            raise _tampered(place.field)
        return self._open(ledger.key, row.sealed, ["secret", place.name, row.version], place.field)

    async def remove(self, connection: AsyncConnection, place: Place) -> None:
        """Removes one secret, if there is one."""
        ledger = await self._ledger(connection, place.member)
        await connection.execute(delete(secrets).where(secrets.c.place == place.name))
        if place.name in ledger.versions:
            left = {name: version for name, version in ledger.versions.items() if name != place.name}
            await self._renew(connection, ledger, left)

    async def forget(self, connection: AsyncConnection, account: int, *, member: int = OWNER) -> None:
        """Removes all secrets of an account."""
        ledger = await self._ledger(connection, member)
        start = f"{member}/{account}/"
        left = {name: version for name, version in ledger.versions.items() if not name.startswith(start)}
        await connection.execute(delete(secrets).where(secrets.c.account_id == account, secrets.c.member_id == member))
        if left != ledger.versions:
            await self._renew(connection, ledger, left)

    async def shred(self, connection: AsyncConnection, member: int) -> None:
        """Removes everything that was sealed for a member, with the key. Also what was tampered with."""
        await connection.execute(delete(secrets).where(secrets.c.member_id == member))
        await connection.execute(delete(ledgers).where(ledgers.c.member_id == member))
        await self._keys.delete(connection, member)

    async def _ledger(self, connection: AsyncConnection, member: int) -> _Ledger:
        row = (await connection.execute(select(ledgers).where(ledgers.c.member_id == member))).one_or_none()
        key = await self._key(connection, member)
        if row is None:
            some = select(secrets.c.id).where(secrets.c.member_id == member).limit(1)
            if key or (await connection.execute(some)).first() is not None:
                raise _tampered("ledger")
            return _Ledger(member=member, key=self._keys.make(), kept=False, counter=0, versions={})
        used = key or self._keys.first(member)
        if used is None:
            raise _tampered("key")
        opened = self._open(used, row.sealed, ["ledger", member, row.counter], "ledger")
        return _Ledger(member=member, key=used, kept=key is not None, counter=row.counter, versions=json.loads(opened))

    async def _key(self, connection: AsyncConnection, member: int) -> bytes | None:
        try:
            return await self._keys.find(connection, member)
        except ValueError:
            raise _tampered("key") from None

    async def _renew(self, connection: AsyncConnection, ledger: _Ledger, versions: dict[str, int]) -> None:
        """Stores the next ledger, and the key where it is not stored yet."""
        member, counter = ledger.member, ledger.counter + 1
        if not ledger.kept:
            await self._keys.keep(connection, member, ledger.key)
        sealed = self._seal(ledger.key, json.dumps(versions, sort_keys=True).encode(), ["ledger", member, counter])
        values = {"counter": counter, "sealed": sealed}
        renewed = await connection.execute(update(ledgers).where(ledgers.c.member_id == member).values(values))
        if renewed.rowcount == 0:
            await connection.execute(insert(ledgers).values(member_id=member, **values))

    def _seal(self, key: bytes, secret: bytes, bound_to: list[str | int]) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(key).encrypt(nonce, secret, self._associated(bound_to))

    def _open(self, key: bytes, sealed: bytes, bound_to: list[str | int], what: str) -> bytes:
        try:
            return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], self._associated(bound_to))
        except (InvalidTag, ValueError):
            raise _tampered(what) from None

    def _associated(self, bound_to: list[str | int]) -> bytes:
        return json.dumps(["unconsent vault 1", self._installation, *bound_to]).encode()


def _tampered(what: str) -> Refused:
    return Refused(
        f"The stored {what.replace('_', ' ')} does not open: the database was changed from outside, or a part of it "
        "was put back from an older copy. Nothing was used. Put back the whole data folder from one backup, or remove "
        "the account and add it again."
    )
