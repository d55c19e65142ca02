"""One element of a page that a person could operate: what it says of itself, and pressing it once."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Error, Frame, Locator
from playwright.async_api import TimeoutError as Late

from automations.outcome import NotRecognised

PRESS_SECONDS = 2.5
"""How long an element may take to become clickable before another way is tried."""

_FACTS = """element => {
  const up = selector => {
    for (let node = element; node; node = node.assignedSlot || node.parentNode || node.host)
      if (node.matches && node.matches(selector)) return true;
    return false;
  };
  const native = element.matches('input[type=checkbox], input[type=radio], option');
  const said = ['aria-checked', 'aria-pressed', 'aria-selected', 'aria-current']
    .map(name => element.getAttribute(name)).find(value => value !== null);
  const property = typeof element.checked === 'boolean' ? element.checked : element.hasAttribute('checked') || null;
  return {
    native,
    on: native ? (element.matches('option') ? element.selected : element.checked) : null,
    said: said === undefined ? null : said,
    property: native ? null : property,
    mixed: (native && element.indeterminate === true) || said === 'mixed',
    disabled: element.matches(':disabled') || up('[aria-disabled=true], [inert]'),
    busy: up('[aria-busy=true]'),
    locked: element.getAttribute('aria-readonly') === 'true',
  };
}"""

_FOCUSED = """element => {
  element.focus();
  return element.getRootNode().activeElement === element || element.matches(':focus-within');
}"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One control on a page: its element, elements that must agree with it, and the label that stands for it."""

    frame: Frame
    element: Locator
    twins: tuple[Locator, ...] = ()
    label: Locator | None = None
    """The visible label of a native input that itself is not drawn."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What an element says of itself right now."""

    on: bool
    enabled: bool
    busy: bool


async def state_of(part: Part) -> State:
    """Reads the element and its twins. NotRecognised when they cannot be read, are half on, or disagree."""
    states = [_decode(await one.evaluate(_FACTS)) for one in (part.element, *part.twins)]
    if len({state.on for state in states}) > 1:
        raise NotRecognised("The control says two things at once: its outer and its inner element disagree.")
    return states[0]


def _decode(facts: dict[str, Any]) -> State:
    if facts["mixed"]:
        raise NotRecognised("The control is neither on nor off, but half on.")
    return State(on=_is_on(facts), enabled=not (facts["disabled"] or facts["locked"]), busy=bool(facts["busy"]))


def _is_on(facts: dict[str, Any]) -> bool:
    said = {"true": True, "page": True, "false": False}.get(facts["said"])
    if facts["native"]:
        if said is not None and said != facts["on"]:
            raise NotRecognised("The control says two things at once: its tick and its ARIA state disagree.")
        return bool(facts["on"])
    if said is not None:
        return said
    if isinstance(facts["property"], bool):
        return facts["property"]
    raise NotRecognised("The control does not say whether it is on.")


async def press(part: Part) -> None:
    """Presses the control exactly once: by pointer, else by keyboard, else by its visible label.

    NotRecognised when none of the three reaches it; then nothing was pressed.
    """
    if part.label:
        await _click(part.label, "The label of the control cannot be pressed.")
        return
    try:
        await part.element.click(timeout=PRESS_SECONDS * 1000)
    except Late:
        if not await part.element.evaluate(_FOCUSED):
            raise NotRecognised("The control is covered by something and cannot be pressed.") from None
        await part.element.press("Space", timeout=PRESS_SECONDS * 1000)


async def _click(element: Locator, trouble: str) -> None:
    try:
        await element.click(timeout=PRESS_SECONDS * 1000)
    except Error as error:
        raise NotRecognised(trouble) from error
