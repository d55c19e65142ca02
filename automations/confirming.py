"""Confirming the declared question after a change. Any other dialog is left alone."""

import asyncio
import time
from collections.abc import Sequence

from playwright.async_api import ElementHandle, Error, Locator

from automations.answers import Mark
from automations.choices import ASKING
from automations.errand import Timing
from automations.page import Visit, lines_of
from automations.spec import Confirm, Control, Kind, Setting
from automations.texts import all_texts, among, name_pattern, starts_with

QUIET_SECONDS = 3.0
"""How long a page may take to ask, where no request of the change is known."""
POLL_SECONDS = 0.05
_THERE = "one => one.isConnected"
_NAME = "one => one.getAttribute('aria-label') || one.textContent"
_SAME = "(one, others) => others.includes(one)"
_ASKED = f"one => Boolean(one.closest('{ASKING}'))"


def buttons_of(visit: Visit, confirm: Confirm) -> Locator:
    """The buttons by which the question is confirmed, and any others of the same name."""
    return visit.page.get_by_role("button", name=name_pattern(all_texts(confirm.button))).filter(visible=True)


async def confirm_change(
    visit: Visit, setting: Setting, confirm: Confirm, timing: Timing, since: Mark, before: Sequence[ElementHandle]
) -> None:
    """Confirms the question, if it is asked, and as many after it as are declared. `before`: what stood there."""
    writes = setting.api if setting.api and setting.api.writes else None
    pressed = list(before)
    for time_ in range(confirm.times):
        deadline = time.monotonic() + (timing.save if writes and not time_ else QUIET_SECONDS)
        while (button := await _asked(visit, setting.control, confirm, pressed)) is None:
            if time.monotonic() > deadline:
                return
            if writes and await visit.answers.written(writes, since=since, seconds=0):
                return
            await asyncio.sleep(POLL_SECONDS)
        pressed.append(button)
        await button.click(timeout=timing.save * 1000)


async def _asked(
    visit: Visit, control: Control, confirm: Confirm, before: Sequence[ElementHandle]
) -> ElementHandle | None:
    """The one button to press; None while the question is not there."""
    try:
        buttons = await buttons_of(visit, confirm).element_handles()
        if confirm.texts:
            lines = await lines_of(visit.page)
            asked = any(starts_with(line, all_texts(confirm.texts)) for line in lines)
            return buttons[0] if asked and len(buttons) == 1 else None
        fresh = [one for one in buttons if not await one.evaluate(_SAME, list(before))]
        inside = [one for one in fresh if await one.evaluate(_ASKED)]
        if control.kind is Kind.ACTION and not all([await one.evaluate(_THERE) for one in before]):
            own = (*all_texts(control.labels), *all_texts(control.done))  # it may have been drawn anew
            fresh = [one for one in fresh if not among(await one.evaluate(_NAME), own)]
    except Error:
        return None
    found = inside or fresh
    return found[0] if len(found) == 1 else None
