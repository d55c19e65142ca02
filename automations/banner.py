"""A cookie question of which the browser keeps the answer: asked by a banner, and kept in preferences behind a link."""

import asyncio
import time

from playwright.async_api import Error, Frame, Locator, Page

from automations.choices import Chosen
from automations.element import Part, is_enabled, press, state_of
from automations.outcome import NotRecognised
from automations.seen import announced
from automations.spec import Control
from automations.texts import all_texts, among, name_pattern
from automations.unnamed import SIGHTED, is_drawn

OPEN_SECONDS = 5.0
"""How long the preferences may take to open."""
POLL_SECONDS = 0.05
ASKED, ON, OFF = "not answered yet", "on", "off"
"""What it reads: the banner asks; something that is not needed is allowed; nothing is."""


async def found(page: Page, control: Control) -> Part:
    """The banner while it asks, else what opens the preferences. NotRecognised without a way to the preferences: what
    is answered could not be read again."""
    frames = [frame for frame in page.frames if await is_drawn(frame)]
    named = {text: [part for one in frames for part in await _openers(one, text)] for text in all_texts(control.labels)}
    openers = [part for parts in named.values() for part in parts]
    if not openers:
        raise NotRecognised("What opens the cookie preferences is not on the page under any name that is known.")
    banners = [part for frame in frames for part in await _banners(frame, control)]
    twice = any(len(parts) > 1 for parts in named.values())
    if twice or len(banners) > 1 or (not banners and len(openers) > 1):
        raise NotRecognised("The cookie question is on the page more than once; which one is meant cannot be told.")
    return banners[0] if banners else openers[0]


async def read(part: Part, control: Control) -> Chosen:
    """Reads the answer. While the banner asks there is none, whatever the preferences show meanwhile."""
    banners = await _banners(part.frame, control)
    if banners:
        refusing = await _refusing(banners[0], control)
        enabled = await refusing.count() != 1 or await is_enabled(refusing)
        return Chosen(value=ASKED, opted_out=False, enabled=enabled)
    allowed = [one for one in await _opened(part, control) if (await state_of(one)).on]
    spare = [one for one in allowed if not await _is_needed(one, control)]
    return Chosen(value=ON if spare else OFF, opted_out=not spare, enabled=True)


async def put(part: Part, control: Control, value: str | None) -> None:
    """Presses the banner's refusing button. NotRecognised, with nothing pressed, for any other way or direction."""
    if value is not None:
        raise NotRecognised("The cookie question can be answered and not be asked again: delete the site's cookies.")
    banners = await _banners(part.frame, control)
    if len(banners) != 1:
        raise NotRecognised(
            "The cookie question was answered in this browser before, and how its preferences are saved is not known. "
            "Open them at the foot of the page, and turn off all that can be turned off."
        )
    refusing = await _refusing(banners[0], control)
    if await refusing.count() != 1:
        raise NotRecognised("The cookie question has no button that is known to refuse.")
    await press(Part(frame=part.frame, element=refusing))


async def _banners(frame: Frame, control: Control) -> list[Part]:
    return await _sighted(frame, frame.locator(control.hint)) if control.hint else []


async def _openers(frame: Frame, text: str) -> list[Part]:
    name = name_pattern((text,))
    return await _sighted(frame, frame.get_by_role("button", name=name).or_(frame.get_by_role("link", name=name)))


async def _sighted(frame: Frame, elements: Locator) -> list[Part]:
    drawn = elements.filter(visible=True)
    seen = await drawn.evaluate_all(SIGHTED)
    return [Part(frame=frame, element=drawn.nth(int(index))) for index in seen["shown"]]


async def _refusing(banner: Part, control: Control) -> Locator:
    buttons = banner.element.get_by_role("button").filter(visible=True)
    return buttons.and_(banner.frame.locator(str(control.refuse)))


async def _opened(part: Part, control: Control) -> list[Part]:
    """The toggles of the preferences, which stay open afterwards: the next reading is another load."""
    toggles = await _toggles(part.frame, control)
    if toggles:
        return toggles
    await press(part)
    deadline = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < deadline:
        toggles = await _toggles(part.frame, control)
        if toggles:
            return toggles
        await asyncio.sleep(POLL_SECONDS)
    raise NotRecognised("The cookie preferences did not open, or show nothing that can be turned off.")


async def _toggles(frame: Frame, control: Control) -> list[Part]:
    """All toggles of the preferences, also of parts that are folded; none while none is shown that is not needed."""
    inside = frame.locator(str(control.inside)).filter(visible=True)
    try:
        shown = [Part(frame=frame, element=one) for one in await _roles(inside, hidden=False).all()]
        if all([await _is_needed(one, control) for one in shown]):
            return []
        return [Part(frame=frame, element=one) for one in await _roles(inside, hidden=True).all()]
    except Error:
        return []  # they are being drawn


def _roles(inside: Locator, *, hidden: bool) -> Locator:
    boxes = inside.get_by_role("checkbox", include_hidden=hidden)
    return inside.get_by_role("switch", include_hidden=hidden).or_(boxes)


async def _is_needed(part: Part, control: Control) -> bool:
    said = await announced(part.element)
    return said is not None and among(said.name, all_texts(control.others))
