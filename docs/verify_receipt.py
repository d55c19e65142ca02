"""Checks receipts of Unconsent without Unconsent, with `cryptography` alone: python verify_receipt.py [--whole] FILE...

--whole: the files are all receipts of their signer, from the first to the newest of them. Exits with 1 when invalid.
"""

import base64
import hashlib
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEYS = """format version id sequence previous key stated_at clock statement platform setting account mode outcome needs
before after detail url proofs evidence test_sites software"""
SAID = "{statement} {platform[name]}: {setting[title]}. Account {account[name]}, {outcome}, test sites {test_sites}."
SIGNED = " Number {sequence}, stated at {stated_at} {clock}. Signed by {key}."


def require(met: bool, otherwise: str) -> None:
    if not met:
        raise ValueError(otherwise)


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def exact(text: str) -> bytes:
    require(base64.b64encode(base64.b64decode(text)).decode() == text, "a base64 text was changed")
    return base64.b64decode(text)


def plain(text: str) -> str:
    shown = "".join(one if one.isprintable() else "\ufffd" for one in text)
    return shown.encode(sys.stdout.encoding, "backslashreplace").decode(sys.stdout.encoding)


def check(content: bytes) -> Any:
    exported = json.loads(content, parse_float=str, parse_constant=str)
    require(canonical(exported) == content, "it is not in the one form that receipts have: it was changed")
    receipt, pictures = exported["receipt"], exported["pictures"]
    known = exported.keys() == {"receipt", "signature", "pictures"} and receipt.keys() == set(KEYS.split())
    require(known and (receipt["format"], receipt["version"]) == ("unconsent-receipt", 1), "not a receipt, version 1")
    Ed25519PublicKey.from_public_bytes(exact(receipt["key"])).verify(exact(exported["signature"]), canonical(receipt))
    named = {one["picture"] for one in receipt["evidence"] if one["picture"]}
    same = named == pictures.keys() and all(digest(exact(text)) == name for name, text in pictures.items())
    require(same, "a picture is missing, was changed, or does not belong here")
    claims = receipt["outcome"] in ("opted_out", "already_out", "restored")
    require(not claims or len({one["kind"] for one in receipt["proofs"]}) > 1, "a success without two kinds of proof")
    require((receipt["sequence"] == 1) == (receipt["previous"] is None), "only the first receipt follows no other")
    return receipt


def chain(receipts: list[Any], whole: bool) -> None:
    one_each = {(one["key"], one["sequence"], canonical(one)): one for one in receipts}
    for before, one in pairwise([{"key": ""}, *(one_each[place] for place in sorted(one_each))]):
        last, link = (before["sequence"], digest(canonical(before))) if before["key"] == one["key"] else (0, None)
        require(one["sequence"] > last, f"two different receipts have the number {last}")
        require(one["previous"] == link or one["sequence"] > last + 1, f"number {last + 1} does not follow {last}")
        require(not whole or one["sequence"] == last + 1, f"receipts before number {one['sequence']} are missing")


if __name__ == "__main__":
    file, receipts = "The chain", []
    try:
        for file in [one for one in sys.argv[1:] if one != "--whole"]:
            receipts.append(check(Path(file).read_bytes()))
            sys.stdout.write(plain(f"{file}: valid. {(SAID + SIGNED).format_map(receipts[-1])}") + "\n")
        require(bool(receipts), "name a file with a receipt")
        chain(receipts, "--whole" in sys.argv[1:])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature) as wrong:
        sys.exit(plain(f"{file}: NOT VALID: {str(wrong) or 'the signature does not belong to what it says'}"))
