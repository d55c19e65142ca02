"""Saving one change: the declared dialog, the declared Save, and the platform's own answer."""

import asyncio
import contextlib
import time

from playwright.async_api import Error, Locator, Page
from playwright.async_api import TimeoutError as Late

from automations.errand import Timing
from automations.outcome import Limited, NotRecognised
from automations.page import Visit
from automations.spec import Confirm, Labels, Platform, Setting
from automations.texts import all_texts, name_pattern, starts_with

_LINES = "() => document.body.innerText.split('\\n').map(line => line.trim()).filter(Boolean)"
QUIET_SECONDS = 3.0
"""How long a change without a declared request may take to reach the platform."""


async def require_save(visit: Visit, setting: Setting) -> None:
    """NotRecognised when the button that must be pressed afterwards is not there; before anything is changed."""
    if setting.save.kind == "button":
        await _button(visit.page, setting.save.labels, setting.save.hint)


async def save(visit: Visit, platform: Platform, setting: Setting, timing: Timing, *, since: int) -> str:
    """Confirms and saves what was just changed, and waits for the answer. Returns what is worth telling, or ""."""
    if setting.confirm:
        await _confirm(visit, setting, setting.confirm, timing, since)
    if setting.save.kind == "button":
        button = await _button(visit.page, setting.save.labels, setting.save.hint)
        await button.click(timeout=timing.save * 1000)
    if setting.api and setting.api.writes:
        return await _answered(visit, platform, setting, timing, since)
    with contextlib.suppress(Late):
        await visit.page.wait_for_load_state("networkidle", timeout=QUIET_SECONDS * 1000)
    return ""


async def _answered(visit: Visit, platform: Platform, setting: Setting, timing: Timing, since: int) -> str:
    if setting.api is None:
        return ""
    answer = await visit.answers.written(setting.api, since=since, seconds=timing.save)
    if answer is None:
        return f"{platform.name} did not answer the change within {timing.save:.0f} seconds."
    if answer.status == 429:
        raise Limited(f"{platform.name} answered that there were too many requests (HTTP 429).", url=visit.url)
    return "" if answer.accepted else f"{platform.name} answered the change with an error (HTTP {answer.status})."


async def _confirm(visit: Visit, setting: Setting, confirm: Confirm, timing: Timing, since: int) -> None:
    """Confirms the declared question, if it is asked. Any other dialog is left alone."""
    writes = setting.api if setting.api and setting.api.writes else None
    deadline = time.monotonic() + (timing.save if writes else QUIET_SECONDS)
    button = visit.page.get_by_role("button", name=name_pattern(all_texts(confirm.button))).filter(visible=True)
    while time.monotonic() < deadline:
        lines: list[str] = await visit.page.evaluate(_LINES)
        asked = any(starts_with(line, all_texts(confirm.texts)) for line in lines)
        if asked and await button.count() == 1:
            await button.click(timeout=timing.save * 1000)
            return
        if writes and await visit.answers.written(writes, since=since, seconds=0):
            return
        await asyncio.sleep(0.05)


async def _button(page: Page, labels: Labels, hint: str | None) -> Locator:
    """The one Save button, by name in any known language, else by its stable selector."""
    named = page.get_by_role("button", name=name_pattern(all_texts(labels))).filter(visible=True)
    try:
        if labels and await named.count() == 1:
            return named
        hinted = page.locator(hint).filter(visible=True) if hint else None
        if hinted and await hinted.count() == 1:
            return hinted
    except Error as error:
        raise NotRecognised("The page changed while its Save button was looked for.") from error
    raise NotRecognised("The button that saves this setting is not on the page under any name that is known.")
