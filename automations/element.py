"""One element of a page that a person could operate: what it says of itself, and pressing it once."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Error, Frame, Locator

from automations.outcome import NotRecognised

AIM_SECONDS = 2.5
"""How long whatever covers an element may take to go away before another way is tried."""
WATCH_SECONDS = 5.0
"""How much longer than wished a busy page may take to watch one of its controls."""
CHANGING = "The control keeps changing."
CLICK_SECONDS = 5.0
"""How long an element that can be seen may take to stand still and be pressed."""

_FACTS = """element => {
  const up = selector => {
    for (let node = element; node; node = node.assignedSlot || node.parentNode || node.host)
      if (node.matches && node.matches(selector)) return true;
    return false;
  };
  const boxes = 'input[type=checkbox], input[type=radio]';
  const native = element.matches(boxes + ', option');
  const roots = native ? [] : [element, element.shadowRoot].filter(Boolean);
  const inside = roots.flatMap(root => [...root.querySelectorAll(boxes)]);
  const hidden = one => one.closest('[aria-hidden=true]') || !one.checkVisibility({ visibilityProperty: true });
  const counts = one => one.name || !hidden(one);
  const inner = inside.length === 1 && counts(inside[0]) ? inside[0] : null;
  const around = native ? null : element.parentElement;
  const beside = selector => around ? [...around.querySelectorAll(selector)] : [];
  const mirrors = beside('input[type=checkbox]').filter(one => !inside.includes(one));
  const alone = beside('[role=switch], [role=checkbox], [aria-pressed]').every(one => one === element || hidden(one));
  const unlabelled = one => hidden(one) && [...one.labels].every(label => hidden(label) || label.contains(element));
  const mirror = alone && mirrors.length === 1 && unlabelled(mirrors[0]) ? mirrors[0] : null;
  const attributes = ['aria-checked', 'aria-pressed', 'aria-selected'].filter(name => element.hasAttribute(name));
  if (!attributes.length && element.hasAttribute('aria-current')) attributes.push('aria-current');
  const said = attributes.map(name => element.getAttribute(name));
  const custom = element.localName.includes('-');
  const property = custom && typeof element.checked === 'boolean' ? element.checked : null;
  const host = element.getRootNode().host;
  return {
    said,
    ticks: [
      native ? (element.localName === 'option' ? element.selected : element.checked) : null,
      property, inner && inner.checked, mirror && mirror.checked,
      custom && property === null && element.hasAttribute('checked') ? true : null,
    ].filter(value => value !== null),
    mixed: said.includes('mixed') || [element, inner].some(one => one && one.indeterminate === true),
    disabled: element.matches(':disabled') || up('[aria-disabled=true], [inert]') || Boolean(inner && inner.disabled)
      || Boolean(host && host.matches(':disabled, [disabled]')) || custom && element.disabled === true,
    busy: up('[aria-busy=true]'),
    locked: element.getAttribute('aria-readonly') === 'true',
  };
}"""

_AIM = """element => {
  const up = node => node.assignedSlot || node.parentElement || (node.getRootNode().host ?? null);
  const others = 'a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=checkbox], '
    + '[role=switch], [role=radio], [role=menuitem], [role=tab], [contenteditable]';
  const deepest = (x, y) => {
    let node = document.elementFromPoint(x, y);
    for (let inner = node; inner && inner.shadowRoot; node = inner) {
      const next = inner.shadowRoot.elementFromPoint(x, y);
      if (!next || next === inner) break;
      inner = next;
    }
    return node;
  };
  const control = element.localName === 'label' ? element.control : null;
  const tick = node => node.matches('input[type=checkbox], input[type=radio]');
  const hits = (x, y) => {
    for (let node = deepest(x, y); node; node = up(node)) {
      if (node === element) return 'element';
      if (node.localName === 'label' && node.control === element) return 'label';
      if (node.matches(others) && node !== control && !tick(node)) return null;
    }
    return null;
  };
  const middle = element.getBoundingClientRect();
  const [x, y] = [middle.x + middle.width / 2, middle.y + middle.height / 2];
  const away = x < 0 || y < 0 || x > innerWidth || y > innerHeight;
  if (away) element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const all = element.getBoundingClientRect();
  const rects = [all, ...element.getClientRects()].filter(one => one.width > 0 && one.height > 0);
  const shares = [[.5, .5], [.5, .15], [.5, .85], [.06, .5], [.94, .5], [.25, .5], [.75, .5]];
  const seen = { at: null, label: false, pressed: false };
  const edge = (share, size) => Math.min(Math.max(size * share, Math.min(2, size / 2)), size - Math.min(2, size / 2));
  for (const rect of rects) for (const [across, down] of [...shares, [0, .5], [1, .5]]) {
    const [left, top] = [rect.x + edge(across, rect.width), rect.y + edge(down, rect.height)];
    const hit = hits(left, top);
    if (hit === 'label') seen.label = true;
    const at = { x: left - all.x - element.clientLeft, y: top - all.y - element.clientTop };
    if (hit === 'element' && !seen.at) seen.at = at;
  }
  for (const kind of ['pointerdown', 'mousedown', 'click'])
    element.addEventListener(kind, event => { seen.pressed ||= event.isTrusted; }, { capture: true, once: true });
  return seen;
}"""

_FOCUS = """async element => {
  const box = element.getBoundingClientRect();
  const root = document.documentElement;
  const inner = () => element.getRootNode().activeElement === element || element.matches(':focus-within');
  const focused = () => document.hasFocus() && inner();
  const outside = box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left + scrollX >= root.scrollWidth;
  if (outside) return { focused: false };
  element.focus();
  await new Promise(resolve => setTimeout(resolve, 100));
  const key = element.matches('a[href], [role=link]') ? 'Enter' : 'Space';
  const seen = { focused: focused(), pressed: false, key };
  const guard = event => {
    if (event.composedPath().includes(element)) seen.pressed = true;
    else { event.stopImmediatePropagation(); event.preventDefault(); }
  };
  seen.release = () => { for (const kind of ['keydown', 'keyup']) window.removeEventListener(kind, guard, true); };
  if (seen.focused) for (const kind of ['keydown', 'keyup']) window.addEventListener(kind, guard, true);
  return seen;
}"""


_WATCH = f"""async (element, duration) => {{
  const facts = {_FACTS};
  const first = facts(element);
  const seen = new Set([JSON.stringify(first)]);
  const end = performance.now() + duration;
  while (seen.size === 1 && performance.now() < end) {{
    await new Promise(resolve => setTimeout(resolve, 7));
    if (!element.isConnected) return null;
    seen.add(JSON.stringify(facts(element)));
  }}
  return {{ ...first, changing: seen.size > 1 }};
}}"""


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


async def state_of(part: Part) -> State:
    """Reads the element and its twins. NotRecognised when they are not loaded, cannot be read, or disagree."""
    return _agreed([await one.evaluate(_FACTS) for one in (part.element, *part.twins)])


async def watched(part: Part, seconds: float) -> State:
    """Reads the element and its twins for so long. NotRecognised when one of them changes by itself meanwhile."""
    watching = asyncio.gather(*(one.evaluate(_WATCH, seconds * 1000) for one in (part.element, *part.twins)))
    try:
        said = await asyncio.wait_for(watching, seconds + WATCH_SECONDS)
    except TimeoutError:
        raise NotRecognised("The page does not answer while its control is watched.") from None
    if any(facts is None or facts["changing"] for facts in said):
        raise NotRecognised(CHANGING)
    return _agreed(said)


def _agreed(said: list[dict[str, Any]]) -> State:
    states = [_decode(facts) for facts in said]
    if len({state.on for state in states}) > 1:
        raise NotRecognised("The control says two things at once: its outer and its inner element disagree.")
    return State(on=states[0].on, enabled=all(state.enabled for state in states))


async def is_enabled(element: Locator) -> bool:
    """Whether a person may change the control. NotRecognised while the page says that it is still loading it."""
    return _is_enabled(await element.evaluate(_FACTS))


async def can_be_opened(element: Locator) -> bool:
    """Whether a list may be opened: one that takes no typing calls itself read-only, and is operated all the same."""
    facts = await element.evaluate(_FACTS)
    return _is_enabled(facts | {"locked": False})


def _decode(facts: dict[str, Any]) -> State:
    enabled = _is_enabled(facts)
    if facts["mixed"]:
        raise NotRecognised("The control is neither on nor off, but half on.")
    words = {"true": True, "page": True, "step": True, "location": True, "false": False}
    said = [words[one] for one in facts["said"] if one in words]
    states = {*said, *(bool(tick) for tick in facts["ticks"])}
    if len(states) > 1:
        raise NotRecognised("The control says two things at once: its tick and its ARIA state disagree.")
    if not states:
        raise NotRecognised("The control does not say whether it is on.")
    return State(on=states.pop(), enabled=enabled)


def _is_enabled(facts: dict[str, Any]) -> bool:
    if facts["busy"]:
        raise NotRecognised("The page is still loading the control.")
    return not (facts["disabled"] or facts["locked"])


async def press(part: Part) -> None:
    """Presses the control exactly once: by pointer, else by its visible label, else by keyboard.

    NotRecognised when none of the three reaches it; then nothing was pressed.
    """
    if part.label is None and await _clicked(part.element):
        return
    label = part.label or await _label_of(part)
    if label and await _clicked(label):
        return
    if part.label is None and await _typed(part):
        return
    raise NotRecognised("The control is covered by something and cannot be pressed.")


async def _clicked(element: Locator) -> bool:
    """Clicks a point of the element that belongs to no other control. False when it was not pressed."""
    deadline = time.monotonic() + AIM_SECONDS
    while True:
        aim = await element.evaluate_handle(_AIM)
        found: dict[str, Any] = await aim.json_value()
        if found["at"] or found["label"] or time.monotonic() > deadline:
            break
        await asyncio.sleep(0.1)
    if not found["at"]:
        return False
    try:
        await element.click(position=found["at"], timeout=CLICK_SECONDS * 1000)
    except Error:
        try:
            return bool(await aim.evaluate("seen => seen.pressed"))
        except Error:
            return True  # the page has gone elsewhere, as it does after a press
    return True


async def _label_of(part: Part) -> Locator | None:
    """The visible label that the browser itself ties to the element."""
    labels = part.frame.locator("label").filter(visible=True)
    handle = await part.element.element_handle()
    index = int(await labels.evaluate_all("(all, one) => all.findIndex(label => label.control === one)", handle))
    return labels.nth(index) if index >= 0 else None


async def _typed(part: Part) -> bool:
    """Presses the space bar on the focused element, on a link the enter key; keys that would reach anything else are
    held back."""
    focus = await part.element.evaluate_handle(_FOCUS)
    if not await focus.evaluate("seen => seen.focused"):
        return False
    await part.frame.page.keyboard.press(str(await focus.evaluate("seen => seen.key")))
    try:
        return bool(await focus.evaluate("seen => { seen.release(); return seen.pressed; }"))
    except Error:
        return True
