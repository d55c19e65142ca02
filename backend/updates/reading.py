"""Reads a bundle: whole, signed by a key that is trusted, and for this engine. Refused otherwise, with what to do.

Nothing in it is looked at any closer before its signatures hold.
"""

import json
from collections.abc import Container
from typing import Any

from pydantic import ValidationError

from automations.outcome import Refused
from backend.receipts.canonical import canonical
from backend.receipts.signing import is_signed
from backend.updates.form import FORMAT, LARGEST, VERSION, Bundle, Envelope, numbers

CHANGED = "It was changed or damaged after it was signed. Fetch it again, and do not use it as it is."
NOT_ONE = "This is no catalogue bundle"


def read_bundle(content: bytes, *, trusted: Container[str], engine: str) -> Bundle:
    """The bundle in these bytes. `engine`: the version of this Unconsent."""
    envelope = _envelope(content)
    signed = canonical(envelope.bundle)
    if not envelope.signatures:
        raise Refused("This catalogue is not signed. Nothing of it is used: ask whoever made it for the signed file.")
    if not all(is_signed(one.key, one.signature, signed) for one in envelope.signatures):
        raise Refused(f"A signature of this catalogue does not hold. {CHANGED}")
    if not any(one.key in trusted for one in envelope.signatures):
        raise Refused(
            f"This catalogue is signed with a key that is not trusted here: {envelope.signatures[0].key}. "
            "If its maker gave you that key in another way, trust it: unconsent update --trust-key KEY"
        )
    _fits(envelope.bundle, engine)
    try:
        return Bundle.model_validate_json(signed)
    except ValidationError as wrong:
        raise Refused(
            "\n".join(_explain(error["loc"], error["msg"]) for error in wrong.errors(include_url=False)[:5])
        ) from None


def _envelope(content: bytes) -> Envelope:
    if len(content) > LARGEST:
        raise Refused(f"{NOT_ONE}: it has more than {LARGEST // 1_000_000} MB.")
    try:
        value = json.loads(content)
        same = canonical(value) == content
    except (ValueError, RecursionError):
        raise Refused(f"{NOT_ONE}: it is not JSON as bundles hold it. Name the file, or its address.") from None
    try:
        envelope = Envelope.model_validate_json(content)
    except ValidationError:
        raise Refused(f"{NOT_ONE}: it does not hold a bundle with signatures. Name the file, or its address.") from None
    if not same:
        raise Refused(f"This catalogue is not in the one form in which bundles are signed. {CHANGED}")
    return envelope


def _fits(bundle: dict[str, Any], engine: str) -> None:
    """Said before the rest is read, which may have a form that this engine cannot know."""
    if bundle.get("format") != FORMAT:
        raise Refused(f"{NOT_ONE}: something else was signed here.")
    if bundle.get("version") != VERSION:
        raise Refused(f"This catalogue is for another engine, as its form is not {VERSION}. Update Unconsent first.")
    wanted = bundle.get("minimum_engine")
    try:
        newer = isinstance(wanted, str) and numbers(wanted) > numbers(engine)
    except ValueError:
        return  # the form tells what is wrong with it
    if newer:
        raise Refused(f"This catalogue needs Unconsent {wanted} or newer; this is {engine}. Update Unconsent first.")


def _explain(place: tuple[str | int, ...], reason: str) -> str:
    """One line: where, and why. Keys come from the file, so they are shown as what they are."""
    where = ".".join(repr(one)[1:-1][:80] if isinstance(one, str) else str(one) for one in place if one != "[key]")
    said = reason.removeprefix("Value error, ")
    data = " A catalogue holds data only." if place[:1] == ("files",) and place[-1:] == ("[key]",) else ""
    return f"The catalogue is wrong at {where or 'its top'}: {said}.{data}"
