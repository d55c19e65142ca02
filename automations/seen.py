"""The controls that a page shows, as a person with a screen reader would hear them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.async_api import Error, Page

from automations.texts import among

_QUOTED = re.compile(r"^\s*- '(?P<line>(?:[^']|'')*)'")
_TOGGLE = re.compile(r"^\s*-\s+(?P<role>checkbox|switch|button|radio|combobox|menuitemcheckbox)\b(?P<rest>.*)$")
_NAME = re.compile(r'^ "(?P<name>(?:[^"\\]|\\.)*)"')
_STATE = re.compile(r"\[(checked|pressed|disabled|expanded|checked=mixed|pressed=mixed)\]")
MOST = 40
"""How many controls are listed at most."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One control as announced: role, accessible name and states."""

    role: str
    name: str
    states: tuple[str, ...]

    def __str__(self) -> str:
        name = f'"{self.name}"' if self.name else "(no name)"
        return " ".join((self.role, name, *self.states))


async def controls_seen(page: Page) -> tuple[Seen, ...]:
    """All checkboxes, switches, radios, pressed buttons and combo boxes in the page and its frames."""
    found: list[Seen] = []
    for frame in page.frames:
        try:
            snapshot = await frame.locator("body").aria_snapshot(timeout=2000)
        except Error:
            continue
        found += (seen for line in snapshot.splitlines() if (seen := _seen(line)))
    return tuple(found[:MOST])


def unknown_toggles(seen: Iterable[Seen], known: Iterable[str]) -> tuple[str, ...]:
    """Those checkboxes and switches that none of the known labels names: a new setting, perhaps."""
    labels = tuple(known)
    toggles = (one for one in seen if one.role in ("checkbox", "switch", "menuitemcheckbox"))
    return tuple(dict.fromkeys(str(one) for one in toggles if not among(one.name, labels)))


def _seen(line: str) -> Seen | None:
    quoted = _QUOTED.match(line)
    match = _TOGGLE.match("- " + quoted["line"].replace("''", "'") if quoted else line)
    if not match:
        return None
    rest = match["rest"]
    name = _NAME.match(rest)
    states = tuple(_STATE.findall(rest[name.end() :] if name else rest))
    if match["role"] == "button" and "[pressed" not in rest:
        return None
    return Seen(role=match["role"], name=name["name"].replace('\\"', '"') if name else "", states=states)
