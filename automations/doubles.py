"""Controls that a person would take for the one found: their visible words are its name, their full name is not."""

from collections.abc import Sequence
from typing import Any

from playwright.async_api import Page

from automations.choices import CLOSED
from automations.element import Part
from automations.spec import Kind
from automations.texts import among
from automations.unnamed import is_drawn

TOGGLES = "input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio], button[aria-pressed]"
LISTS = "select, [role=combobox], [role=listbox], [aria-haspopup]"
GROUPS = "fieldset, [role=radiogroup], [role=group]"
BUTTONS = "button, [role=button]"
ALIKE = {
    **dict.fromkeys((Kind.CHECKBOX, Kind.SWITCH, Kind.PRESSED_BUTTON, Kind.RADIO), TOGGLES),
    **dict.fromkeys((*CLOSED, Kind.LISTBOX), LISTS),
    Kind.SEGMENTED: GROUPS,
    **dict.fromkeys((Kind.ACTION, Kind.DIALOG), BUTTONS),
}
"""What could be taken for a control of that kind. A banner has no name of its own."""
_WORDS_AND_NAME = """(all, known) => {
  const unseen = node => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const tiny = style.overflow !== 'visible' && (box.width <= 2 || box.height <= 2);
    const clipped = style.position === 'absolute' && style.clip !== 'auto' || style.clipPath === 'inset(50%)';
    return tiny || clipped || style.opacity === '0' || style.visibility === 'hidden' || style.display === 'none';
  };
  const parts = node => node.nodeType === Node.TEXT_NODE ? [node.data]
    : node.nodeType !== Node.ELEMENT_NODE || unseen(node) ? [] : [...node.childNodes].flatMap(parts);
  const plain = text => text.replace(/\\s+/g, ' ').trim();
  const seen = nodes => plain(nodes.map(node => parts(node).join('')).join(' '));
  const told = nodes => plain(nodes.map(node => node.textContent).join(' '));
  const beside = one => {
    const shared = node => known.some(own => node.contains(own));
    for (let node = one; node && !shared(node); node = node.parentElement || node.getRootNode().host) {
      const others = [...node.childNodes].filter(child => !child.contains(one));
      const words = node === one ? [] : others.flatMap(parts).map(plain).filter(Boolean);
      if (words.length) return words;
    }
    return [];
  };
  const apart = one => !known.some(own => own.contains(one) || one.contains(own));
  return all.filter(apart).map(one => {
    const root = one.getRootNode(), labels = [...(one.labels || one.querySelectorAll(':scope > legend'))];
    const ids = (one.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean);
    const naming = ids.map(id => root.getElementById(id)).filter(Boolean);
    const given = plain(one.getAttribute('aria-label') || '');
    const name = naming.length ? told(naming) : given || told(labels.length ? labels : [one]);
    return { name, words: [seen(naming), seen(labels), seen([one]), ...(given ? beside(one) : [])] };
  });
}"""


async def count(page: Page, found: Part, kind: Kind, known: Sequence[str]) -> int:
    """How many others there are, where what was found is one of the known names."""
    handles = [await one.element_handle() for one in (found.element, *found.twins)]
    others: list[dict[str, Any]] = []
    for frame in page.frames:
        if await is_drawn(frame):
            alike = frame.locator(ALIKE[kind]).filter(visible=True)
            others += await alike.evaluate_all(_WORDS_AND_NAME, handles if frame == found.frame else [])
    return sum(any(among(words, known) for words in one["words"]) and not among(one["name"], known) for one in others)
