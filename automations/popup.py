"""What a control opens: a list, a menu or a dialog; the one it names, or the one that was not open before."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Error, Frame, Locator
from playwright.async_api import TimeoutError as Late

from automations.element import Part, press
from automations.outcome import NotRecognised
from automations.texts import name_pattern

OPEN_SECONDS = 3.0
"""How long a list, menu or dialog may take to open, or to close."""
POLL_SECONDS = 0.05

_OWNS = """element => {
  const names = ['aria-controls', 'aria-owns'].flatMap(name => (element.getAttribute(name) || '').split(/\\s+/));
  return names.filter(Boolean).map(id => '#' + CSS.escape(id));
}"""
_UNFOLDED = """element => element.getAttribute('aria-expanded') === 'true'
  || element.localName === 'summary' && element.parentNode.open === true"""
_SAME = "(one, others) => others.includes(one)"


@dataclass(frozen=True, kw_only=True)
class Popup:
    """Something that a control has opened."""

    part: Part
    inside: Locator
    leave: Sequence[str] = ()
    """Names of the button in it that leaves it, where the Escape key may not."""


async def opened(part: Part, roles: Sequence[str], *, leave: Sequence[str] = ()) -> Popup:
    """Presses the control and waits for the one thing of these roles that it opens. NotRecognised otherwise."""
    shown = _shown(part.frame, roles)
    control = await part.element.element_handle()  # its role may be hidden while a modal thing is open
    if control is None or await control.get_attribute("aria-expanded") == "true":
        raise NotRecognised("The control is open already; what is chosen in it cannot be told.")
    before = await shown.element_handles()
    await press(part)
    deadline = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(Error):
            named = await _named(part.frame, control, shown)
            fresh = [one for one in await shown.all() if not await one.evaluate(_SAME, before)] if named is None else []
            if named or len(fresh) == 1:
                return Popup(part=part, inside=named or fresh[0], leave=leave)
            if len(fresh) > 1 and (outer := await _outermost(fresh)):
                return Popup(part=part, inside=outer, leave=leave)
        await asyncio.sleep(POLL_SECONDS)
    raise NotRecognised("Pressing the control opened nothing that is known.")


async def closed(popup: Popup) -> None:
    """Leaves it without choosing: by the Escape key, else by the button that is known to leave it, else by what opened
    it. NotRecognised when it stays open."""
    deadline = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < deadline:
        if not await popup.inside.is_visible():
            return
        await popup.part.frame.page.keyboard.press("Escape")
        with contextlib.suppress(Late):
            await popup.inside.wait_for(state="hidden", timeout=600)
            return
        with contextlib.suppress(NotRecognised, Error):
            await _left(popup)
    raise NotRecognised("What the control opened cannot be closed again.")


async def _left(popup: Popup) -> None:
    """Presses the one button that leaves it, by a known name, else the control that says it has unfolded it."""
    button = popup.inside.get_by_role("button", name=name_pattern(popup.leave)).filter(visible=True)
    if popup.leave and await button.count() == 1:
        await press(Part(frame=popup.part.frame, element=button))
    elif await popup.part.element.evaluate(_UNFOLDED, timeout=POLL_SECONDS * 1000):
        await press(popup.part)


async def settled(popup: Popup) -> None:
    """After a choice: waits until it has closed by itself, and closes it when it has not."""
    with contextlib.suppress(Error):
        await popup.inside.wait_for(state="hidden", timeout=1500)
    with contextlib.suppress(NotRecognised, Error):
        await closed(popup)


def _shown(frame: Frame, roles: Sequence[str]) -> Locator:
    found = [frame.get_by_role(role) for role in roles]  # type: ignore[arg-type]
    union = found[0]
    for further in found[1:]:
        union = union.or_(further)
    return union.filter(visible=True)


async def _named(frame: Frame, control: ElementHandle, shown: Locator) -> Locator | None:
    """The one open thing to which the control's own attributes point."""
    for selector in await control.evaluate(_OWNS):
        target = frame.locator(str(selector)).filter(visible=True)
        if await target.count() == 1:
            inner = target.locator(shown)
            return target if await target.and_(shown).count() or not await inner.count() else inner.first
    return None


async def _outermost(found: Sequence[Locator]) -> Locator | None:
    """The one that holds all the others: a menu in groups is still one menu."""
    handles = [await one.element_handle() for one in found]
    holds = "(outer, all) => all.every(inner => outer.contains(inner))"
    for one in found:
        if await one.evaluate(holds, handles):
            return one
    return None
