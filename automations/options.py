"""The options of a control that holds a choice: their names, which one is chosen, and choosing one."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from playwright.async_api import Error, Frame, Locator

from automations.element import Part, is_enabled, state_of
from automations.labelled import part_of, stand_ins
from automations.outcome import NotRecognised
from automations.seen import announced
from automations.spec import Kind
from automations.texts import among

WAIT_SECONDS = 3.0
"""How long the options of something that was just opened may take to appear."""
_IN_LISTS = (("menuitemradio",), ("menuitem", "option", "menuitemcheckbox"))
_ROLES: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.SELECT: _IN_LISTS,
    Kind.COMBOBOX: _IN_LISTS,
    Kind.LISTBOX: (("option",),),
    Kind.MENU: _IN_LISTS,
    Kind.DIALOG: (("radio",),),
    Kind.SEGMENTED: (("radio", "tab", "button"),),
}
"""What options are; where there are any of the first roles, others beside them are none."""
_SAYS = "[aria-checked], [aria-pressed], [aria-selected], [aria-current], input"
"""A button that says nothing of these is no option."""

_SHOWN_IN = """(all, outer) => all.flatMap((one, index) => {
  const up = node => node.assignedSlot || node.parentElement || (node.getRootNode().host ?? null);
  for (let node = up(one); node; node = up(node)) if (node === outer) return [index];
  return [];
})"""
_GROUP = """(all, one) => {
  const up = node => node.assignedSlot || node.parentElement || (node.getRootNode().host ?? null);
  const groups = '[role=radiogroup], [role=group], fieldset';
  const around = node => {
    for (node = up(node); node; node = up(node)) if (node.matches(groups)) return node;
    return null;
  };
  const native = node => node.localName === 'input';
  const group = around(one);
  const form = native(one) && one.name && [...one.getRootNode().querySelectorAll('input[type=radio]')]
    .filter(node => node.name === one.name && node.form === one.form);
  const members = form && form.length > 1 ? node => form.includes(node) : node => group && around(node) === group;
  const doubled = node => node.matches('[role=radio]') ? [...node.querySelectorAll('input[type=radio]')] : [];
  const inner = all.filter(members).flatMap(doubled);
  return all.flatMap((node, index) =>
    members(node) && !inner.includes(node) ? [[index, ...doubled(node).map(two => all.indexOf(two))]] : []);
}"""
"""The radios of the group of one, each with the native ones inside it, which are the same option drawn once more."""
_LABEL = "element => [...(element.labels || [])].map(label => label.innerText.trim()).join(' ')"
_LIST = """select => [...select.options].map((one, index) => ({
  index, name: one.label.trim(), disabled: one.disabled || one.parentNode.disabled === true || one.hidden,
}))"""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option, and the name under which it is announced."""

    name: str
    part: Part


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The name of the chosen option, and whether another one can be chosen."""

    name: str
    enabled: bool


async def within(part: Part, inside: Locator, kind: Kind) -> list[Option]:
    """The options inside an element, in order."""
    elements: list[Locator] = []
    for roles in _ROLES[kind]:
        elements = elements or await _of_roles(part, inside, roles).all() or await _slotted(part, inside, roles)
    options = []
    for element in elements:
        said = await announced(element)
        options.append(Option(name=said.name if said else "", part=Part(frame=part.frame, element=element)))
    if any(one.name for one in options) or kind not in (Kind.SEGMENTED, Kind.DIALOG):
        return options
    return await _undrawn(part, inside) or options


def _of_roles(part: Part, inside: Locator | Frame, roles: tuple[str, ...]) -> Locator:
    found = [inside.get_by_role(role) for role in roles]  # type: ignore[arg-type]
    if roles[-1] == "button":
        found[-1] = found[-1].and_(part.frame.locator(_SAYS))
    union = found[0]
    for further in found[1:]:
        union = union.or_(further)
    return union


async def _slotted(part: Part, inside: Locator, roles: tuple[str, ...]) -> list[Locator]:
    """Options that a component shows inside the element, though they stand outside of it."""
    return await shown_in(inside, _of_roles(part, part.frame, roles))


async def shown_in(inside: Locator, everywhere: Locator) -> list[Locator]:
    """Those of the elements that a person sees within another one, also where a component only shows them there."""
    shown = await everywhere.evaluate_all(_SHOWN_IN, await inside.element_handle())
    return [everywhere.nth(int(index)) for index in shown]


async def awaited(part: Part, inside: Locator, kind: Kind, wanted: Sequence[str] = ()) -> list[Option]:
    """The options inside something just opened, once there are any; with `wanted`, once one of those is there."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            options = await within(part, inside, kind)
        except Error:
            options = []
        ready = any(among(one.name, wanted) for one in options) if wanted else options
        if ready or time.monotonic() > deadline:
            return options
        await asyncio.sleep(0.05)


async def group(part: Part) -> list[Option]:
    """All radios of the group to which one belongs."""
    handle = await part.element.element_handle()
    for hidden in (False, True):
        radios = part.frame.get_by_role("radio", include_hidden=hidden)
        members = await radios.evaluate_all(_GROUP, handle)
        if members:
            return [await _option(part, *(radios.nth(one) for one in same if one >= 0)) for same in members]
    return []


async def chosen(options: Sequence[Option]) -> Chosen:
    """The one that is chosen. NotRecognised when it is not exactly one, or has no name of its own."""
    states = [await state_of(option.part) for option in options]
    names = [option.name for option, state in zip(options, states, strict=True) if state.on]
    if len(names) != 1:
        raise NotRecognised(f"{len(names)} of {len(options)} options are chosen, where it should be one.")
    if [option.name for option in options].count(names[0]) > 1:
        raise NotRecognised(f"Two options have the name {names[0][:60]!r}.")
    return Chosen(name=names[0], enabled=all(state.enabled for state in states))


def one_of(options: Sequence[Option], wanted: Sequence[str]) -> Part:
    """The one option among the wanted names. NotRecognised when there is none, or two."""
    matches = [option.part for option in options if among(option.name, wanted)]
    if len(matches) != 1:
        seen = tuple(option.name for option in options)
        raise NotRecognised("The option that was looked for is not in the list once.", seen=seen)
    return matches[0]


async def sibling(part: Part, name: str) -> Part:
    """The radio of that name in the group of another."""
    return one_of(await group(part), (name,))


async def is_native(part: Part) -> bool:
    """Whether the control is a native select."""
    return bool(await part.element.evaluate("element => element.localName === 'select'"))


async def select(part: Part, wanted: Sequence[str]) -> None:
    """Chooses the one option of a native select that is among the wanted names."""
    listed: list[dict[str, Any]] = await part.element.evaluate(_LIST)
    matches = [one for one in listed if among(one["name"], wanted)]
    if len(matches) != 1 or matches[0]["disabled"] or not await is_enabled(part.element):
        seen = tuple(str(one["name"]) for one in listed)
        raise NotRecognised("The option that was looked for is not in the list once.", seen=seen)
    try:
        await part.element.select_option(index=matches[0]["index"], timeout=WAIT_SECONDS * 1000)
    except Error as error:
        raise NotRecognised("The list does not let the option be chosen.") from error


async def _undrawn(part: Part, inside: Locator) -> list[Option]:
    """Radios that are not drawn, by the visible labels that stand for them."""
    labels = inside.locator("label").filter(visible=True)
    texts = [text.strip() for text in await labels.all_inner_texts()]
    found = []
    for text in dict.fromkeys(one for one in texts if one):
        parts = await stand_ins(part.frame, Kind.RADIO, (text,), within=inside)
        found += [Option(name=text, part=await _with_twin(one)) for one in parts]
    return found


async def _with_twin(part: Part) -> Part:
    """A native radio, with what is drawn in its place under the same label: both must say the same."""
    drawn = part.label.get_by_role("radio") if part.label else None
    return replace(part, twins=(drawn,)) if drawn and await drawn.count() == 1 else part


async def _option(part: Part, element: Locator, *twins: Locator) -> Option:
    said = await announced(element)
    name = said.name if said else str(await element.evaluate(_LABEL))
    return Option(name=" ".join(name.split()), part=replace(await part_of(part.frame, element), twins=twins))
