"""The key by which push services know this installation (VAPID, RFC 8292): made once, and sealed like every other."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.notify.subscription import Subscription, encoded
from backend.store import Store
from backend.vault import Place, Vault

PLACE = Place(field="push_key")
"""With the owner's secrets, as the owner cannot leave."""
GOOD_FOR = timedelta(hours=12)
"""RFC 8292 allows a day."""
NUMBER = 32
"""Bytes of each of the two numbers of a signature (RFC 7518, 3.4)."""


@dataclass(frozen=True, kw_only=True)
class PushKey:
    """One for the whole installation."""

    store: Store
    vault: Vault
    clock: Callable[[], datetime]

    async def public(self) -> str:
        """What a browser is told, so that it takes messages from here alone."""
        return _public(await self._key())

    async def authorization(self, to: Subscription) -> str:
        """The header that says who sends, for that push service and for half a day."""
        key, until = await self._key(), self.clock() + GOOD_FOR
        claims = {"aud": to.origin, "exp": int(until.timestamp()), "sub": to.contact}
        parts = ({"typ": "JWT", "alg": "ES256"}, claims)
        said = ".".join(encoded(json.dumps(one, separators=(",", ":")).encode()) for one in parts)
        numbers = decode_dss_signature(key.sign(said.encode(), ECDSA(SHA256())))
        signature = encoded(b"".join(one.to_bytes(NUMBER, "big") for one in numbers))
        return f"vapid t={said}.{signature}, k={_public(key)}"

    async def _key(self) -> EllipticCurvePrivateKey:
        async with self.store.read() as connection:
            secret = await self.vault.get(connection, PLACE)
        if secret is None:
            secret = await self._make()
        return derive_private_key(int.from_bytes(secret, "big"), SECP256R1())

    async def _make(self) -> bytes:
        """A new one, unless another process was faster."""
        async with self.store.write() as connection:
            secret = await self.vault.get(connection, PLACE)
            if secret is None:
                number = generate_private_key(SECP256R1()).private_numbers().private_value
                secret = number.to_bytes(NUMBER, "big")
                await self.vault.put(connection, PLACE, secret)
        return secret


def _public(key: EllipticCurvePrivateKey) -> str:
    return encoded(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
