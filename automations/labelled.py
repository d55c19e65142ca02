"""Controls reached through their visible label: inputs that are not drawn, and unnamed insides of components."""

from collections.abc import Iterable
from typing import Any

from playwright.async_api import Frame, Locator

from automations.element import Part
from automations.seen import announced
from automations.spec import Kind
from automations.texts import among, name_pattern

_STANDS = """labels => labels.map(label => {
  const hidden = node => {
    for (; node; node = node.assignedSlot || node.parentNode || node.host)
      if (node.matches && node.matches('[aria-hidden=true]')) return true;
    return false;
  };
  const named = one => {
    const ids = (one.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean);
    if (!ids.length) return one.getAttribute('aria-label') || '';
    return ids.map(id => one.getRootNode().getElementById(id)?.textContent ?? '?').join(' ');
  };
  const input = label.control;
  if (!input || hidden(label)) return null;
  const labels = [...input.getRootNode().querySelectorAll('label')].filter(one => one.control === input);
  if (labels.length !== 1) return null;
  return {
    tag: input.localName,
    type: input.localName === 'input' ? input.type : '',
    component: input.localName.includes('-'),
    ticked: typeof input.checked === 'boolean'
      || input.matches('[role=switch][aria-checked], [role=checkbox][aria-checked]'),
    drawn: input.checkVisibility({ visibilityProperty: true }) && !hidden(input),
    name: named(input),
    nested: label.contains(input), id: input.id && CSS.escape(input.id),
  };
})"""
_SAME = "(label, input) => label.control === input"
_DRAWN = "input => input.checkVisibility({ visibilityProperty: true })"


async def stand_ins(frame: Frame, kind: Kind, labels: Iterable[str], within: Locator | None = None) -> list[Part]:
    """The controls for which a visible label of that text stands; only those that have no name of their own."""
    known = tuple(labels)
    shown = (within or frame).locator("label").filter(has_text=name_pattern(known), visible=True)
    parts = []
    for index, facts in enumerate(await shown.evaluate_all(_STANDS)):
        part = await _behind(frame, kind, shown.nth(index), facts, known) if facts else None
        if part:
            parts.append(part)
    return parts


async def part_of(frame: Frame, element: Locator) -> Part:
    """The part of a native input; with its label where it is not drawn itself."""
    if await element.evaluate(_DRAWN):
        return Part(frame=frame, element=element)
    labels = frame.locator("label").filter(visible=True)
    handle = await element.element_handle()
    index = int(await labels.evaluate_all("(all, one) => all.findIndex(label => label.control === one)", handle))
    return Part(frame=frame, element=element, label=labels.nth(index) if index >= 0 else None)


async def _behind(
    frame: Frame, kind: Kind, label: Locator, facts: dict[str, Any], known: tuple[str, ...]
) -> Part | None:
    wanted = "radio" if kind is Kind.RADIO else "checkbox"
    if facts["name"] and not among(facts["name"], known):
        return None
    if not facts["component"] and (facts["type"] != wanted or facts["drawn"]):
        return None
    inner = label.locator(facts["tag"]) if facts["nested"] else frame.locator(f"#{facts['id']}")
    if await inner.count() != 1 or not await label.evaluate(_SAME, await inner.element_handle()):
        return None
    if facts["component"]:
        return await _inside(frame, kind, inner, ticked=bool(facts["ticked"]))
    return Part(frame=frame, element=inner, label=label)


async def _inside(frame: Frame, kind: Kind, component: Locator, *, ticked: bool) -> Part | None:
    """The one unnamed control within a component that the browser ties to the label, or the component itself."""
    if kind is Kind.RADIO:
        found = component.get_by_role("radio")
    else:
        found = component.get_by_role("checkbox").or_(component.get_by_role("switch"))
    count = await found.count()
    if count == 1:
        said = await announced(found)
        return Part(frame=frame, element=found) if said and not said.name else None
    return Part(frame=frame, element=component) if count == 0 and ticked and kind is not Kind.RADIO else None
