"""What is kept of jobs while they run, sealed: AES-256-GCM over JSON, never pickle."""

import base64
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from dbos import Serializer

NONCE = 12


class Seal:
    """Seals JSON under a key of this data folder, bound to what it belongs to."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, data: Any, bound_to: str) -> str:
        """Base64 text."""
        nonce = os.urandom(NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, json.dumps(data).encode(), bound_to.encode())
        return base64.b64encode(sealed).decode()

    def open(self, text: str, bound_to: str) -> Any:
        """What was sealed. RuntimeError when it is not of this data folder and that place, or was changed."""
        try:
            sealed = base64.b64decode(text, validate=True)
            return json.loads(self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode()))
        except (InvalidTag, ValueError):
            raise RuntimeError("a stored job does not open: it was changed, or is sealed with another key") from None


class Sealing(Serializer):
    """Seals whatever the engine keeps of inputs and results."""

    BOUND_TO = "unconsent flow 1"

    def __init__(self, key: bytes) -> None:
        self._seal = Seal(key)

    def serialize(self, data: Any) -> str:
        """Base64 text. An exception is kept by its class name only: what it says may hold anything."""
        plain = {"error": type(data).__name__} if isinstance(data, BaseException) else {"value": data}
        return self._seal.close(plain, self.BOUND_TO)

    def deserialize(self, serialized_data: str) -> Any:
        """What was sealed. RuntimeError when it is not of this data folder, or was changed."""
        plain = self._seal.open(serialized_data, self.BOUND_TO)
        return RuntimeError(plain["error"]) if "error" in plain else plain["value"]

    def name(self) -> str:
        """The form's name."""
        return "unconsent_aes_gcm_json"
