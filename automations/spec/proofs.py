"""Where the platform itself states a value, and how it is told that a setting is not there."""

from typing import Literal, Self

from pydantic import model_validator

from automations.spec.words import Labels, Model, Text


class ApiRead(Model):
    """A response of the platform that states the value: `path` is a glob, `key` a dotted path into its JSON."""

    path: Text
    key: Text


class Api(Model):
    """The platform's own requests, watched and never made by Unconsent."""

    reads: tuple[ApiRead, ...] = ()
    page_state: Text | None = None
    """A key whose value the page's own HTML states in an inline script."""
    page_entity: Text | None = None
    """The `key` of an entity that the page's own HTML states, as JSON in a `code` element, with its `value`, `onValue`
    and `offValue`; `*` where the page states one only. It reads as true or false, whatever is stored."""
    out: bool | int | str
    writes: tuple[Text, ...] = ()
    """Globs of the paths to which a change is sent."""

    @property
    def is_stated(self) -> bool:
        """Whether it is known where the platform states the value."""
        return bool(self.reads or self.page_state or self.page_entity)


class Public(Model):
    """What anyone sees from outside when the setting is opted out; `{handle}` in the path is the account's."""

    path: Text
    kind: Literal["meta_robots", "robots_txt", "json"]
    has: tuple[Text, ...]
    """`meta_robots`: directives that must be there; `robots_txt`: agents that must be disallowed everywhere; `json`:
    a dotted key with its value, as `data.hide_from_robots=true`."""
    lags: Text | None = None
    """Why visitors may see a change late or never. Then it proves something when it is seen, and nothing when not."""


class Stated(Model):
    """A value that the platform itself states: `key` in its answers at the glob `path`, or in the page's own HTML."""

    path: Text | None = None
    key: Text
    value: bool | int | str


class OnlyOnce(Model):
    """A screen on which a change is made only once the platform has stated something, because it could do harm."""

    where: Text
    """Selector of what only this screen shows."""
    stated: tuple[Stated, ...]
    """One of them is enough."""
    otherwise: Text
    """What the person is told when nothing of it is stated."""


class Absent(Model):
    """A dated fact about accounts that have no such control, and what proves it on the page."""

    because: Text
    seen: Text
    beside: Labels = {}
    """A control that stands on the same page and shows that the right page has loaded."""
    says: Labels = {}
    """A text by which the page itself says so."""
    chosen: Labels = {}
    """Radio options: where one of them is chosen, the control is missing."""
    stated: tuple[Stated, ...] = ()
    """What the platform states where the setting is not offered, whatever the page draws; one of them is enough."""

    @model_validator(mode="after")
    def _can_be_seen(self) -> Self:
        if not (self.beside or self.says or self.chosen or self.stated):
            raise ValueError("beside: name a control beside the missing one, or what the page says")
        return self
