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
    && element.origin + element.pathname === location.origin + location.pathname;
  return here || says('aria-expanded') === 'true' || says('aria-selected') === 'true'
    || element.hasAttribute('aria-current') && says('aria-current') !== 'false'
    || element.localName === 'summary' && element.parentElement.open === true;
}"""
_ONE_WAY = "links => links.length > 0 && links.every(one => one.href && one.href === links[0].href)"


async def opened(page: Page, labels: Labels, *, away: bool) -> bool:
    """Opens the declared one, once it is there and closed; False while it cannot be. Links, which lead away, only
    with `away`; several that lead to the same place are one."""
    with contextlib.suppress(NotRecognised, Error):  # it is covered, or the page is being replaced: the next look tells
        for named in _named(page, labels, away=away):
            header = named.and_(page.locator(f":not({STATEFUL})")).filter(visible=True)
            if await header.count() == 1 or await header.evaluate_all(_ONE_WAY):
                if not await header.first.evaluate(_IS_OPEN):
                    await press(Part(frame=page.main_frame, element=header.first))
                return True
    return False


def _named(page: Page, labels: Labels, *, away: bool) -> Iterator[Locator]:
    pattern = name_pattern(all_texts(labels))
    for role in STAYING:
        yield page.get_by_role(role, name=pattern)
    yield page.locator(SUMMARY, has_text=pattern)
    if away:
        yield page.get_by_role("link", name=pattern)
