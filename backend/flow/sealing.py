"""What the job engine stores of inputs and results, sealed: AES-256-GCM over JSON, never pickle."""

import base64
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from dbos import Serializer

NONCE = 12
BOUND_TO = b"unconsent flow 1"


class Sealing(Serializer):
    """Seals whatever the engine keeps under a key of this data folder."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def serialize(self, data: Any) -> str:
        """Base64 text. An exception is kept by its class name only: what it says may hold anything."""
        plain = {"error": type(data).__name__} if isinstance(data, BaseException) else {"value": data}
        nonce = os.urandom(NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, json.dumps(plain).encode(), BOUND_TO)
        return base64.b64encode(sealed).decode()

    def deserialize(self, serialized_data: str) -> Any:
        """What was sealed. RuntimeError when it is not of this data folder, or was changed."""
        sealed = base64.b64decode(serialized_data)
        try:
            plain = json.loads(self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], BOUND_TO))
        except InvalidTag:
            raise RuntimeError("a stored job does not open: it was changed, or is sealed with another key") from None
        return RuntimeError(plain["error"]) if "error" in plain else plain["value"]

    def name(self) -> str:
        """The form's name."""
        return "unconsent_aes_gcm_json"
