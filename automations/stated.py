"""Values that a page's own HTML states, before it asks for anything."""

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from automations.spec import Api

_CODE = re.compile(r"<code\b[^>]*>(.*?)</code>", re.DOTALL)
_ENTITY = {"key", "value", "onValue", "offValue"}


def stated_value(page: str, frames: Iterable[str], api: Api) -> Any:
    """What the HTML of the page states of the setting; None where it states nothing, or several things.

    `page_state` names a key in inline scripts of the page itself; `page_entity` that of an entity, there or in a frame
    of the platform's, which holds its value and both of its states.
    """
    if api.page_entity:
        return _of_entity((page, *frames), api.page_entity)
    return _of_key(page, api.page_state) if api.page_state else None


def _of_key(page: str, key: str) -> Any:
    pattern = re.compile(r'\\*"' + re.escape(key) + r'\\*"\s*:\s*(true|false|-?\d+)')
    values = set(pattern.findall(page))
    return json.loads(values.pop()) if len(values) == 1 else None


def _of_entity(documents: Iterable[str], key: str) -> bool | None:
    """Whether the one entity of that key holds its own `onValue` or `offValue`."""
    found = [
        one
        for document in documents
        for code in _CODE.findall(document)
        for one in _entities(html.unescape(code))
        if key in ("*", one["key"])
    ]
    if len(found) != 1 or found[0]["onValue"] == found[0]["offValue"]:
        return None
    values = {json.dumps(found[0]["onValue"]): True, json.dumps(found[0]["offValue"]): False}
    return values.get(json.dumps(found[0]["value"]))


def _entities(text: str) -> list[dict[str, Any]]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = body.get("included") if isinstance(body, dict) else None
    return [one for one in found if isinstance(one, dict) and one.keys() >= _ENTITY] if isinstance(found, list) else []
