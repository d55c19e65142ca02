"""Controls without a name that is known: found by the heading above them, or by a hint that the facts call stable."""

from collections.abc import Iterable

from playwright.async_api import Frame, Page

from automations import choices
from automations.element import Part
from automations.seen import announced
from automations.spec import Control
from automations.texts import all_texts, name_pattern

SIGHTED = """elements => {
  const up = node => node.assignedSlot || node.parentElement || (node.getRootNode().host ?? null);
  const opaque = node => {
    let share = 1;
    for (; node; node = up(node)) share *= Number(getComputedStyle(node).opacity);
    return share > 0.05;
  };
  const boxOf = node => {
    if (getComputedStyle(node).display !== 'contents') return node.getBoundingClientRect();
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const reached = node => {
    const box = boxOf(node);
    const root = node.ownerDocument.scrollingElement || node.ownerDocument.documentElement;
    const rtl = getComputedStyle(root).direction === 'rtl';
    const left = rtl ? root.clientWidth - root.scrollWidth : 0;
    return box.right + scrollX > left && box.bottom + scrollY > 0;
  };
  const sighted = one => {
    const around = up(one);
    const drawnOver = one.matches('input, select');
    if (reached(one) && (drawnOver ? !around || opaque(around) : opaque(one))) return true;
    return [...(one.labels || [])].some(label => reached(label) && opaque(label) && label.checkVisibility());
  };
  const inside = (inner, outer) => {
    for (let node = inner; node; node = node.parentNode || node.host) if (node === outer) return true;
    return false;
  };
  const shown = elements.map((one, index) => index).filter(index => sighted(elements[index]));
  const outer = shown.find(index => shown.every(other => inside(elements[other], elements[index])));
  return { shown, outer: outer ?? -1 };
}"""
_DRAWN = """frame => {
  if (frame.sandbox.length && !frame.sandbox.contains('allow-same-origin')) return false;
  const up = node => node.parentElement || (node.getRootNode().host ?? null);
  let share = 1;
  for (let node = frame; node; node = up(node)) share *= Number(getComputedStyle(node).opacity);
  const box = frame.getBoundingClientRect();
  const reached = box.right + scrollX > 0 && box.bottom + scrollY > 0;
  return share > 0.05 && reached && frame.clientWidth > 8 && frame.clientHeight > 8
    && frame.checkVisibility({ visibilityProperty: true });
}"""
_BELOW = """(elements, [named, headings]) => {
  const level = one => Number(one.getAttribute('aria-level') || one.localName.match(/^h([1-6])$/)?.[1] || 2);
  const after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const begins = (heading, element) => after(heading, element) && !headings.some(other =>
    other !== heading && after(heading, other) && after(other, element) && level(other) <= level(heading));
  return elements.flatMap((element, index) => named.some(heading => begins(heading, element)) ? [index] : []);
}"""
_POINTED = """labels => labels.flatMap(label => {
  const root = label.getRootNode();
  if (label.closest('[aria-hidden=true]')) return [];
  const target = label.htmlFor && !label.control && root.getElementById(label.htmlFor);
  const others = [...root.querySelectorAll('label')].filter(one => one.htmlFor === label.htmlFor);
  return target && others.length === 1 ? [CSS.escape(label.htmlFor)] : [];
})"""


async def by_pointer(page: Page, control: Control) -> list[Part]:
    """What is no input, and is named by nothing but the value it shows, though a label points to its id."""
    pattern = name_pattern(all_texts(control.labels))
    parts: list[Part] = []
    for frame in [one for one in page.frames if await is_drawn(one)]:
        labels = frame.locator("label").filter(has_text=pattern, visible=True)
        for name in await labels.evaluate_all(_POINTED):
            target = frame.locator(f"#{name}")
            alike = target.and_(choices.of_kind(frame, control.kind))
            if await target.count() == await alike.count() == len((await alike.evaluate_all(SIGHTED))["shown"]) == 1:
                part = Part(frame=frame, element=alike)
                parts += [part] if await choices.is_unnamed(part) else []
    return parts


async def by_heading(page: Page, control: Control) -> list[Part]:
    """The controls of that kind in the part of the page that the declared heading begins."""
    pattern = name_pattern(all_texts(control.under))
    parts: list[Part] = []
    for frame in [one for one in page.frames if await is_drawn(one)]:
        named = await frame.get_by_role("heading", name=pattern).element_handles()
        if named:
            elements = choices.of_kind(frame, control.kind)
            headings = await frame.get_by_role("heading").element_handles()
            here = set(await elements.evaluate_all(_BELOW, [named, headings]))
            seen = await elements.evaluate_all(SIGHTED)
            parts += [Part(frame=frame, element=elements.nth(one)) for one in seen["shown"] if one in here]
    if len(parts) > 1 and control.shows:  # there are further menus; the one that is meant is known by what it shows
        parts = [one for one in parts if await choices.shows_a_value(one, control)]
    return parts


async def by_hint(page: Page, control: Control) -> list[Part]:
    """By the stable selector, where a person can see it; it must still be a control of the declared kind."""
    parts: list[Part] = []
    for frame in [one for one in page.frames if await is_drawn(one)]:
        both = frame.locator(str(control.hint)).and_(choices.of_kind(frame, control.kind))
        seen = await both.evaluate_all(SIGHTED)
        parts += [Part(frame=frame, element=both.nth(index)) for index in seen["shown"]]
    return parts


async def language_is_unknown(page: Page, control: Control) -> bool:
    """Whether the page is in a language of which no label is known: only then may a hint stand in for the label."""
    if not control.labels:
        return True
    language = str(await page.evaluate("document.documentElement.lang")).lower()
    known = {key.lower().split("-")[0] for key in control.labels}
    return bool(language) and language.split("-")[0] not in known


async def names_by_hint(page: Page, controls: Iterable[Control]) -> tuple[str, ...]:
    """The accessible names of those controls that only a hint finds, on a page in an unknown language."""
    hinted = [page.locator(one.hint) for one in controls if one.hint and await language_is_unknown(page, one)]
    heard = [await announced(element) for element in hinted if await element.count() == 1]
    return tuple(one.name for one in heard if one)


async def is_drawn(frame: Frame) -> bool:
    """Whether a person can see into the frame, and the platform trusts it: others' content is shown in a sandbox."""
    while frame.parent_frame:
        if not await (await frame.frame_element()).evaluate(_DRAWN):
            return False
        frame = frame.parent_frame
    return True
