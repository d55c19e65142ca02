"""Which keys go to the page, and what one may say to a window at all."""

import json
from typing import Any

import pytest

from automations.live.hand import commands_of
from automations.live.keys import X_NAMES, is_let_in
from automations.live.screen import Press, Text, Wheel
from backend.windows.messages import LONGEST, read_hello, read_said

CLOSED = [
    *(f"ctrl+{key}" for key in (*"lkedtnospjuhfgrwqb", *"0123456789-")),
    *("ctrl+Tab", "ctrl+PageUp", "ctrl+PageDown", "ctrl+F4", "ctrl+Enter", "ctrl+F5", "ctrl+Escape"),
    *(f"ctrl+shift+{key}" for key in "nitjcowqbamdpv"),
    *("ctrl+shift+Delete", "ctrl+shift+Tab", "ctrl+alt+Delete", "ctrl+alt+t"),
    *("alt+Home", "alt+F4", "alt+F2", "alt+d", "alt+e", "alt+f", "alt+Enter", "alt+Tab", "alt+shift+i", "alt+ "),
    *("shift+Escape", "shift+F10", "shift+Delete", "shift+F5"),
    *("F1", "F2", "F3", "F4", "F6", "F7", "F10", "F11", "F12", "ContextMenu", "Meta", "OS", "Control", "Alt", "Shift"),
    *("BrowserHome", "BrowserSearch", "LaunchMail", "PrintScreen", "Pause", "Insert", "NumLock", "a", "1"),
]
"""What opens a place to type an address into, a tab, a window, a file, a page of the browser itself or its tools."""
OPEN = [
    "Tab",
    "shift+Tab",
    "Enter",
    "Escape",
    "Backspace",
    "ctrl+a",
    "ctrl+c",
    "ctrl+v",
    "ctrl+z",
    "alt+ArrowLeft",
    "F5",
]
GOOD: list[dict[str, Any]] = [
    {"type": "mouse", "action": "down", "x": 1, "y": 2, "clicks": 2},
    {"type": "wheel", "x": 1, "y": 2, "down": -300},
    {"type": "key", "key": "Enter", "shift": True},
    {"type": "text", "text": "pässword €"},
    {"type": "done"},
    {"type": "close"},
    {"type": "confirm", "yes": True},
]
BAD: list[Any] = [
    *(None, 1, [], {}, "x", {"type": "nothing"}, {"type": "hello", "token": "x"}),
    *({"type": "mouse", "action": "down", "x": place, "y": 1} for place in (-1, 4001, "1", 1.5, None, True)),
    {"type": "mouse", "action": "drag", "x": 1, "y": 1},
    {"type": "mouse", "action": "down", "x": 1, "y": 1, "button": "right"},
    {"type": "mouse", "action": "down", "x": 1, "y": 1, "clicks": 4},
    {"type": "wheel", "x": 1, "y": 1, "down": 10**9},
    *({"type": "key", "key": key} for key in ("", "ctrl+l", "--file", "A" * 40, "é", "a b", 1)),
    *({"type": "text", "text": text} for text in ("", "a\nb", "\x00", "\x1b[A", "x" * 2001, 5)),
    {"type": "text", "text": "a", "more": 1},
    {"type": "confirm", "yes": "yes"},
    {"type": "done", "handle": "me"},
]


def press(text: str) -> Press:
    *held, key = text.split("+")
    return Press(key=key, ctrl="ctrl" in held, shift="shift" in held, alt="alt" in held)


@pytest.mark.parametrize("text", CLOSED)
def test_a_key_of_the_browser_itself_does_nothing(text: str) -> None:
    assert not is_let_in(press(text)) and commands_of(press(text)) == []


@pytest.mark.parametrize("text", OPEN)
def test_a_key_of_the_page_goes_there(text: str) -> None:
    assert is_let_in(press(text)) and commands_of(press(text))[0] == "key"


def test_every_key_has_a_name_of_its_own_for_the_display() -> None:
    assert len(X_NAMES) == len(set(X_NAMES.values())) == 14


def test_what_is_typed_is_no_argument_and_is_not_shown() -> None:
    assert commands_of(Text(text="canary")) == [] and "canary" not in repr(Text(text="canary"))
    assert "canary" not in repr(read_said(json.dumps({"type": "text", "text": "canary"})))


def test_a_wheel_turns_so_far_and_not_for_ever() -> None:
    assert commands_of(Wheel(x=1, y=2, right=0, down=100))[-2:] == ["2", "5"]
    assert commands_of(Wheel(x=1, y=2, right=-20_000, down=0))[-2:] == ["20", "6"]
    assert commands_of(Wheel(x=1, y=2, right=0, down=0)) == ["mousemove", "1", "2"]


@pytest.mark.parametrize("message", GOOD, ids=str)
def test_what_is_well_formed_is_heard(message: dict[str, Any]) -> None:
    assert read_said(json.dumps(message)) is not None


@pytest.mark.parametrize("message", BAD, ids=lambda one: ascii(one)[:60])
def test_what_is_not_is_not(message: Any) -> None:
    assert read_said(json.dumps(message)) is None
    assert read_hello(json.dumps(message)) is None or message == {"type": "hello", "token": "x"}


def test_nothing_is_too_long_or_too_deep() -> None:
    assert read_said("[" * LONGEST) is None
    assert read_said(json.dumps({"type": "done"}) + " " * LONGEST) is None
