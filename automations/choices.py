"""Controls that hold a choice: radios, selects, combo boxes, list boxes, menus, dialogs and segmented buttons."""

import contextlib
import re
from dataclasses import dataclass

from playwright.async_api import Frame, Locator
from playwright.async_api import TimeoutError as Late

from automations.element import Part, press, state_of
from automations.outcome import NotRecognised
from automations.spec import Control, Kind
from automations.texts import all_texts, among, name_pattern, same

OPEN_SECONDS = 3.0
"""How long a list, menu or dialog may take to open."""

_OPTIONS = {
    Kind.COMBOBOX: ("option",),
    Kind.LISTBOX: ("option",),
    Kind.MENU: ("menuitemradio", "menuitem", "option", "menuitemcheckbox"),
    Kind.DIALOG: ("radio",),
    Kind.SEGMENTED: ("radio", "button", "tab"),
}
_NAME = """element => {
  const text = node => (node && node.textContent || '').trim();
  const by = (element.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
    .map(id => text(element.getRootNode().getElementById(id))).join(' ');
  const labels = [...(element.labels || [])].map(text).join(' ');
  return by || element.getAttribute('aria-label') || labels || text(element);
}"""
_GROUP = (
    """element => {
  let options;
  if (element.matches('input[type=radio]')) {
    const all = [...element.getRootNode().querySelectorAll('input[type=radio]')];
    options = all.filter(one => one.name === element.name && one.form === element.form);
  } else {
    let group = element.parentElement;
    while (group && !group.matches('[role=radiogroup]')) group = group.parentElement;
    options = group ? [...group.querySelectorAll('[role=radio]')] : [];
  }
  const name = """
    + _NAME
    + """;
  return options.map(one => [name(one), one.checked === true || one.getAttribute('aria-checked') === 'true']);
}"""
)
_SHOWN = """element => {
  if (element.matches('select')) return [...element.selectedOptions].map(one => one.label.trim()).join('; ');
  const text = ('value' in element && typeof element.value === 'string' && element.value) || element.innerText || '';
  return text.trim();
}"""


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
    """The controls of this kind and name. A checkbox and a switch are one kind: platforms swap them freely."""
    if kind in (Kind.CHECKBOX, Kind.SWITCH):
        return frame.get_by_role("checkbox", name=name).or_(frame.get_by_role("switch", name=name))
    if kind is Kind.PRESSED_BUTTON:
        return frame.get_by_role("button", name=name).and_(frame.locator("[aria-pressed]"))
    if kind is Kind.RADIO:
        return frame.get_by_role("radio", name=name)
    if kind is Kind.SELECT:
        return (
            frame.get_by_role("combobox", name=name)
            .or_(frame.get_by_role("listbox", name=name))
            .and_(frame.locator("select"))
        )
    if kind is Kind.COMBOBOX:
        return frame.get_by_role("combobox", name=_with_value(name)).or_(_buttons(frame, name, "listbox"))
    if kind is Kind.LISTBOX:
        return frame.get_by_role("listbox", name=name)
    if kind is Kind.MENU:
        return _buttons(frame, name, "menu").or_(_buttons(frame, name, "true")).or_(_buttons(frame, name, "listbox"))
    if kind is Kind.DIALOG:
        return frame.get_by_role("button", name=name).or_(frame.get_by_role("link", name=name))
    groups = [frame.get_by_role(role, name=name) for role in ("radiogroup", "group", "toolbar", "tablist")]
    return groups[0].or_(groups[1]).or_(groups[2]).or_(groups[3])


def _buttons(frame: Frame, name: re.Pattern[str], popup: str) -> Locator:
    return frame.get_by_role("button", name=_with_value(name)).and_(frame.locator(f"[aria-haspopup={popup}]"))


def _with_value(name: re.Pattern[str]) -> re.Pattern[str]:
    """The label, or the label and more; `read` then insists that the more is the value shown."""
    return re.compile(name.pattern.removesuffix("\\s*$") + "(?:[\\s:,].*)?$", name.flags) if name.pattern else name


async def read(part: Part, control: Control) -> Chosen:
    """Reads which option is chosen. NotRecognised when that cannot be told."""
    if control.kind is Kind.RADIO:
        return await _read_radio(part)
    if control.kind in (Kind.SEGMENTED, Kind.LISTBOX):
        return await _read_group(part, control)
    if control.kind is Kind.DIALOG:
        return await _read_dialog(part, control)
    shown = await _shown(part, control)
    outs = all_texts(control.shows) or all_texts(control.options)
    return Chosen(value=shown, opted_out=_decide(shown, outs, control), enabled=await part.element.is_enabled())


async def put(part: Part, control: Control, value: str | None) -> None:
    """Chooses the option of that name, or with None the one that opts out. The caller has read that it must."""
    wanted = (value,) if value is not None else all_texts(control.options)
    if control.kind is Kind.RADIO:
        await press(part if value is None else await _sibling(part, value))
    elif control.kind is Kind.SELECT:
        await part.element.select_option(label=await _one_of(part, wanted))
    elif control.kind is Kind.DIALOG:
        await _choose_in_dialog(part, control, wanted)
    else:
        await _choose(part, control, wanted)


def _decide(value: str, outs: tuple[str, ...], control: Control) -> bool:
    """Whether the value is opted out. NotRecognised when it is neither that nor one of the declared others."""
    if among(value, outs):
        return True
    others = all_texts(control.others)
    if not value or (others and not among(value, others)):
        raise NotRecognised(f"The control shows a value that is not known: {value[:60]!r}.")
    return False


async def _read_radio(part: Part) -> Chosen:
    state = await state_of(part)
    options = [(str(name), bool(on)) for name, on in await part.element.evaluate(_GROUP)]
    chosen = [name for name, on in options if on]
    if len(chosen) != 1:
        raise NotRecognised(f"{len(chosen)} of {len(options)} options are chosen, where it should be one.")
    return Chosen(value=chosen[0], opted_out=state.on, enabled=state.enabled)


async def _sibling(part: Part, name: str) -> Part:
    others = part.frame.get_by_role("radio", name=name_pattern((name,)))
    if await others.count() != 1:
        raise NotRecognised(f"The option {name[:60]!r} is not there once.")
    return Part(frame=part.frame, element=others)


async def _shown(part: Part, control: Control) -> str:
    """The value that a select, combo box or menu button shows. Its name must be its label, or label and value."""
    shown = " ".join(str(await part.element.evaluate(_SHOWN)).split())
    labels = all_texts(control.labels)
    if labels and control.kind is not Kind.SELECT:
        strict = name_pattern(labels, endings=[shown] if shown else ())
        exact = [part.frame.get_by_role(role, name=strict) for role in ("combobox", "button")]
        if await part.element.and_(exact[0].or_(exact[1])).count() != 1:
            raise NotRecognised("The control has a longer name than the one that is known.")
    for label in labels:
        if shown.casefold().startswith(label.casefold()) and len(shown) > len(label):
            return shown[len(label) :].lstrip(" :,")
    return shown


async def _read_group(part: Part, control: Control) -> Chosen:
    states = {}
    for index in range(await _options(part.element, control.kind).count()):
        option = _options(part.element, control.kind).nth(index)
        states[str(await option.evaluate(_NAME))] = await state_of(Part(frame=part.frame, element=option))
    chosen = [name for name, state in states.items() if state.on]
    if len(chosen) != 1:
        raise NotRecognised(f"{len(chosen)} of {len(states)} options are chosen, where it should be one.")
    enabled = all(state.enabled and not state.busy for state in states.values())
    return Chosen(value=chosen[0], opted_out=_decide(chosen[0], all_texts(control.options), control), enabled=enabled)


def _options(inside: Locator, kind: Kind, name: re.Pattern[str] | None = None) -> Locator:
    found = [inside.get_by_role(role, name=name) for role in _OPTIONS[kind]]  # type: ignore[arg-type]
    union = found[0]
    for further in found[1:]:
        union = union.or_(further)
    return union


async def _one_of(part: Part, wanted: tuple[str, ...]) -> str:
    """The text of the one option of a native select that is among the wanted."""
    texts = [str(text) for text in await part.element.locator("option").all_inner_texts()]
    matches = [text for text in texts if any(same(text, one) for one in wanted)]
    if len(matches) != 1:
        raise NotRecognised("The option that opts out is not in the list.", seen=tuple(texts))
    return matches[0].strip()


async def _choose(part: Part, control: Control, wanted: tuple[str, ...]) -> None:
    """Opens the list or menu where there is one, and presses the one option of that name."""
    page = part.frame.page
    closed = control.kind in (Kind.COMBOBOX, Kind.MENU)
    if closed:
        await press(part)
    within = page.locator("body") if closed else part.element
    option = _options(within, control.kind, name_pattern(wanted)).filter(visible=True)
    with contextlib.suppress(Late):
        await option.first.wait_for(timeout=OPEN_SECONDS * 1000)
    if await option.count() != 1:
        await _leave(part, closed)
        raise NotRecognised("The option that opts out is not in the list.")
    await press(Part(frame=part.frame, element=option))


async def _leave(part: Part, closed: bool) -> None:
    """Closes what was opened, without choosing."""
    if closed:
        await part.frame.page.keyboard.press("Escape")


async def _open_dialog(part: Part) -> Locator:
    await press(part)
    dialog = part.frame.get_by_role("dialog").or_(part.frame.get_by_role("alertdialog")).filter(visible=True)
    try:
        await dialog.first.wait_for(timeout=OPEN_SECONDS * 1000)
    except Late:
        raise NotRecognised("Pressing the row opened no dialog.") from None
    if await dialog.count() != 1:
        raise NotRecognised("More than one dialog is open.")
    return dialog


async def _read_dialog(part: Part, control: Control) -> Chosen:
    """Opens the dialog, reads its radios, and leaves it without saving."""
    dialog = await _open_dialog(part)
    try:
        await dialog.get_by_role("radio").first.wait_for(timeout=OPEN_SECONDS * 1000)
        out = dialog.get_by_role("radio", name=name_pattern(all_texts(control.options)))
        if await out.count() != 1:
            raise NotRecognised("The option that opts out is not in the dialog.")
        return await _read_radio(Part(frame=part.frame, element=out))
    except Late:
        raise NotRecognised("The dialog holds no options.") from None
    finally:
        await part.frame.page.keyboard.press("Escape")
        await dialog.wait_for(state="hidden", timeout=OPEN_SECONDS * 1000)


async def _choose_in_dialog(part: Part, control: Control, wanted: tuple[str, ...]) -> None:
    dialog = await _open_dialog(part)
    option = dialog.get_by_role("radio", name=name_pattern(wanted))
    confirm = dialog.get_by_role("button", name=name_pattern(all_texts(control.confirm)))
    await option.or_(confirm).first.wait_for(timeout=OPEN_SECONDS * 1000)
    if await option.count() != 1 or await confirm.count() != 1:
        await part.frame.page.keyboard.press("Escape")
        raise NotRecognised("The dialog does not hold the option and the button that are known.")
    await press(Part(frame=part.frame, element=option))
    await confirm.click(timeout=OPEN_SECONDS * 1000)
