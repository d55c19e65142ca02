"""The widget on the page, and how a change of it is saved and confirmed."""

from typing import Literal, Self

from pydantic import model_validator

from automations.spec.words import TWO_STATES, Kind, Labels, Model, Text


class Control(Model):
    """The widget that holds a setting, found by role and accessible name, else by a hint the facts call stable."""

    kind: Kind
    labels: Labels = {}
    """Accessible names, all languages. For `radio` the name of the option that opts out; for `dialog` of its opener;
    for `action` what it is called while the setting is not opted out; for `banner` of what opens the preferences, in
    the banner or elsewhere."""
    help: Labels = {}
    """Texts that some clients append to the accessible name."""
    out: Literal["checked", "unchecked", "on", "off"] | None = None
    """Which state is opted out, for two-state kinds."""
    options: Labels = {}
    """Names of the option that opts out, for the kinds with a choice (except `radio`)."""
    each: bool = False
    """Every label is a control of its own, and all of them count."""
    hint: Text | None = None
    """A CSS selector that the facts call stable; used only when no label is found. For `banner` of the banner."""
    under: Labels = {}
    """A heading. The control is the only one of its kind (and name, where it has one) in the part of the page that
    this heading begins."""
    open_first: tuple[Labels, ...] = ()
    """What must be opened, one after the other, before the control is drawn: tabs, buttons, menu items, links."""
    done: Labels = {}
    """For `action`, a button named after what pressing it does: its name once the setting is opted out."""
    shows: Labels = {}
    """What the closed `menu` or `combobox` shows when opted out, where that is not the option's own name."""
    others: Labels = {}
    """Names of the other options; when given, any further value is unreadable. For `banner` those of the toggles that
    may stay on."""
    refuse: Text | None = None
    """For `banner`: a stable selector of the button in it that refuses all that may be refused."""
    inside: Text | None = None
    """For `banner`: a stable selector of the preferences that hold the toggles."""
    confirm: Labels = {}
    """The button that closes and saves a `dialog`."""
    leave: Labels = {}
    """The button that leaves a `dialog` as it was, for dialogs that the Escape key does not close."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        states = TWO_STATES.get(self.kind)
        if states and self.out not in states:
            raise ValueError(f"out: a {self.kind} is opted out when {states[0]} or {states[1]}, not {self.out}")
        if not states and self.out:
            raise ValueError(f"out: a {self.kind} has options; name the one that opts out, without out")
        if not states and self.kind not in (Kind.RADIO, Kind.ACTION, Kind.BANNER) and not self.options:
            raise ValueError(f"options: name the option of the {self.kind} that opts out")
        if self.kind is Kind.DIALOG and not self.confirm:
            raise ValueError("confirm: name the button that saves the dialog")
        if self.kind is Kind.ACTION and not (self.labels and self.done):
            raise ValueError("done: name the button both while the setting is on (labels) and once it is out (done)")
        if (self.kind is Kind.BANNER) is not bool(self.refuse and self.inside):
            raise ValueError("refuse: a banner, and nothing else, has a button that refuses, and preferences (inside)")
        if self.done and self.kind is not Kind.ACTION:
            raise ValueError(f"done: only an action is named after what it does, not a {self.kind}")
        if not self.labels and not self.hint and not self.under:
            raise ValueError("labels: give at least one label, the heading above it, or a stable hint")
        return self


class Save(Model):
    """How a changed control is saved. `auto`: by the change itself; `button`: a Save that must be pressed;
    `if_shown`: by a Save where there is one, else by the change itself."""

    kind: Literal["auto", "button", "if_shown"] = "auto"
    labels: Labels = {}
    hint: Text | None = None
    success: Labels = {}
    failure: Labels = {}

    @model_validator(mode="after")
    def _has_a_button(self) -> Self:
        if self.kind != "auto" and not (self.labels or self.hint):
            raise ValueError("labels: name the button to press")
        return self


class Confirm(Model):
    """A question that may follow the change. With `texts`, only one with such a text is confirmed; without, only one
    that was not there before the change and holds exactly one of these buttons."""

    texts: Labels = {}
    button: Labels
    when: Text
    times: int = 1
    """How many such questions may follow one another."""
    warn: Text | None = None
    """What the person must know before it is confirmed."""
