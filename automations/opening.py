"""Opening what a setting stands in: a section, a tab, a menu item, or a link to its page."""

import contextlib
from collections.abc import Iterator
from typing import Literal

from playwright.async_api import Error, Locator, Page

from automations.element import Part, press
from automations.outcome import NotRecognised
from automations.spec import Labels
from automations.texts import all_texts, name_pattern

STAYING: tuple[Literal["tab", "button", "menuitem"], ...] = ("tab", "button", "menuitem")
SUMMARY = "summary:not([role]):not(:has(a, button, input, select, [role]))"
"""What opens a native section; one that holds a control of its own may change a setting."""
STATEFUL = "[aria-pressed], [aria-checked], input"
"""What holds a state opens nothing: pressing it would change a setting."""
_IS_OPEN = """element => {
  const says = name => element.getAttribute(name);
  const here = element.localName === 'a' && (says('href') || '').trim() && !says('href').includes('#')
    && element.origin + element.pathname === location.origin + location.pathname
    && [...new URLSearchParams(element.search)].every(([key, value]) =>
      new URLSearchParams(location.search).getAll(key).includes(value));
  return here || says('aria-expanded') === 'true' || says('aria-selected') === 'true'
    || element.hasAttribute('aria-current') && says('aria-current') !== 'false'
    || element.localName === 'summary' && element.parentElement.open === true;
}"""
_STILL_SHUT = """async (element, duration) => {
  const shut = () => element.isConnected && (element.getAttribute('aria-expanded') === 'false'
    || element.matches('[role=tab]') && element.getAttribute('aria-selected') === 'false');
  const end = performance.now() + duration;
  while (shut() && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 30));
  return shut();
}"""
OPEN_SECONDS = 2.0
"""How long what was pressed may take to say that it is open."""
PRESSES = 3
"""How often it is pressed at most. What opens and closes by turns, and never says so, is open after an odd number."""
_ONE_WAY = "links => links.length > 0 && links.every(one => one.href && one.href === links[0].href)"


async def opened(page: Page, labels: Labels, *, away: bool) -> bool:
    """Opens the declared one, once it is there and closed; False while it cannot be. Links, which lead away, only
    with `away`; several that lead to the same place are one."""
    with contextlib.suppress(NotRecognised, Error):  # it is covered, or the page is being replaced: the next look tells
        for named in _named(page, labels, away=away):
            header = named.and_(page.locator(f":not({STATEFUL})")).filter(visible=True)
            if await header.count() == 1 or await header.evaluate_all(_ONE_WAY):
                if not await header.first.evaluate(_IS_OPEN):
                    await _press(page, header.first)
                return True
    return False


async def _press(page: Page, header: Locator) -> None:
    """Presses it until it no longer says that it is closed: what is drawn may not work yet."""
    pressed = await header.element_handle()
    for _ in range(PRESSES):
        await press(Part(frame=page.main_frame, element=header))
        with contextlib.suppress(Error):  # the page has gone elsewhere, as it does after a press
            if pressed and await pressed.evaluate(_STILL_SHUT, OPEN_SECONDS * 1000):
                continue
        return


def _named(page: Page, labels: Labels, *, away: bool) -> Iterator[Locator]:
    pattern = name_pattern(all_texts(labels))
    for role in STAYING:
        yield page.get_by_role(role, name=pattern)
    yield page.locator(SUMMARY, has_text=pattern)
    if away:
        yield page.get_by_role("link", name=pattern)
