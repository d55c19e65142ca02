"""The one way to make a practice platform misbehave: four small hooks that compose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from automations.practice.row import Row
from automations.practice.site import Page, Site

if TYPE_CHECKING:
    from automations.practice.people import Person


@dataclass(frozen=True, kw_only=True)
class View:
    """A page as one visitor sees it, before it becomes HTML. `flags` steer the client; see `client/store.js`."""

    site: Site
    page: Page
    rows: tuple[Row, ...]
    language: str
    handle: str | None
    banner: bool = False
    prompt: bool = False
    email: str = ""
    """What a form already holds as the address of whoever is signed in."""
    flags: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    """Stored values, for pages that state them in their HTML."""

    def flagged(self, **flags: Any) -> View:
        """The view with these flags set too."""
        return replace(self, flags={**self.flags, **flags})


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request to a practice platform, understood: a page, a read of values, or a write of some."""

    kind: Literal["page", "read", "write", "other"]
    request: Request
    site: Site
    person: Person | None
    """Who is signed in."""
    page: Page | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What a write wants to store, by setting id."""
    stores: bool = True
    """Whether the write is fulfilled."""


Proceed = Callable[[Call], Awaitable[Response]]


def _same_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return rows


def _same_view(view: View) -> View:
    return view


def _same_html(html: str) -> str:
    return html


async def _plain_answer(call: Call, proceed: Proceed) -> Response:
    return await proceed(call)


@dataclass(frozen=True, kw_only=True)
class Twist:
    """Changes to the rows of a page, to the page as a whole, to its HTML, and to how requests are answered.

    `answer` may answer by itself, change the call before it proceeds, or change the response afterwards.
    """

    rows: Callable[[tuple[Row, ...]], tuple[Row, ...]] = _same_rows
    view: Callable[[View], View] = _same_view
    html: Callable[[str], str] = _same_html
    answer: Callable[[Call, Proceed], Awaitable[Response]] = _plain_answer


def joined(*twists: Twist) -> Twist:
    """All the twists as one; the first is nearest to the platform, the last nearest to the visitor."""
    return reduce(_both, twists, Twist())


def _both(inner: Twist, outer: Twist) -> Twist:
    async def answer(call: Call, proceed: Proceed) -> Response:
        return await outer.answer(call, lambda changed: inner.answer(changed, proceed))

    return Twist(
        rows=lambda rows: outer.rows(inner.rows(rows)),
        view=lambda view: outer.view(inner.view(view)),
        html=lambda html: outer.html(inner.html(html)),
        answer=answer,
    )
