"""The widget on the page, and how a change of it is saved and confirmed."""

from typing import Literal, Self

from pydantic import model_validator

from automations.spec.words import TWO_STATES, Kind, Labels, Model, Text


class Control(Model):
    """The widget that holds a setting, found by role and accessible name, else by a hint the facts call stable."""

    kind: Kind
    labels: Labels = {}
    """Accessible names, all languages. For `radio` the name of the option that opts out; for `dialog` of its opener."""
    help: Labels = {}
    """Texts that some clients append to the accessible name."""
    out: Literal["checked", "unchecked", "on", "off"] | None = None
    """Which state is opted out, for two-state kinds."""
    options: Labels = {}
    """Names of the option that opts out, for the kinds with a choice (except `radio`)."""
    each: bool = False
    """Every label is a control of its own, and all of them count."""
    hint: Text | None = None
    """A CSS selector that the facts call stable; used only when no label is found."""
    open_first: Labels = {}
    """A collapsed section, tab or card that must be opened before the control is drawn."""
    shows: Labels = {}
    """What the closed `menu` or `combobox` shows when opted out, where that is not the option's own name."""
    others: Labels = {}
    """Names of the other options; when given, any further value is unreadable."""
    confirm: Labels = {}
    """The button that closes and saves a `dialog`."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        states = TWO_STATES.get(self.kind)
        if states and self.out not in states:
            raise ValueError(f"out: a {self.kind} is opted out when {states[0]} or {states[1]}, not {self.out}")
        if not states and self.out:
            raise ValueError(f"out: a {self.kind} has options; name the one that opts out, without out")
        if not states and self.kind is not Kind.RADIO and not self.options:
            raise ValueError(f"options: name the option of the {self.kind} that opts out")
        if self.kind is Kind.DIALOG and not self.confirm:
            raise ValueError("confirm: name the button that saves the dialog")
        if not self.labels and not self.hint:
            raise ValueError("labels: give at least one label, or a stable hint")
        return self


class Save(Model):
    """How a changed control is saved. `auto`: by the change itself; `button`: a Save that must be pressed."""

    kind: Literal["auto", "button"] = "auto"
    labels: Labels = {}
    hint: Text | None = None
    success: Labels = {}
    failure: Labels = {}

    @model_validator(mode="after")
    def _has_a_button(self) -> Self:
        if self.kind == "button" and not (self.labels or self.hint):
            raise ValueError("labels: name the button to press")
        return self


class Confirm(Model):
    """A dialog that may follow the change. Only a dialog with one of these texts is confirmed."""

    texts: Labels
    button: Labels
    when: Text
    warn: Text | None = None
    """What the person must know before it is confirmed."""
