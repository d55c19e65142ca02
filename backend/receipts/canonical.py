"""JSON in exactly one form (RFC 8785), so that a signature over it means something.

Only what receipts hold: objects, lists, texts, whole numbers up to 2**53, true, false and null. Other numbers,
whose one form is a science of its own, are refused.
"""

import json
from typing import Any

LARGEST = 2**53


def canonical(value: Any) -> bytes:
    """The one form of the value, as UTF-8. ValueError when it has none."""
    try:
        return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise ValueError("half of a surrogate pair is no text") from None


def _sorted(value: Any) -> Any:
    """The value with the keys of every object in the order of their UTF-16 code units."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda one: one.encode("utf-16-be"))}
    if isinstance(value, list):
        return [_sorted(one) for one in value]
    if value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) < LARGEST):
        return value
    raise ValueError(f"a {type(value).__name__} of this size has no place in a receipt")
