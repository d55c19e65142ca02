"""The keys that are let into a sign-in window. All others are the browser's own, and do nothing.

Closed lists: whatever opens a tab, a window, a file, a page of the browser itself or its tools is simply not on them.
"""

from automations.live.screen import Press

MOVING = {
    "ArrowLeft": "Left",
    "ArrowRight": "Right",
    "ArrowUp": "Up",
    "ArrowDown": "Down",
    "Home": "Home",
    "End": "End",
    "PageUp": "Prior",
    "PageDown": "Next",
}
EDITING = {"Backspace": "BackSpace", "Delete": "Delete", "Enter": "Return", "Tab": "Tab", "Escape": "Escape"}
X_NAMES = {**MOVING, **EDITING, "F5": "F5"}
"""Every key by the name that browsers have for it, and the one that the X server has."""
WITH_CTRL = frozenset({"a", "c", "v", "x", "z", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"})
WITH_CTRL_AND_SHIFT = frozenset({"ArrowLeft", "ArrowRight", "Home", "End"})
WITH_ALT = frozenset({"ArrowLeft", "ArrowRight"})
"""One page back, and forward."""
WITH_SHIFT = frozenset({*MOVING, "Tab", "Enter", "Backspace"})


def is_let_in(press: Press) -> bool:
    """Whether this key, with what is held, goes to the page."""
    if press.alt:
        return not (press.ctrl or press.shift) and press.key in WITH_ALT
    if press.ctrl:
        return press.key in (WITH_CTRL_AND_SHIFT if press.shift else WITH_CTRL)
    return press.key in (WITH_SHIFT if press.shift else X_NAMES)


def held(press: Press, *, ctrl: str, shift: str, alt: str) -> str:
    """The key with what is held, put together by plus signs, in the names that are given."""
    names = [name for is_held, name in ((press.ctrl, ctrl), (press.shift, shift), (press.alt, alt)) if is_held]
    return "+".join([*names, press.key])
