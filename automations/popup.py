"""What a control opens: a list, a menu or a dialog; the one it names, or the one that was not open before."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Error, Frame, Locator

from automations.element import Part, press
from automations.outcome import NotRecognised
from automations.texts import name_pattern

OPEN_SECONDS = 3.0
"""How long a list, menu or dialog may take to open, or to close."""
AGAIN_SECONDS = 0.8
"""How long a pressed field may take to open its list before it is asked in another way."""
POLL_SECONDS = 0.05

_OWNS = """element => {
  const names = ['aria-controls', 'aria-owns'].flatMap(name => (element.getAttribute(name) || '').split(/\\s+/));
  return names.filter(Boolean).map(id => '#' + CSS.escape(id));
}"""
_UNFOLDED = """element => element.getAttribute('aria-expanded') === 'true'
  || element.localName === 'summary' && element.parentNode.open === true"""
_LISTED = """element => {
  const root = element.getRootNode();
  const active = root.getElementById(element.getAttribute('aria-activedescendant') || '');
  const named = ['aria-controls', 'aria-owns'].map(name => root.getElementById(element.getAttribute(name) || ''));
  const list = named.find(one => one && one.matches('[role=listbox]') && one.contains(active));
  return element.getAttribute('aria-expanded') === 'true' && list ? '#' + CSS.escape(list.id) : '';
}"""
_KEY = """element => {
  const waits = element.matches('input[role=combobox], input[aria-haspopup=listbox]')
    && !element.matches('[aria-expanded=true]')
    && element.getRootNode().activeElement === element && document.hasFocus();
  if (!waits) return null;
  const typed = element.matches('[aria-autocomplete=list], [aria-autocomplete=both]') && !element.readOnly;
  return typed ? 'ArrowDown' : 'Alt+ArrowDown';
}"""
"""The key that opens the list of a focused field and chooses nothing (ARIA APG, combobox)."""
_AROUND = """element => {
  if (element.localName !== 'input' || element.matches('[aria-expanded=true]') || element.value) return 0;
  let steps = 1;
  for (let node = element.parentElement; node && steps < 5; node = node.parentElement, steps++) {
    if ([...node.querySelectorAll('*')].some(one => one !== element && one.matches(OTHERS))) return 0;
    if (node.innerText.trim()) return steps;
  }
  return 0;
}""".replace("OTHERS", repr("a, button, input, label, select, textarea, img, svg, [role], [tabindex], [onclick]"))
"""How far up the box is that shows the value of an empty field, and holds nothing else that could be pressed."""
_EXPANDED = "element => element.isConnected && element.getAttribute('aria-expanded') === 'true'"
_SAME = "(one, others) => others.includes(one)"
_BOXLESS = """elements => {
  const within = node => node.localName === 'slot' && node.assignedElements().length
    ? node.assignedElements() : [...(node.shadowRoot || node).children];
  const empty = node => !node.offsetWidth || !node.offsetHeight;
  const shown = node => {
    const style = getComputedStyle(node);
    if (style.display !== 'contents' && !node.checkVisibility({ visibilityProperty: true })) return false;
    return !empty(node) || style.overflow === 'visible' && within(node).some(shown);
  };
  return elements.flatMap((one, index) => empty(one) && shown(one) ? [index] : []);
}"""
"""Which of them have no box of their own, and show what is in them elsewhere, as over the page."""


@dataclass(frozen=True, kw_only=True)
class Popup:
    """Something that a control has opened."""

    part: Part
    inside: Locator
    leave: Sequence[str] = ()
    """Names of the button in it that leaves it, where the Escape key may not."""
    drawn: bool = True
    """False for a list that is announced and not drawn: what is drawn in its place says nothing."""


async def opened(part: Part, roles: Sequence[str], *, leave: Sequence[str] = (), by_key: bool = False) -> Popup:
    """Presses the control and waits for the one thing of these roles that it opens. NotRecognised otherwise.

    `by_key`: a field that no press opens is asked by the key for it, too; never while only reading.
    """
    there = _of_roles(part.frame, roles)
    control = await part.element.element_handle()  # its role may be hidden while a modal thing is open
    if control is None or await control.get_attribute("aria-expanded") == "true":
        raise NotRecognised("The control is open already; what is chosen in it cannot be told.")
    before = [*await there.filter(visible=True).element_handles(), *await _boxless(there)]
    await press(part)
    started, tries = time.monotonic(), 1
    while (passed := time.monotonic() - started) < OPEN_SECONDS:
        with contextlib.suppress(Error):
            if passed > AGAIN_SECONDS * tries and tries < 3:
                tries += 1
                await _asked_again(part, control, by_key=by_key and tries == 3)
            named = await _named(part.frame, control, there.filter(visible=True))
            shown = await _shown(there) if named is None else []
            fresh = [one for one in shown if not await one.evaluate(_SAME, before)]
            if named or len(fresh) == 1:
                return Popup(part=part, inside=named or fresh[0], leave=leave)
            if len(fresh) > 1 and (outer := await _outermost(fresh)):
                return Popup(part=part, inside=outer, leave=leave)
            if passed > AGAIN_SECONDS and (selector := str(await control.evaluate(_LISTED))):
                return Popup(part=part, inside=part.frame.locator(selector), drawn=False)
        await asyncio.sleep(POLL_SECONDS)
    raise NotRecognised("Pressing the control opened nothing that is known.")


async def _asked_again(part: Part, control: ElementHandle, *, by_key: bool) -> None:
    """A press that only gave a field the focus is followed by one on the value drawn over it, or by a key."""
    if by_key and (key := await control.evaluate(_KEY)):
        await part.frame.page.keyboard.press(str(key))
    elif not by_key and (steps := int(await control.evaluate(_AROUND))):
        await press(Part(frame=part.frame, element=part.element.locator("/".join([".."] * steps))))


async def closed(popup: Popup) -> None:
    """Leaves it without choosing: by the Escape key, else by the button that is known to leave it, else by what opened
    it. NotRecognised when it stays open."""
    deadline = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < deadline:
        if await gone(popup, 0):
            return
        await popup.part.frame.page.keyboard.press("Escape")
        if await gone(popup, 0.6):
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
    await gone(popup, 1.5)
    with contextlib.suppress(NotRecognised, Error):
        await closed(popup)


async def gone(popup: Popup, seconds: float) -> bool:
    """Waits until it is not shown any more; False when it still is by then."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(Error):
            if not await (_shown(popup.inside) if popup.drawn else popup.part.element.evaluate(_EXPANDED)):
                return True
        if time.monotonic() >= deadline:
            return False
        await asyncio.sleep(POLL_SECONDS)


def _of_roles(frame: Frame, roles: Sequence[str]) -> Locator:
    found = [frame.get_by_role(role) for role in roles]  # type: ignore[arg-type]
    union = found[0]
    for further in found[1:]:
        union = union.or_(further)
    return union


async def _shown(there: Locator) -> list[Locator]:
    """Those that are seen."""
    boxless = await there.evaluate_all(_BOXLESS)
    return [*await there.filter(visible=True).all(), *(there.nth(int(index)) for index in boxless)]


async def _boxless(there: Locator) -> list[ElementHandle]:
    """Those that are seen without a box of their own, as they are now."""
    handles = await there.element_handles()
    return [handles[index] for index in await there.evaluate_all(_BOXLESS) if index < len(handles)]


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
