"""The signature of a member: an Ed25519 key for each, made once and kept in the vault (RFC 8032).

Chains are told apart by their keys, and each member has a chain, so each has a key. Nobody can tell from two receipts
that their people live in one household.
"""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.outcome import Refused
from backend.store.tables import receipts
from backend.vault import Place, Vault

FIELD = "signing_key"


async def signing_key(connection: AsyncConnection, vault: Vault, member: int) -> Ed25519PrivateKey:
    """The member's key; made when there is no receipt yet. Refused when there are receipts, but their key is gone."""
    place = Place(field=FIELD, member=member)
    secret = await vault.get(connection, place)
    if secret is not None:
        return Ed25519PrivateKey.from_private_bytes(secret)
    signed = await connection.execute(select(receipts.c.id).where(receipts.c.member_id == member).limit(1))
    if signed.first() is not None:
        raise Refused(
            "The key that signs receipts is gone from the database, though there are receipts. "
            "The database was changed from outside: put back the whole data folder from one backup."
        )
    key = Ed25519PrivateKey.generate()
    await vault.put(connection, place, key.private_bytes_raw())
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key, as receipts name it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signature(key: Ed25519PrivateKey, content: bytes) -> str:
    """The signature of these bytes, as receipts hold it."""
    return base64.b64encode(key.sign(content)).decode()


def is_signed(public: str, signature: str, content: bytes) -> bool:
    """Whether the holder of the key signed these bytes. Anything malformed is not signed."""
    try:
        Ed25519PublicKey.from_public_bytes(exact(public)).verify(exact(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def exact(text: str) -> bytes:
    """The bytes of a base64 text in its one form: other texts, with bits left over, mean the same bytes. ValueError."""
    content = base64.b64decode(text, validate=True)
    if base64.b64encode(content).decode() != text:
        raise ValueError("base64 in another form")
    return content
