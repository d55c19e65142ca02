"""Controls that a person would take for the one found: their visible words are its name, their full name is not."""

from collections.abc import Iterable

from playwright.async_api import Page

from automations.element import Part
from automations.texts import among
from automations.unnamed import is_drawn

TOGGLES = "input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio], button[aria-pressed]"
_WORDS = """(all, known) => {
  const unseen = node => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const tiny = style.overflow !== 'visible' && (box.width <= 2 || box.height <= 2);
    const clipped = style.position === 'absolute' && style.clip !== 'auto' || style.clipPath === 'inset(50%)';
    return tiny || clipped || style.opacity === '0' || style.visibility === 'hidden' || style.display === 'none';
  };
  const seen = node => node.nodeType === Node.TEXT_NODE ? node.data
    : node.nodeType !== Node.ELEMENT_NODE || unseen(node) ? '' : [...node.childNodes].map(seen).join('');
  const plain = text => text.replace(/\\s+/g, ' ').trim();
  const naming = one => {
    const root = one.getRootNode();
    const ids = (one.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean);
    if (ids.length) return ids.map(id => root.getElementById(id)).filter(Boolean);
    return one.labels && one.labels.length ? [...one.labels] : [one];
  };
  return all.filter(one => !known.includes(one)).flatMap(one => {
    const names = naming(one);
    const words = plain(names.map(seen).join(' '));
    return words && words !== plain(names.map(node => node.textContent).join(' ')) ? [words] : [];
  });
}"""


async def count(page: Page, found: Part, labels: Iterable[str]) -> int:
    """How many others there are."""
    known = tuple(labels)
    handles = [await one.element_handle() for one in (found.element, *found.twins)]
    words: list[str] = []
    for frame in page.frames:
        if await is_drawn(frame):
            own = handles if frame == found.frame else []
            words += await frame.locator(TOGGLES).filter(visible=True).evaluate_all(_WORDS, own)
    return sum(among(one, known) for one in words)
