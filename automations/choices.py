"""Controls that hold a choice: radios, selects, combo boxes, list boxes, menus, dialogs and segmented buttons."""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Error, Frame, Locator

from automations import highlight, options, popup, showing
from automations.element import Part, can_be_opened, is_enabled, press, state_of
from automations.outcome import NotRecognised
from automations.seen import announced
from automations.spec import Control, Kind
from automations.texts import all_texts, among, name_pattern, normalise, rest_of

LISTS = ("listbox", "menu")
DIALOGS = ("dialog", "alertdialog")
_GROUPS: tuple[Literal["radiogroup", "group", "toolbar", "tablist", "list"], ...] = (
    "radiogroup",
    "group",
    "toolbar",
    "tablist",
    "list",
)
CLOSED = frozenset({Kind.SELECT, Kind.COMBOBOX, Kind.MENU})
"""Kinds that show their value while their list is closed."""
ASKING = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]"
"""What holds a question. A button in it that is named as an action answers the question, and is no setting."""
TAKE_SECONDS = 5.0
"""How long a dialog may take to show what was just chosen in it."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The option that a control holds."""

    value: str
    opted_out: bool
    enabled: bool


def of_kind(frame: Frame, kind: Kind) -> Locator:
    """Everything in the frame that is a control of this kind."""
    return locate(frame, kind, re.compile(""))


def locate(frame: Frame, kind: Kind, name: re.Pattern[str]) -> Locator:
    """The controls of this kind and name. Checkbox and switch are one kind, as are all closed lists."""
    if kind in (Kind.CHECKBOX, Kind.SWITCH):
        return frame.get_by_role("checkbox", name=name).or_(frame.get_by_role("switch", name=name))
    if kind is Kind.PRESSED_BUTTON:
        return frame.get_by_role("button", name=name).and_(frame.locator("[aria-pressed]"))
    if kind is Kind.RADIO:
        return frame.get_by_role("radio", name=name)
    if kind in CLOSED:
        native = frame.get_by_role("listbox", name=name).and_(frame.locator("select"))
        opening = [_buttons(frame, name, one) for one in ("listbox", "menu", "true")]
        field = frame.get_by_role("textbox", name=name).and_(frame.locator("input[aria-haspopup=listbox]"))
        return (
            frame.get_by_role("combobox", name=name)
            .or_(native)
            .or_(field)
            .or_(opening[0])
            .or_(opening[1])
            .or_(opening[2])
        )
    if kind is Kind.ACTION:
        outside = ", ".join(f"{one} *" for one in ASKING.split(", "))
        return frame.get_by_role("button", name=name).and_(frame.locator(f":not({outside})"))
    if kind is Kind.LISTBOX:
        return frame.get_by_role("listbox", name=name)
    if kind is Kind.DIALOG:
        return frame.get_by_role("button", name=name).or_(frame.get_by_role("link", name=name))
    groups = [frame.get_by_role(role, name=name) for role in _GROUPS]
    return groups[0].or_(groups[1]).or_(groups[2]).or_(groups[3]).or_(groups[4])


def _buttons(frame: Frame, name: re.Pattern[str], kind: str) -> Locator:
    return frame.get_by_role("button", name=name).and_(frame.locator(f"[aria-haspopup={kind}]"))


async def bears(part: Part, control: Control) -> bool:
    """Whether a closed list is the one meant: its name is a label, alone or with the value that it shows."""
    said = await announced(part.element)
    if said is None:
        return False
    labels = all_texts(control.labels)
    if name_pattern(labels, endings=all_texts(control.help)).match(said.name):
        return True
    shown = await showing.text(part)
    rests = [rest for label in labels if (rest := rest_of(said.name, label)) is not None]
    apart = not any(rest_of(shown, label) is not None for label in labels)
    return any(among(rest, _known(control)) or (apart and normalise(shown) == rest) for rest in rests)


async def shows_a_value(part: Part, control: Control) -> bool:
    """Whether a closed list shows one of the values that it is known to show."""
    return among(await showing.text(part), (*all_texts(control.shows), *all_texts(control.others)))


async def is_unnamed(part: Part) -> bool:
    """Whether a control has no name, or none but the value that it shows."""
    said = await announced(part.element)
    return said is not None and (not said.name or normalise(said.name) == normalise(await showing.text(part)))


async def read(part: Part, control: Control) -> Chosen:
    """Reads which option is chosen. NotRecognised when that cannot be told."""
    if control.kind is Kind.RADIO:
        return await _read_radio(part)
    if control.kind is Kind.DIALOG:
        return await _read_dialog(part, control)
    if control.kind is Kind.ACTION:
        return await _read_action(part, control)
    if control.kind in CLOSED or await options.is_native(part):
        return await _read_closed(part, control)
    chosen = await options.chosen(await options.within(part, part.element, control.kind))
    return _as_declared(chosen, all_texts(control.options), control)


async def put(part: Part, control: Control, value: str | None) -> None:
    """Chooses the option of that name, or with None the one that opts out. The caller has read that it must."""
    wanted = (value,) if value is not None else all_texts(control.options)
    if control.kind is Kind.RADIO:
        await press(part if value is None else await options.sibling(part, value))
    elif control.kind is Kind.ACTION:
        await press(part)
    elif await options.is_native(part):
        await options.select(part, wanted)
    elif control.kind is Kind.DIALOG:
        await _choose_in_dialog(part, control, wanted)
    elif control.kind in CLOSED:
        await _choose_in_list(part, control, wanted)
    else:
        await press(options.one_of(await options.within(part, part.element, control.kind), wanted))


async def _read_radio(part: Part) -> Chosen:
    state = await state_of(part)
    chosen = await options.chosen(await options.group(part))
    return Chosen(value=chosen.name, opted_out=state.on, enabled=state.enabled)


async def _read_action(part: Part, control: Control) -> Chosen:
    """A button that names what it does says the state by its name: what it would do is not done yet."""
    said = await announced(part.element)
    out = said is not None and among(said.name, all_texts(control.done))
    if said is None or not (out or among(said.name, all_texts(control.labels))):
        raise NotRecognised("The button does not say what it does in words that are known.")
    return Chosen(value="off" if out else "on", opted_out=out, enabled=await is_enabled(part.element))


async def _read_closed(part: Part, control: Control) -> Chosen:
    """A closed list says its value by what it shows; one that shows none is opened, read and closed."""
    enabled = await is_enabled(part.element)
    shown = await showing.text(part)
    for label in all_texts(control.labels):
        rest = rest_of(shown, label)
        if rest is not None:
            shown = next((one for one in _known(control) if normalise(one) == rest), rest)
    if not any(sign.isalnum() for sign in shown) and (control.kind is Kind.MENU or await showing.opens(part)):
        return await _read_list(part, control)
    outs = all_texts(control.shows) or all_texts(control.options)
    return _as_declared(options.Chosen(name=shown, enabled=enabled), outs, control)


async def _read_list(part: Part, control: Control) -> Chosen:
    """Opens the list, reads it, and leaves it; where it is a field to type in, the value drawn over it must agree."""
    if not await can_be_opened(part.element):
        raise NotRecognised("The list is disabled, so what is chosen in it cannot be told.")
    over = await showing.over(part)
    menu = await popup.opened(part, LISTS)
    try:
        chosen = await options.chosen(await options.awaited(part, menu.inside, control.kind))
    finally:
        await popup.closed(menu)
    if over is not None and not among(str(over), (chosen.name,)):
        raise NotRecognised(f"The list says {chosen.name[:60]!r}, but the control shows {str(over)[:60]!r}.")
    return _as_declared(chosen, all_texts(control.options), control)


async def _read_dialog(part: Part, control: Control) -> Chosen:
    """Opens the dialog, reads its radios, and leaves it without saving."""
    if not await is_enabled(part.element):
        raise NotRecognised("The dialog cannot be opened, so what is chosen in it cannot be told.")
    dialog = await popup.opened(part, DIALOGS, leave=all_texts(control.leave))
    try:
        radios = await options.awaited(part, dialog.inside, control.kind)
        options.one_of(radios, all_texts(control.options))
        chosen = await options.chosen(radios)
    finally:
        await popup.closed(dialog)
    return _as_declared(chosen, all_texts(control.options), control)


async def _choose_in_list(part: Part, control: Control, wanted: tuple[str, ...]) -> None:
    """Opens the list or menu, and presses the one option of that name."""
    opened = await popup.opened(part, LISTS, by_key=True)
    try:
        if opened.drawn:
            option = options.one_of(await options.awaited(part, opened.inside, control.kind, wanted), wanted)
        else:
            await highlight.bring(part, wanted)
    except NotRecognised:
        await popup.closed(opened)
        raise
    if opened.drawn:
        await press(option)
    else:
        await part.frame.page.keyboard.press("Enter")
    await popup.settled(opened)


async def _choose_in_dialog(part: Part, control: Control, wanted: tuple[str, ...]) -> None:
    """Confirms the dialog only when it reads as wanted; else leaves it as it was, and the fresh load tells the rest."""
    dialog = await popup.opened(part, DIALOGS, leave=all_texts(control.leave))
    try:
        option = options.one_of(await options.awaited(part, dialog.inside, control.kind, wanted), wanted)
        await _confirm_of(dialog, control)
        if not (await state_of(option)).on:
            await press(option)
        if not await _took(part, dialog, control, wanted):
            await popup.closed(dialog)
            return
        await press(await _confirm_of(dialog, control))
    except NotRecognised:
        await popup.closed(dialog)
        raise
    await popup.gone(dialog, popup.OPEN_SECONDS)


async def _confirm_of(dialog: popup.Popup, control: Control) -> Part:
    """The one button that saves the dialog."""
    frame = dialog.part.frame
    named = frame.get_by_role("button", name=name_pattern(all_texts(control.confirm))).filter(visible=True)
    found = await options.shown_in(dialog.inside, named)
    if len(found) != 1:
        raise NotRecognised("The button that saves the dialog is not in it.")
    return Part(frame=frame, element=found[0])


async def _took(part: Part, dialog: popup.Popup, control: Control, wanted: tuple[str, ...]) -> bool:
    """Whether the dialog soon holds the wanted option and no other one, seen twice."""
    deadline = time.monotonic() + TAKE_SECONDS
    held = 0
    while held < 2 and time.monotonic() < deadline:
        try:
            chosen = await options.chosen(await options.within(part, dialog.inside, control.kind))
            held = held + 1 if among(chosen.name, wanted) else 0
        except (NotRecognised, Error):
            held = 0
        await asyncio.sleep(0.1)
    return held == 2


def _known(control: Control) -> tuple[str, ...]:
    return (*all_texts(control.options), *all_texts(control.shows), *all_texts(control.others))


def _as_declared(chosen: options.Chosen, outs: tuple[str, ...], control: Control) -> Chosen:
    """Whether the value is opted out. NotRecognised when it is neither that nor one of the declared others."""
    spelled = (one for one in (*outs, *_known(control)) if among(one, (chosen.name,)))
    value, out = next(spelled, chosen.name), among(chosen.name, outs)
    others = all_texts(control.others)
    if not out and (not value or (others and not among(value, others))):
        raise NotRecognised(f"The control shows a value that is not known: {value[:60]!r}.")
    return Chosen(value=value, opted_out=out, enabled=chosen.enabled)
