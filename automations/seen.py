"""The controls that a page shows, as a person with a screen reader would hear them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.async_api import Error, Locator, Page

from automations.spec import PART, Platform
from automations.texts import all_texts, among, without_marks

_QUOTED = re.compile(r"^\s*- '(?P<line>(?:[^']|'')*)'")
_LINE = re.compile(r"^\s*-\s+(?P<role>[a-z]+)\b(?P<rest>.*)$")
_NAME = re.compile(r'^ (?P<name>"(?:[^"\\]|\\.)*")')
_STATE = re.compile(r"\[(checked|pressed|disabled|expanded|selected|checked=mixed|pressed=mixed)\]")
_ROLES = frozenset({"checkbox", "switch", "button", "radio", "combobox", "menuitemcheckbox"})
MOST = 40
"""How many controls are listed at most, for people to read."""


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
        found += (seen for line in snapshot.splitlines() if (seen := _seen(line)) and _is_control(seen))
    return tuple(found)


async def listed(page: Page) -> tuple[str, ...]:
    """The page's language and the first of its controls, in words."""
    try:
        language = str(await page.evaluate("document.documentElement.lang"))
    except Error:
        language = ""
    seen = tuple(str(one) for one in (await controls_seen(page))[:MOST])
    return (f'language "{language}"', *seen) if language else seen


async def announced(element: Locator) -> Seen | None:
    """How one element is announced; None when it is not."""
    snapshot = await element.aria_snapshot(timeout=2000)
    return _seen(snapshot.partition("\n")[0])


def unknown_toggles(seen: Iterable[Seen], known: Iterable[str]) -> tuple[str, ...]:
    """Those checkboxes and switches that none of the known labels names: a new setting, perhaps."""
    labels = tuple(known)
    toggles = (one for one in seen if one.role in ("checkbox", "switch", "menuitemcheckbox"))
    return tuple(dict.fromkeys(str(one) for one in toggles if not among(one.name, labels)))


def known_labels(platform: Platform, part: str = "") -> tuple[str, ...]:
    """Every label of every control that is known on the platform's pages; on those of one blog or site, its own."""
    labels = [setting.control.labels for setting in platform.settings] + [platform.neighbours]
    options = [setting.control.options for setting in platform.settings]
    return tuple(text.replace(PART, part) for one in labels + options for text in all_texts(one))


def _is_control(seen: Seen) -> bool:
    pressed = any(state.startswith("pressed") for state in seen.states)
    return seen.role in _ROLES and (seen.role != "button" or pressed)


def _seen(line: str) -> Seen | None:
    quoted = _QUOTED.match(line)
    match = _LINE.match("- " + quoted["line"].replace("''", "'") if quoted else line)
    if not match:
        return None
    rest = match["rest"]
    name = _NAME.match(rest)
    states = tuple(_STATE.findall(rest[name.end() :] if name else rest))
    return Seen(role=match["role"], name=without_marks(_unquoted(name["name"])).strip() if name else "", states=states)


def _unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name[1:-1])
