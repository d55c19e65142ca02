"""Finds, reads and sets ONE control by role and accessible name. Nothing is ever pressed by likeness."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from playwright.async_api import Error, Frame, Page

from automations import banner, choices, doubles
from automations.element import CHANGING, WATCH_SECONDS, Part, State, press, state_of, watched
from automations.labelled import stand_ins
from automations.opening import opened
from automations.outcome import NotRecognised
from automations.seen import listed
from automations.spec import TWO_STATES, Control, Kind
from automations.texts import all_texts, name_pattern, normalise
from automations.unnamed import SIGHTED, by_heading, by_hint, by_pointer, is_drawn, language_is_unknown

_MIRRORS = """([label, one]) => {
  const named = (one.getAttribute('aria-labelledby') || '').split(/\\s+/);
  return label.contains(one) || (label.id !== '' && named.includes(label.id));
}"""
_STATES = """async (element, duration) => {
  const names = ['aria-checked', 'aria-selected', 'aria-disabled', 'disabled'];
  const state = () => JSON.stringify([element.selectedIndex, ...names.map(name => element.getAttribute(name))]);
  const seen = new Set([state()]);
  const end = performance.now() + duration;
  while (seen.size === 1 && performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 7));
    seen.add(state());
  }
  return seen.size;
}"""
TICKED = (Kind.CHECKBOX, Kind.SWITCH, Kind.RADIO)
POLL_SECONDS = 0.05
LINK_SECONDS = 2.0
"""How long a page may take to show the control itself, before a link that leads away from it is followed."""
REOPEN_SECONDS = 5.0
"""How long what is opened first may take to be there once more."""
Watch = Callable[[], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The one control of a setting on the page; with `each`, one part for every label."""

    control: Control
    parts: tuple[Part, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a control reads: its state in the words of its kind, and whether that is the opted-out state."""

    value: str
    opted_out: bool
    enabled: bool


async def find(page: Page, control: Control, *, seconds: float, watch: Watch | None = None) -> Found:
    """Waits for exactly one control. NotRecognised, with what was seen instead, when there is none, or two.

    `watch` is awaited while there is none yet, and may raise what stops the work.
    """
    started = time.monotonic()
    deadline = started + seconds
    closed = list(control.open_first)
    while True:
        try:
            return await _find_now(page, control)
        except (NotRecognised, Error) as trouble:
            away = time.monotonic() - started >= min(LINK_SECONDS, seconds / 3)
            if closed and await opened(page, closed[0], away=away):
                del closed[0]
                deadline = time.monotonic() + seconds  # what was opened takes its time as well
            if time.monotonic() > deadline:
                detail = trouble.detail if isinstance(trouble, NotRecognised) else "The page keeps changing."
                raise NotRecognised(detail, seen=await listed(page)) from trouble
        if watch:
            await watch()
        await asyncio.sleep(POLL_SECONDS)


async def read(found: Found) -> Reading:
    """Reads the control now. NotRecognised when it does not clearly say what it is; there is no default."""
    control = found.control
    if control.kind not in TWO_STATES:
        kept = banner if control.kind is Kind.BANNER else choices
        chosen = await kept.read(found.parts[0], control)
        return Reading(value=chosen.value, opted_out=chosen.opted_out, enabled=chosen.enabled)
    return _two_state(found, [await state_of(part) for part in found.parts])


async def observe(found: Found, seconds: float) -> Reading:
    """Reads the control, watches it for so long, and reads it again. NotRecognised when it changes by itself."""
    if found.control.kind in TWO_STATES:
        return _two_state(found, await asyncio.gather(*(watched(part, seconds) for part in found.parts)))
    first = await read(found)
    found = await _there_again(found)
    await _stands_still(found, seconds)
    if await read(found) != first:
        raise NotRecognised(CHANGING)
    return first


def _two_state(found: Found, states: list[State]) -> Reading:
    control = found.control
    wanted = control.out == TWO_STATES[control.kind][0]
    values = [_word(control, state.on) for state in states]
    return Reading(
        value=_joined(found.names, values) if control.each else values[0],
        opted_out=all(state.on is wanted for state in states),
        enabled=all(state.enabled for state in states),
    )


async def _there_again(found: Found) -> Found:
    """The same control, where leaving what it opens has closed what it stands in as well."""
    part = found.parts[0]
    if not found.control.open_first or await part.element.is_visible():
        return found
    return await find(part.frame.page, found.control, seconds=REOPEN_SECONDS)


async def _stands_still(found: Found, seconds: float) -> None:
    elements = [one for part in found.parts for one in (part.element, *part.twins)]
    watching = asyncio.gather(*(one.evaluate(_STATES, seconds * 1000) for one in elements))
    try:
        seen = await asyncio.wait_for(watching, seconds + WATCH_SECONDS)
    except TimeoutError:
        raise NotRecognised("The page does not answer while its control is watched.") from None
    if max(seen) > 1:
        raise NotRecognised(CHANGING)


async def put(found: Found, value: str | None) -> None:
    """Brings the control to that value (as `read` words it), or with None to the opted-out state. Never toggles."""
    control = found.control
    if control.kind not in TWO_STATES:
        found = await _there_again(found)
        await (banner if control.kind is Kind.BANNER else choices).put(found.parts[0], control, value)
        return
    goals = _split(value) if value and control.each else {}
    pressed = False
    for name, part in zip(found.names, found.parts, strict=True):
        goal = goals.get(normalise(name), control.out) if control.each else value or control.out
        try:
            if _word(control, (await state_of(part)).on) != goal:
                await press(part)
                pressed = True
        except NotRecognised:
            if not pressed:
                raise
            return  # some are changed by now; what has become of the whole, the fresh load tells


def reads_as(reading: Reading, value: str | None) -> bool:
    """Whether the reading is that value, or with None the opted-out state."""
    return reading.opted_out if value is None else normalise(reading.value) == normalise(value)


async def _find_now(page: Page, control: Control) -> Found:
    if control.each:
        return await _find_each(page, control)
    if control.kind is Kind.BANNER:
        return Found(control=control, parts=(await banner.found(page, control),), names=("",))
    labels = (*all_texts(control.labels), *all_texts(control.done))
    parts = await _everywhere(page, control, labels) if labels else []
    if not parts and control.labels:
        parts = await by_pointer(page, control)
    if not parts and control.under:
        parts = await by_heading(page, control)
    if not parts and control.hint and await language_is_unknown(page, control):
        parts = await by_hint(page, control)
    if len(parts) == 1 and (others := await doubles.count(page, parts[0], control.kind, labels)):
        raise NotRecognised(_count_trouble(1 + others))
    if len(parts) != 1:
        raise NotRecognised(_count_trouble(len(parts)))
    return Found(control=control, parts=(parts[0],), names=("",))


async def _find_each(page: Page, control: Control) -> Found:
    """Every label names a control of its own; all of one language must be there."""
    for texts in control.labels.values():
        found: list[Part] = []
        for text in texts:
            parts = await _everywhere(page, control, (text,))
            found += parts if len(parts) == 1 else []
        if len(found) == len(texts):
            return Found(control=control, parts=tuple(found), names=tuple(texts))
    raise NotRecognised("Not all controls that belong to this setting are on the page.")


async def _everywhere(page: Page, control: Control, labels: tuple[str, ...]) -> list[Part]:
    frames = [frame for frame in page.frames if await is_drawn(frame)]
    return [part for frame in frames for part in await _in_frame(frame, control, labels)]


async def _in_frame(frame: Frame, control: Control, labels: tuple[str, ...]) -> list[Part]:
    """The controls of that name in one frame; a control and what mirrors it count as one."""
    more = control.kind in choices.CLOSED
    pattern = name_pattern(labels, endings=all_texts(control.help), more=more)
    elements = choices.locate(frame, control.kind, pattern)
    seen = await elements.evaluate_all(SIGHTED)
    parts = [Part(frame=frame, element=elements.nth(index)) for index in seen["shown"]]
    if more:
        return [part for part in parts if await choices.bears(part, control)]
    if len(parts) > 1 and seen["outer"] >= 0:
        inner = tuple(elements.nth(index) for index in seen["shown"] if index != seen["outer"])
        parts = [Part(frame=frame, element=elements.nth(seen["outer"]), twins=inner)]
    if control.kind in TICKED:
        return await _mirrored(parts, await stand_ins(frame, control.kind, labels))
    return parts


async def _mirrored(drawn: list[Part], undrawn: list[Part]) -> list[Part]:
    """Both lists, but an undrawn input that stands behind a drawn control under the same label is its twin."""
    if len(drawn) == 1 and len(undrawn) == 1 and undrawn[0].label:
        ends = [await undrawn[0].label.element_handle(), await drawn[0].element.element_handle()]
        if await drawn[0].frame.evaluate(_MIRRORS, ends):
            return [replace(drawn[0], twins=(*drawn[0].twins, undrawn[0].element))]
    return drawn + undrawn


def _count_trouble(count: int) -> str:
    if count == 0:
        return "The control is not on the page under any name that is known."
    return f"The control is on the page {count} times; which one is meant cannot be told."


def _word(control: Control, on: bool) -> str:
    return TWO_STATES[control.kind][0 if on else 1]


def _joined(names: Iterable[str], values: Iterable[str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))


def _split(value: str) -> dict[str, str]:
    return {normalise(pair.rpartition(": ")[0]): pair.rpartition(": ")[2] for pair in value.split("; ")}
