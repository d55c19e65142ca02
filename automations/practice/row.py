"""One control as a practice page draws it: what it is called, what it stores, and what it asks before it changes."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from automations.practice.parts import address
from automations.practice.site import LANGUAGE, Option, Site, said
from automations.spec import TWO_STATES, Confirm, Kind, Setting

VALUES = "/__practice/values"
"""Where controls that no platform knows (twins, new settings, traps) read and write."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The question before a change to `when`."""

    when: Any
    title: str
    lines: tuple[str, ...]
    confirm: str
    cancel: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option, by the name that the page shows."""

    value: Any
    name: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A control on a practice page. Twists change these freely; `setting` is the account's value behind it."""

    setting: str
    label: str
    kind: Kind
    help: str = ""
    done: str = ""
    """Of an action: its name once the setting is out."""
    on: Any = True
    off: Any = False
    choices: tuple[Choice, ...] = ()
    ask: Ask | None = None
    covers: tuple[str, ...] = ()
    reloads: bool = False
    marker: str = ""
    """By which events on it are known; `control:` and the setting's id by default."""
    disabled: bool = False
    mixed: bool = False
    unlabelled: bool = False
    place: Literal["page", "offscreen", "shadow", "frame", "closed"] = "page"
    nested: int = 0
    """How many further elements are wrapped around it."""

    def wire(self, site: Site) -> dict[str, Any]:
        """The row as the client needs it, with its requests."""
        data = asdict(self) | {"marker": self.marker or f"control:{self.setting}"}
        behind = self.covers or (self.setting,)
        return data | {"doors": [_requests(site, setting) for setting in behind]}


def row_of(site: Site, setting: Setting, language: str) -> Row:
    """The setting's control as the platform draws it for an account with that language."""
    out = out_value(site, setting)
    control_on_is_out = setting.control.out is not None and setting.control.out == _on_word(setting)
    base = setting.id.partition("/")[0]
    options = site.options.get(base, ())
    return Row(
        setting=setting.id,
        label=said(setting.control.labels, language),
        kind=setting.control.kind,
        help=said(site.helps.get(base, {}), language),
        done=said(setting.control.done, language),
        on=out if control_on_is_out else sharing_value(site, setting),
        off=sharing_value(site, setting) if control_on_is_out else out,
        choices=tuple(Choice(value=option.value, name=said(option.labels, language)) for option in options),
        ask=_ask(site, setting.confirm, out, language) if setting.confirm else None,
        covers=site.covers.get(base, ()),
        reloads=base in site.reloads,
    )


def out_value(site: Site, setting: Setting) -> Any:
    """What the platform stores when the setting is opted out."""
    chosen = _option(site, setting, out=True)
    if chosen:
        return chosen.value
    return setting.api.out if setting.api else setting.control.out == _on_word(setting)


def sharing_value(site: Site, setting: Setting) -> Any:
    """What the platform stores when the setting is not opted out."""
    chosen = _option(site, setting, out=False)
    if chosen:
        return chosen.value
    out = out_value(site, setting)
    if isinstance(out, bool):
        return not out
    return 1 - out if isinstance(out, int) else f"not {out}"


def _option(site: Site, setting: Setting, *, out: bool) -> Option | None:
    options = site.options.get(setting.id.partition("/")[0], ())
    return next((option for option in options if option.out is out), None)


def _on_word(setting: Setting) -> str:
    return TWO_STATES.get(setting.control.kind, ("", ""))[0]


def _ask(site: Site, confirm: Confirm, when: Any, language: str) -> Ask:
    return Ask(
        when=when,
        title=said(confirm.texts, language),
        lines=(confirm.texts.get(language) or confirm.texts.get(LANGUAGE) or ())[1:],
        confirm=said(confirm.button, language),
        cancel=said(site.said["cancel"], language),
    )


def _requests(site: Site, setting: str) -> dict[str, Any]:
    """Where the client reads and writes one stored value."""
    door = site.door(setting)
    if door is None:
        own = {"path": VALUES, "key": setting, "method": "POST", "encoding": "json", "extra": {}}
        return {"setting": setting, "read": own, "write": own}
    field = door.fields[setting]
    how = {"method": door.method, "encoding": door.encoding, "extra": dict(door.extra)}
    write = {"path": address(field.to), "key": field.write, **how}
    return {"setting": setting, "read": {"path": address(door.read), "key": field.read}, "write": write}
