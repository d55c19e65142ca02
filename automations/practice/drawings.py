"""Twists of what a practice page shows: its controls and what lies around them."""

from collections.abc import Callable
from dataclasses import replace

from automations.practice.row import Row
from automations.practice.twist import Twist, View
from automations.spec import Kind

Only = frozenset[str]
"""Ids of the settings that a twist concerns; all of them when empty."""
TWIN = "practice.twin"
NEW = "practice.new_setting"
NEW_LABEL = "Allow your voice and video to be used for future models"


def each_row(change: Callable[[Row], Row], only: Only = frozenset()) -> Twist:
    """Changes every row that is concerned."""
    return Twist(rows=lambda rows: tuple(change(row) if _concerned(row, only) else row for row in rows))


def relabelled(only: Only = frozenset()) -> Twist:
    """New names that begin like the known ones."""
    return each_row(lambda row: _renamed(row, "{} (partners included)"), only)


def missing(only: Only = frozenset()) -> Twist:
    """The rows are left out."""
    return Twist(rows=lambda rows: tuple(row for row in rows if not _concerned(row, only)))


def disabled(only: Only = frozenset()) -> Twist:
    """The controls can be seen and not changed."""
    return each_row(lambda row: replace(row, disabled=True), only)


def inverted(only: Only = frozenset()) -> Twist:
    """A new client: "Block" before the name, and checked where it was not."""
    return each_row(lambda row: _renamed(replace(row, on=row.off, off=row.on), "Block: {}"), only)


def twice(only: Only = frozenset()) -> Twist:
    """A twin follows each row: the same name and kind, but another value behind it."""

    def twins(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        pairs = ((row, _twin(row)) if _concerned(row, only) else (row,) for row in rows)
        return tuple(row for pair in pairs for row in pair)

    return Twist(rows=twins)


def new_setting() -> Twist:
    """A switch that nobody knows, on."""
    new = Row(setting=NEW, label=NEW_LABEL, kind=Kind.CHECKBOX, marker="new")

    def with_new(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return (*rows, replace(new, kind=rows[0].kind if rows[0].kind is Kind.SWITCH else new.kind)) if rows else rows

    return Twist(rows=with_new)


def consent_banner() -> Twist:
    """The platform's cookie bar."""
    return Twist(view=lambda view: replace(view, banner=True))


def prompt() -> Twist:
    """A prompt of which no facts tell, over the whole page."""
    return Twist(view=lambda view: replace(view, prompt=view.page.kind != "sign_in"))


def flagged(**flags: object) -> Twist:
    """Client flags, as `client/store.js` explains them."""

    def view(view: View) -> View:
        return view.flagged(**flags)

    return Twist(view=view)


def _renamed(row: Row, form: str) -> Row:
    choices = tuple(replace(choice, name=form.format(choice.name)) for choice in row.choices)
    done = form.format(row.done) if row.done else ""
    return replace(row, label=form.format(row.label), done=done, choices=choices)


def _concerned(row: Row, only: Only) -> bool:
    return not only or row.setting in only


def _twin(row: Row) -> Row:
    return replace(row, setting=f"{TWIN}.{row.setting}", marker="twin", covers=(), ask=None)
