"""Finds, reads and sets ONE control by role and accessible name. Nothing is ever pressed by likeness."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.async_api import Error, Frame, Locator, Page

from automations import choices
from automations.element import Part, press, state_of
from automations.outcome import NotRecognised
from automations.seen import controls_seen
from automations.spec import TWO_STATES, Control, Kind
from automations.texts import all_texts, name_pattern, normalise

_OUTERMOST = """elements => {
  const inside = (inner, outer) => {
    for (let node = inner; node; node = node.parentNode || node.host) if (node === outer) return true;
    return false;
  };
  return elements.findIndex(outer => elements.every(inner => inside(inner, outer)));
}"""
_LABELLED = """label => label.control && label.control.matches('input[type=checkbox], input[type=radio]')
  ? {nested: label.contains(label.control), id: label.control.id, type: label.control.type} : null"""
POLL_SECONDS = 0.05


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


async def find(page: Page, control: Control, *, seconds: float) -> Found:
    """Waits for exactly one control. NotRecognised, with what was seen instead, when there is none, or two."""
    deadline = time.monotonic() + seconds
    opened = not control.open_first
    while True:
        try:
            return await _find_now(page, control)
        except (NotRecognised, Error) as trouble:
            if not opened:
                opened = await _open_section(page, control)
            if time.monotonic() > deadline:
                detail = trouble.detail if isinstance(trouble, NotRecognised) else "The page keeps changing."
                seen = tuple(str(one) for one in await controls_seen(page))
                raise NotRecognised(detail, seen=seen) from trouble
        await asyncio.sleep(POLL_SECONDS)


async def read(found: Found) -> Reading:
    """Reads the control now. NotRecognised when it does not clearly say what it is; there is no default."""
    control = found.control
    if control.kind not in TWO_STATES:
        chosen = await choices.read(found.parts[0], control)
        return Reading(value=chosen.value, opted_out=chosen.opted_out, enabled=chosen.enabled)
    states = [await state_of(part) for part in found.parts]
    wanted = control.out == TWO_STATES[control.kind][0]
    values = [_word(control, state.on) for state in states]
    return Reading(
        value=_joined(found.names, values) if control.each else values[0],
        opted_out=all(state.on is wanted for state in states),
        enabled=all(state.enabled and not state.busy for state in states),
    )


async def put(found: Found, value: str | None) -> None:
    """Brings the control to that value (as `read` words it), or with None to the opted-out state. Never toggles."""
    control = found.control
    if control.kind not in TWO_STATES:
        await choices.put(found.parts[0], control, value)
        return
    goals = _split(value) if value and control.each else {}
    for name, part in zip(found.names, found.parts, strict=True):
        goal = goals.get(normalise(name), control.out) if control.each else value or control.out
        if _word(control, (await state_of(part)).on) != goal:
            await press(part)


def reads_as(reading: Reading, value: str | None) -> bool:
    """Whether the reading is that value, or with None the opted-out state."""
    return reading.opted_out if value is None else normalise(reading.value) == normalise(value)


async def _find_now(page: Page, control: Control) -> Found:
    if control.each:
        return await _find_each(page, control)
    labels = all_texts(control.labels)
    parts = [part for frame in page.frames for part in await _in_frame(frame, control, labels)] if labels else []
    if not parts and control.hint and await _language_is_unknown(page, control):
        parts = await _by_hint(page, control)
    if len(parts) != 1:
        raise NotRecognised(_count_trouble(len(parts)))
    return Found(control=control, parts=(parts[0],), names=("",))


async def _find_each(page: Page, control: Control) -> Found:
    """Every label names a control of its own; all of one language must be there."""
    for texts in control.labels.values():
        found: list[Part] = []
        for text in texts:
            parts = [part for frame in page.frames for part in await _in_frame(frame, control, (text,))]
            found += parts if len(parts) == 1 else []
        if len(found) == len(texts):
            return Found(control=control, parts=tuple(found), names=tuple(texts))
    raise NotRecognised("Not all controls that belong to this setting are on the page.")


async def _in_frame(frame: Frame, control: Control, labels: Iterable[str]) -> list[Part]:
    """The controls of that name in one frame; a control and the element inside it count as one."""
    pattern = name_pattern(labels, endings=all_texts(control.help))
    elements = choices.locate(frame, control.kind, pattern)
    count = await elements.count()
    if count == 0 and control.kind in (Kind.CHECKBOX, Kind.SWITCH, Kind.RADIO):
        return await _undrawn(frame, control, frame.locator("label").filter(has_text=pattern, visible=True))
    if count > 1:
        outer = int(await elements.evaluate_all(_OUTERMOST))
        if outer >= 0:
            inner = tuple(elements.nth(index) for index in range(count) if index != outer)
            return [Part(frame=frame, element=elements.nth(outer), twins=inner)]
    return [Part(frame=frame, element=elements.nth(index)) for index in range(count)]


async def _undrawn(frame: Frame, control: Control, labels: Locator) -> list[Part]:
    """Native inputs that are not drawn, found by the visible label that stands for them."""
    kind = "radio" if control.kind is Kind.RADIO else "checkbox"
    parts = []
    for index in range(await labels.count()):
        label = labels.nth(index)
        facts = await label.evaluate(_LABELLED)
        if facts and facts["type"] == kind:
            inside = label.locator("input") if facts["nested"] else frame.locator(f'input[id="{facts["id"]}"]')
            parts.append(Part(frame=frame, element=inside, label=label))
    return parts


async def _by_hint(page: Page, control: Control) -> list[Part]:
    """By the stable selector; it must still be a control of the declared kind."""
    hinted = page.locator(str(control.hint))
    same_kind = choices.of_kind(page.main_frame, control.kind)
    both = hinted.and_(same_kind)
    return [Part(frame=page.main_frame, element=both.nth(index)) for index in range(await both.count())]


async def _language_is_unknown(page: Page, control: Control) -> bool:
    """Whether the page is in a language of which no label is known: only then may a hint stand in for the label."""
    language = str(await page.evaluate("document.documentElement.lang")).lower()
    known = {key.lower().split("-")[0] for key in control.labels}
    return bool(language) and language.split("-")[0] not in known


async def _open_section(page: Page, control: Control) -> bool:
    """Opens the declared closed section, tab or card, once it is there and closed."""
    pattern = name_pattern(all_texts(control.open_first))
    for role in ("tab", "button"):
        header = page.get_by_role(role, name=pattern)
        if await header.count() == 1:
            opened = header.and_(page.locator("[aria-expanded=true], [aria-selected=true]"))
            if await opened.count() == 0:
                await header.click(timeout=2000)
            return True
    return False


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
