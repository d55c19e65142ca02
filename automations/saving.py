"""Saving one change: the declared dialog, the declared Save, and the platform's own answer."""

import asyncio
import contextlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.async_api import ElementHandle, Error, Frame, Locator

from automations.answers import Mark
from automations.confirming import buttons_of, confirm_change
from automations.element import Part, press
from automations.errand import Timing
from automations.outcome import Limited, NotRecognised
from automations.page import Visit
from automations.reading import Read
from automations.spec import Api, Platform, Setting
from automations.texts import all_texts, name_pattern
from automations.unnamed import language_is_unknown

QUIET_SECONDS = 3.0
"""How long a page may take to send a change of which no request is known."""
QUIET_LOOKS = 2
LINGER_SECONDS = 1.0
"""How long after a request that may be the change, or only tells of a click, a page may take to send another."""
SHOWN_SECONDS = 1.5
"""How long a Save button that may or may not be there may take to become ready."""
POLL_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What the platform said to a change: what is worth telling of it, and whether it said anything in time."""

    note: str = ""
    answered: bool = True


async def require_save(read: Read, setting: Setting) -> None:
    """NotRecognised when the button that must be pressed afterwards is not there; before anything is changed."""
    if setting.save.kind == "button":
        await _button(read, setting)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What was on the page before a change: the control, and buttons that could be mistaken for those of a question."""

    buttons: tuple[ElementHandle, ...] = ()


async def require_harmless(read: Read, setting: Setting) -> None:
    """NotRecognised on a screen where the change could do harm, while the platform has not stated that it does not."""
    known = setting.only_once
    if not known or await read.visit.page.locator(known.where).count() == 0:
        return
    if not any(read.visit.answers.states(one) for one in known.stated):
        raise NotRecognised(known.otherwise, url=read.visit.url)


async def ready_to_save(read: Read, setting: Setting) -> Ready:
    """Notes them, so that only what the change brings up is confirmed."""
    if setting.confirm is None or setting.confirm.texts:
        return Ready()
    own = [handle for part in read.found.parts if (handle := await part.element.element_handle())]
    return Ready(buttons=(*own, *await buttons_of(read.visit, setting.confirm).element_handles()))


async def save(
    read: Read, platform: Platform, setting: Setting, timing: Timing, *, since: Mark, ready: Ready | None = None
) -> Saved:
    """Confirms and saves what was just changed, and waits for the answer."""
    visit = read.visit
    if setting.confirm:
        await confirm_change(visit, setting, setting.confirm, timing, since, (ready or Ready()).buttons)
    if setting.save.kind == "button":
        await press(await _button(read, setting))
    elif setting.save.kind == "if_shown":
        await _save_if_shown(read, setting, timing)
    if setting.api and setting.api.writes:
        return await _answered(visit, platform, setting.api, timing, since)
    return await _gone_quiet(visit, platform, timing, since)


async def _save_if_shown(read: Read, setting: Setting, timing: Timing) -> None:
    """Presses the Save button once it can be pressed, if there is one soon after the change."""
    deadline = time.monotonic() + min(SHOWN_SECONDS, timing.save)
    while time.monotonic() < deadline:
        with contextlib.suppress(NotRecognised):
            button = await _button(read, setting)
            if await button.element.is_enabled():
                await press(button)
                return
        await asyncio.sleep(POLL_SECONDS)


async def _press(button: Part, timing: Timing) -> None:
    """Presses the button once it can be pressed, also where something lies over it."""
    for _ in range(int(timing.save / POLL_SECONDS)):
        if await button.element.is_enabled():
            break
        await asyncio.sleep(POLL_SECONDS)
    await press(button)


async def _gone_quiet(visit: Visit, platform: Platform, timing: Timing, since: Mark) -> Saved:
    """For a change of which no request is known: waits until whatever the page has sent is answered."""
    started = latest = time.monotonic()
    mark, quiet = since, 0
    while (passed := time.monotonic() - started) <= timing.save:
        if visit.answers.sent_since(mark):
            mark, latest = visit.answers.now, time.monotonic()
        lingered = mark is not since and time.monotonic() - latest > min(LINGER_SECONDS, timing.save / 4)
        sent = lingered or passed > min(QUIET_SECONDS, timing.save / 2)
        quiet = quiet + 1 if sent and not visit.answers.loading else 0
        if quiet > QUIET_LOOKS:  # what was pressed last may be about to send something
            return Saved()
        await asyncio.sleep(POLL_SECONDS)
    return Saved(note=_unanswered(platform, timing), answered=False)


def _unanswered(platform: Platform, timing: Timing) -> str:
    return f"{platform.name} did not answer the change within {timing.save:g} seconds."


async def _answered(visit: Visit, platform: Platform, api: Api, timing: Timing, since: Mark) -> Saved:
    answer = await visit.answers.written(api, since=since, seconds=timing.save)
    if answer is None:
        return Saved(note=_unanswered(platform, timing), answered=False)
    if answer.status == 429:
        raise Limited(f"{platform.name} answered that there were too many requests (HTTP 429).", url=visit.url)
    if answer.accepted:
        return Saved()
    return Saved(note=f"{platform.name} answered the change with an error (HTTP {answer.status}).")


async def _button(read: Read, setting: Setting) -> Part:
    """The one Save button of the page and of the frame around the control: by a known name, else by its hint."""
    page, labels, hint = read.visit.page, setting.save.labels, setting.save.hint
    frames = tuple(dict.fromkeys((read.found.parts[0].frame, page.main_frame)))
    pattern = name_pattern(all_texts(labels))
    try:
        found = await _seen([(one, one.get_by_role("button", name=pattern)) for one in frames]) if labels else []
        alike = setting.control.model_copy(update={"labels": labels})
        if not found and hint and await language_is_unknown(page, alike):
            found = await _seen([(one, await _hinted(one, hint)) for one in frames])
    except Error as error:
        raise NotRecognised("The page changed while its Save button was looked for.") from error
    if len(found) == 1:
        return found[0]
    if found:
        raise NotRecognised("There are several buttons under the name of the one that saves this setting.")
    raise NotRecognised("The button that saves this setting is not on the page under any name that is known.")


async def _hinted(frame: Frame, hint: str) -> Locator:
    """What the hint points to; where that only surrounds a button, the button."""
    inner = frame.locator(hint).get_by_role("button").filter(visible=True)
    return inner if await inner.count() else frame.locator(hint)


async def _seen(places: Iterable[tuple[Frame, Locator]]) -> list[Part]:
    """Those elements that can be seen."""
    return [
        Part(frame=frame, element=one) for frame, locator in places for one in await locator.filter(visible=True).all()
    ]
