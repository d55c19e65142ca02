"""What is asked of each page, which pages each library has, and which of them do not say what they are."""

from dataclasses import dataclass, field
from typing import Any

_LABEL = {"en": ["Let partners use my data"]}
_SAVE = {"en": ["Save"]}
_SWITCH = {"kind": "switch", "out": "off", "labels": _LABEL}
_CHOICE = {
    "labels": {"en": ["Who may use my data"]},
    "options": {"en": ["Nobody"]},
    "others": {"en": ["Everyone", "Friends"]},
}
_ASKS = {"confirm": {"button": {"en": ["Confirm"]}, "when": "turning it off"}}


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One page: its control and setting as a platform's file would have them, and what the server holds of it.

    `first` and `back` are values in the words of the engine, `held_out` and `held_back` those of the server.
    """

    control: dict[str, Any]
    setting: dict[str, Any] = field(default_factory=dict)
    key: str
    first: str
    back: str
    held_out: Any
    held_back: Any


def _two(control: dict[str, Any], setting: dict[str, Any] | None = None) -> Declared:
    """A control of two states, which is on."""
    return Declared(
        control=control,
        setting=setting or {},
        key="partners",
        first="on",
        back="on",
        held_out=False,
        held_back=True,
    )


def _choice(kind: str, **more: Any) -> Declared:
    """One of three; it is put back to another than it was, which says more."""
    return Declared(
        control=_CHOICE | {"kind": kind} | more,
        key="who",
        first="Everyone",
        back="Friends",
        held_out="Nobody",
        held_back="Friends",
    )


def _under(*names: str) -> dict[str, Any]:
    """A switch that is there once these are opened."""
    return _SWITCH | {"open_first": [{"en": [name]} for name in names]}


PAGES = {
    **dict.fromkeys(("switch", "checkbox", "row", "described_switch", "described_checkbox"), _two(_SWITCH)),
    "pressed": _two(_SWITCH | {"kind": "pressed_button"}),
    **dict.fromkeys(("radios", "toggles", "cards"), _choice("segmented")),
    **dict.fromkeys(("select", "search", "field"), _choice("combobox")),
    "native": _choice("select"),
    "menu": _choice("menu"),
    "list": _choice("listbox"),
    **dict.fromkeys(("confirm", "confirm_checkbox"), _two(_SWITCH, _ASKS)),
    "dialog": _choice("dialog", labels={"en": ["Data use"]}, confirm=_SAVE),
    "dialog_switch": _two(_under("Data use"), {"save": {"kind": "button", "labels": _SAVE}}),
    **dict.fromkeys(("accordion", "tabs"), _two(_under("Data sharing"))),
}
_COMMON = ("switch", "checkbox", "described_switch", "described_checkbox", "radios")
_AROUND = ("confirm", "confirm_checkbox", "dialog", "dialog_switch", "accordion", "tabs")
_CLOSED = ("select", "search")
LIBRARIES = {
    "antd": (*_COMMON, *_AROUND, *_CLOSED, "row", "toggles", "cards", "menu"),
    "bootstrap": (*_COMMON, *_AROUND, "row", "pressed", "toggles", "native", "menu"),
    "carbon": (*_COMMON, *_AROUND, *_CLOSED, "row", "toggles", "cards", "native", "menu"),
    "chakra": (*_COMMON, *_AROUND, *_CLOSED, "row", "toggles", "cards", "native", "menu"),
    "fluent": (*_COMMON, *_AROUND, *_CLOSED, "row", "pressed", "native", "menu"),
    "headless": (*_COMMON, *_AROUND, *_CLOSED, "row", "cards", "native", "menu"),
    "mantine": (*_COMMON, *_AROUND, *_CLOSED, "row", "pressed", "toggles", "cards", "native", "menu"),
    "material_web": (*_COMMON, "select", "tabs"),
    "mui": (*_COMMON, *_AROUND, *_CLOSED, "row", "toggles", "field", "native", "menu"),
    "radix": (*_COMMON, *_AROUND, "select", "row", "pressed", "toggles", "field", "menu"),
    "react_aria": (*_COMMON, *_AROUND, *_CLOSED, "pressed", "toggles", "list", "menu"),
    "react_select": (*_CLOSED, "field"),
    "select2": _CLOSED,
    "semantic": ("switch", "described_switch", "row", "pressed", *_CLOSED, "field"),
    "shoelace": (*_COMMON, *_AROUND, "select", "toggles"),
}
"""Every page that a library's own parts can draw; its script says the same."""
_PLAIN_MENU = "The button does not say that it opens a menu, and its label holds the value."
_UNTIED = "Its label stands beside it, and is tied to nothing that can have one."
_INTERNAL = "It tells its role to assistive technology only (`ElementInternals`)."
_HIDDEN = "Its label is tied to what is hidden behind it; what is seen is named by its value."
UNCLEAR = {
    ("antd", "row"): "The name of the picture that explains it becomes part of its label.",
    ("antd", "menu"): _PLAIN_MENU,
    ("bootstrap", "menu"): _PLAIN_MENU,
    ("bootstrap", "pressed"): "What looks like a button is a checkbox, and says so.",
    ("mantine", "pressed"): "What looks like a button is a checkbox, and says so.",
    ("mantine", "described_switch"): "Its description becomes part of its label.",
    ("material_web", "radios"): _INTERNAL,
    ("material_web", "tabs"): _INTERNAL,
    ("select2", "select"): _HIDDEN,
    ("select2", "search"): _HIDDEN,
    ("semantic", "switch"): _UNTIED,
    ("semantic", "described_switch"): _UNTIED,
    ("semantic", "select"): _UNTIED,
    ("semantic", "search"): _UNTIED,
    ("semantic", "field"): "What has the label is a listbox that shows its value and holds closed options.",
}
"""Pages that must end `not_recognised`, with nothing pressed, and why."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One page of one library."""

    system: str
    page: str

    def __str__(self) -> str:
        return f"{self.system}-{self.page}"

    @property
    def declared(self) -> Declared:
        """What is asked of it."""
        return PAGES[self.page]


def cases(*, clear: bool) -> list[Case]:
    """Those that say what they are, or those that do not."""
    every = [Case(system=system, page=page) for system, pages in LIBRARIES.items() for page in pages]
    return [one for one in every if ((one.system, one.page) not in UNCLEAR) is clear]
