"""The platforms' own requests: which settings a write is about, and what a read answers."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from automations.practice.row import VALUES
from automations.practice.site import Door, Site


async def body_of(request: Request) -> dict[str, Any]:
    """The body, form-encoded or JSON; without one, what the address asks; empty when it is neither."""
    raw = (await request.body()).decode("utf-8", "replace") or request.url.query
    if "json" not in request.headers.get("content-type", ""):
        return {key: _word(value) for key, value in parse_qsl(raw, keep_blank_values=True)}
    try:
        body = json.loads(raw)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def changes_in(site: Site, host: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The settings that a write to this address wants to change, with the values to store."""
    if path == VALUES:
        return body
    changes = {}
    for door in site.doors_at(path, host):
        for setting, field in door.fields.items():
            value = dig(body, field.write) if field.to in (path, host + path) else None
            if value is not None:
                changes[setting] = value
    return changes


def form_at(site: Site, path: str) -> str:
    """Where the form leads that is sent to this path; empty where none is."""
    return next((door.form for door in site.doors if any(one.to == path for one in door.fields.values())), "")


def read_door(site: Site, host: str, path: str) -> Door | None:
    """The door whose values are read at this address."""
    return next((door for door in site.doors_at(path, host) if door.read in (path, host + path)), None)


def answer_to_read(door: Door, truth: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the door as the platform states them."""
    body: dict[str, Any] = {}
    for setting, field in door.fields.items():
        if setting in truth:
            put(body, field.read, truth[setting])
    return body


def answer_to_write(site: Site, host: str, path: str, truth: Mapping[str, Any]) -> Any:
    """What the platform says to an accepted write."""
    for door in site.doors_at(path, host):
        if any(field.to in (path, host + path) for field in door.fields.values()):
            return door.answer if door.answer is not None else answer_to_read(door, truth)
    return {"ok": True}


def dig(body: Any, key: str) -> Any:
    """The value at a dotted key; None where there is none."""
    for part in key.split("."):
        body = body.get(part) if isinstance(body, dict) else None
    return body


def put(body: dict[str, Any], key: str, value: Any) -> None:
    """Sets the value at a dotted key."""
    *parents, last = key.split(".")
    for part in parents:
        body = body.setdefault(part, {})
    body[last] = value


def _word(value: str) -> Any:
    """Forms write booleans and numbers as words."""
    return {"true": True, "false": False}.get(value, int(value) if value.isdecimal() else value)
