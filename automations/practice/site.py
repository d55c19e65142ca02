"""What a platform's practice.py says: its pages, the requests behind them, its cookies and its sign-in form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from automations.practice.parts import named, part_in, with_part
from automations.spec import Labels, Platform, Setting

if TYPE_CHECKING:
    from automations.practice.people import Person
    from automations.practice.twist import View

LANGUAGE = "en"
"""The language in which a platform shows a text that it has in no other."""


def english(*texts: str) -> Labels:
    """Labels of a text that is known in English only."""
    return {LANGUAGE: texts}


USUAL_TEXTS: Mapping[str, Labels] = {
    "retry": english("Retry"),
    "cancel": english("Cancel"),
    "load_failure": english("Something went wrong."),
    "write_failure": english("That did not work."),
    "not_found": english("There is no such page."),
}
"""What a client says that nothing is recorded of."""


def said(labels: Labels, language: str) -> str:
    """The text in that language, else in English, else in any; empty where there is none."""
    texts = labels.get(language) or labels.get(LANGUAGE) or next(iter(labels.values()), ("",))
    return texts[0]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One setting in the platform's requests: dotted keys into the answer of a read and the body of a write."""

    read: str
    write: str
    to: str
    """Path of the write, which may name a host first, and one blog or site as `{part}`."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """Requests by which pages read and write some settings. A write is answered with the values, or with `answer`."""

    read: str
    fields: Mapping[str, Field]
    """By setting id."""
    method: Literal["POST", "PUT", "PATCH"] = "POST"
    """Of the writes."""
    encoding: Literal["form", "json", "query"] = "json"
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Sent with every write, and meaning nothing."""
    answer: Any = None
    form: str = ""
    """Where a write leads the browser, if it is a form: that sends all its values, and those that stay are no wish."""

    def of(self, part: str) -> Self:
        """The door of one blog or site."""
        fields = {with_part(key, part): replace(one, to=named(one.to, part)) for key, one in self.fields.items()}
        return replace(self, read=named(self.read, part), fields=fields)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of a choice: the value that the platform stores, and its name on the page."""

    value: Any
    labels: Labels
    out: bool = False


@dataclass(frozen=True, kw_only=True)
class Trap:
    """A button that a run must never press: it destroys `loses` in the account, after a question, if it asks one."""

    loses: str
    button: Labels
    question: Labels = field(default_factory=dict)
    confirm: Labels = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A form by which a person objects. With a question, its fields are drawn once that is answered."""

    id: str
    posts_to: str
    button: Labels
    sent: Labels
    """What the page says once it was sent; where it says nothing, the form merely goes away."""
    question: Labels = field(default_factory=dict)
    answer: Labels = field(default_factory=dict)
    asks_code: bool = False
    """Whether a code is asked for before the form counts."""
    more: Labels = field(default_factory=dict)
    """A further field that must be filled in, by its label."""
    stays: bool = False
    """Whether the form is still shown when it was sent."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: the settings that it shows, in order, and how it behaves while it loads and saves.

    `path` may name a host first, and one blog or site as `{part}`; then its settings are those of that one.
    """

    path: str
    title: Labels
    settings: tuple[str, ...] = ()
    lines: tuple[Labels, ...] = ()
    """Paragraphs above the settings."""
    aliases: tuple[str, ...] = ()
    kind: Literal["settings", "home", "front", "stop", "sign_in"] = "settings"
    waits: bool = True
    """False: draws its settings at once, those not loaded yet as off."""
    on_error: Literal["toast", "silent"] = "toast"
    """What a person sees when a change fails, beside the control flipping back."""
    on_load_failure: Literal["retry", "not_found"] = "retry"
    save: Labels = field(default_factory=dict)
    """Name of the Save button; without one, each change saves itself."""
    open_to_all: bool = False
    """Also shown to signed-out visitors."""
    container: str = ""
    """data-testid of the element around the settings."""
    traps: tuple[Trap, ...] = ()
    form: FormPage | None = None
    part: str = ""
    """The blog or site that it is about."""

    def of(self, part: str) -> Self:
        """The page of one blog or site."""
        settings = tuple(with_part(one, part) for one in self.settings)
        return replace(self, path=named(self.path, part), settings=settings, part=part)


@dataclass(frozen=True, kw_only=True)
class Link:
    """One row of the platform's menu, with the small text that it shows below."""

    to: str
    title: Labels
    text: Labels = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Cookie:
    """A cookie of a signed-in browser. `{token}` is the session, `{random}` anything, `{id}` and `{handle}` are the
    account's number and name."""

    name: str
    domain: str
    value: str = "{random}"
    http_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One step of the sign-in form: attributes of its field and of its button."""

    what: Literal["identifier", "question", "password", "code"]
    label: str
    input: Mapping[str, str]
    button: str
    button_attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SignInForm:
    """A sign-in form in steps. The question comes only for accounts that have one, the code only with a TOTP seed."""

    path: str
    posts_to: str
    entries: tuple[Entry, ...]
    ends_at: str
    title: str = "Sign in"
    wrong: str = "Wrong password!"


@dataclass(frozen=True, kw_only=True)
class Banner:
    """A cookie bar at the bottom of the page."""

    text: Labels
    refuse: Labels
    accept: Labels


@dataclass(frozen=True, kw_only=True)
class Site:
    """A platform as its stand-in shows it."""

    platform: Platform
    pages: tuple[Page, ...]
    doors: tuple[Door, ...]
    cookies: tuple[Cookie, ...]
    session: str
    """Name of the cookie by which the server knows who is signed in."""
    signed_out: Mapping[str, str]
    """Where a signed-out visitor is sent, by glob of the path; `{path}` is filled in. First match counts."""
    settings_home: str
    sign_in: SignInForm | None = None
    address: str | None = None
    """Where the stand-in lives, for software that every account hosts elsewhere."""
    assets: str | None = None
    """Host from which the pages load their script and style; by default their own."""
    csrf: tuple[str, str] | None = None
    """Cookie whose value every request must repeat, and the header in which it does."""
    menu: tuple[Link, ...] = ()
    banner: Banner | None = None
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    """By setting id, for settings with a choice."""
    helps: Mapping[str, Labels] = field(default_factory=dict)
    """Small text below a control, by setting id."""
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Master switches: the settings that each of them stands for. On when any of them is on."""
    reloads: frozenset[str] = frozenset()
    """Settings after whose change the page loads itself anew."""
    texts: Mapping[str, Labels] = field(default_factory=dict)
    """What the client says in the platform's own words; for what is not among them, see `USUAL_TEXTS`."""
    outside: "Callable[[str, Person], Any] | None" = None
    """The JSON that anybody, signed in or not, reads at a path about this person; None where there is none."""
    whoami: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    """By path: what the site answers its own pages about whoever is signed in; `{}` to others."""
    parts: tuple[str, ...] = ()
    """The blogs or sites that a new account holds."""
    tells: "Mapping[str, Callable[[Person], Any]]" = field(default_factory=dict)
    """What further paths answer to a signed-in person, by path."""
    robots: "Callable[[Person, str], str] | None" = None
    """The robots.txt of one blog or site, for everyone."""
    states: "Callable[[View], str] | None" = None
    """HTML in which a page states its own values, for platforms whose pages then ask for nothing."""
    script: Path | None = None
    """JavaScript that draws what is the platform's own."""
    style: Path | None = None

    @property
    def said(self) -> Mapping[str, Labels]:
        """Everything that the client says."""
        return {**USUAL_TEXTS, **self.texts}

    def page(self, path: str, host: str = "") -> Page | None:
        """The page at that address."""
        for page in self.pages:
            for pattern in (page.path, *page.aliases):
                part = part_in(pattern, host, path)
                if part is not None:
                    return page.of(part) if part else page
        return None

    def page_of(self, setting: str) -> Page:
        """The page on which that setting stands, by its id or that of the setting in a blog or site."""
        return next(one for one in self.pages if setting.partition("/")[0] in one.settings)

    def form(self, path: str) -> FormPage | None:
        """The form that is sent to that path."""
        forms = (page.form for page in self.pages if page.form)
        return next((form for form in forms if form.posts_to == path), None)

    def door(self, setting: str) -> Door | None:
        """The door through which that setting goes."""
        base, _, part = setting.partition("/")
        return next((door.of(part) if part else door for door in self.doors if base in door.fields), None)

    def doors_at(self, path: str, host: str = "") -> tuple[Door, ...]:
        """The doors of which a read or a write has that address."""
        found = []
        for door in self.doors:
            patterns = (door.read, *(one.to for one in door.fields.values()))
            parts = dict.fromkeys(part_in(pattern, host, path) for pattern in patterns)
            found += [door.of(part) if part else door for part in parts if part is not None]
        return tuple(found)

    def settings(self) -> tuple[Setting, ...]:
        """Every setting of a new account; one of blogs or sites for each of them."""
        spread = ([one.of(part) for part in self.parts] if one.in_parts else [one] for one in self.platform.settings)
        return tuple(one for some in spread for one in some)

    def part_of(self, host: str) -> str | None:
        """The blog or site that lives at this host; None where none does."""
        for pattern in (one.path for setting in self.platform.settings for one in setting.public):
            part = part_in(pattern.removeprefix("https://"), host, "/robots.txt")
            if part:
                return part
        return None
