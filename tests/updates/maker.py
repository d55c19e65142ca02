"""A maker of catalogue bundles, with a key of its own, and a platform that exists nowhere."""

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from automations.catalogue import PACKAGED
from backend.receipts.signing import public_text
from backend.updates.form import Bundle, encode

DAY = "2026-11-20"
PIER = """\
schema_version = 1
slug = "pier"
name = "Pier"
hosts = ["pier.example"]
place = "own_profile"
place_why = "It exists nowhere."
unattended = "allowed"
policy_note = "None."
claim = "Nothing."
seen = 2026-11-01
firmness = "firm"

[[settings]]
id = "pier.training"
title = "Training"
why = "For tests."
category = "ai_training"
action = "set"
url = "https://pier.example/settings"
proofs = ["page", "later"]
confidence = "high"
seen = "2026-11"
control = { kind = "switch", out = "off", labels = { en = ["Train on my posts"] } }
"""


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Whoever makes bundles."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> str:
        """The key by which these bundles are known."""
        return public_text(self.key)

    def bundle(self, serial: int = 1, **more: Any) -> bytes:
        """A signed bundle; `more` are keys of it, as JSON has them."""
        plain = {"serial": serial, "made": DAY, "minimum_engine": "0.1.0", **more}
        return encode(Bundle.model_validate_json(json.dumps(plain)), self.key)


def pier(*changes: tuple[str, str]) -> dict[str, dict[str, str]]:
    """The files of a bundle that adds this platform, with changes to its text."""
    text = PIER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {"pier": {"platform.toml": text}}


def x(*changes: tuple[str, str]) -> dict[str, dict[str, str]]:
    """The files of a bundle with X as it is packaged, with changes to the text of its platform.toml."""
    text = (PACKAGED / "x" / "platform.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {"x": {"platform.toml": text, "labels.toml": (PACKAGED / "x" / "labels.toml").read_text(encoding="utf-8")}}
