"""The accounts of a practice platform, with what the server knows of each: its values, sessions, writes and events."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from automations.practice.row import out_value, sharing_value
from automations.practice.site import Cookie, Site
from automations.practice.twist import Twist

LOST = "lost"
"""The value of something that a trap has destroyed."""


@dataclass(frozen=True, kw_only=True)
class Write:
    """One received wish to change a setting; whether it was fulfilled, the account's truth tells."""

    setting: str
    value: Any
    at: float


@dataclass(frozen=True, kw_only=True)
class Objection:
    """One form that was received, with what its fields held."""

    form: str
    fields: Mapping[str, str]
    at: float


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something done to an element; `marker`: `control:<setting>`, `save`, `confirm`, `trap`... or `other`."""

    kind: str
    marker: str
    role: str
    name: str
    path: str
    trusted: bool
    """False when a script, not an input device, caused it."""
    at: float


@dataclass(frozen=True, kw_only=True)
class Reversal:
    """Values that come back at a certain time, without a word."""

    at: float
    values: Mapping[str, Any]


@dataclass(kw_only=True)
class Person:
    """One account. `truth` is what the server stores, by setting id."""

    handle: str
    number: str
    truth: dict[str, Any]
    twist: Twist
    language: str = "en"
    password: str | None = field(default=None, repr=False)
    totp: str | None = field(default=None, repr=False)
    question: str | None = field(default=None, repr=False)
    """The answer to the extra question of the sign-in form, where one is asked."""
    hidden: frozenset[str] = frozenset()
    """Settings that this account is not shown."""
    parts: tuple[str, ...] = ()
    """The blogs or sites that it holds now."""
    live: set[str] = field(default_factory=set, repr=False)
    """Tokens of sessions that still hold."""
    known: set[str] = field(default_factory=set, repr=False)
    """Tokens of all sessions there ever were."""
    writes: list[Write] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    reversals: list[Reversal] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)

    @property
    def email(self) -> str:
        """The address with which the account's forms are filled in."""
        return f"{self.handle}@mail.example"

    def undo_what_is_due(self) -> None:
        """Brings back the values whose time has come."""
        due = [one for one in self.reversals if one.at <= time.time()]
        for one in due:
            self.reversals.remove(one)
            self.truth.update(one.values)

    def pass_time(self, seconds: float) -> None:
        """Lets what is to come, come so much earlier."""
        self.reversals = [replace(one, at=one.at - seconds) for one in self.reversals]

    def sign_in(self) -> str:
        """The token of a new session."""
        token = secrets.token_hex(20)
        self.live.add(token)
        self.known.add(token)
        return token

    def revoke(self) -> None:
        """Ends all sessions on the server; the browser's cookies stay what they were."""
        self.live.clear()


def first_truth(site: Site, *, out: bool, wished: Mapping[str, Any]) -> dict[str, Any]:
    """What a new account stores: every setting sharing or out, things that traps destroy, and what is wished."""
    value = out_value if out else sharing_value
    truth = {setting.id: value(site, setting) for setting in site.settings() if setting.id not in site.covers}
    truth |= {trap.loses: "kept" for page in site.pages for trap in page.traps}
    return truth | dict(wished)


def jar(site: Site, person: Person, token: str) -> list[dict[str, Any]]:
    """The cookies that sign a browser in, as Playwright's storage state has them."""
    return [
        {
            "name": cookie.name,
            "value": _filled(cookie, person, token),
            "domain": cookie.domain,
            "path": "/",
            "expires": -1,
            "httpOnly": cookie.http_only,
            "secure": True,
            "sameSite": "Lax",
        }
        for cookie in site.cookies
    ]


def _filled(cookie: Cookie, person: Person, token: str) -> str:
    return cookie.value.format(token=token, random=secrets.token_hex(16), id=person.number, handle=person.handle)
