"""One platform's stand-in while it runs: its accounts, the log of requests, and the way of each request through it."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from automations.practice.answering import DEFAULT, SENDING, lost, plain_answer, understood
from automations.practice.crossing import allowed, is_question
from automations.practice.entrance import Entrance
from automations.practice.html import script_of, style_of
from automations.practice.people import Event, Person, Write
from automations.practice.site import Site
from automations.practice.twist import Call
from automations.practice.wire import body_of

OURS = "/__practice/"
"""Paths that no platform has: the recorder, and the values of controls that no platform knows."""
VISITOR = "x-practice-visitor"
"""By this header a visitor says whose public pages they look at, where several accounts hold a site of one name."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One request as the server saw it; of a body only the keys."""

    method: str
    host: str
    path: str
    account: str | None
    status: int
    keys: tuple[str, ...]
    is_write: bool
    at: float


@dataclass(kw_only=True)
class Stand:
    """The server's state for one platform."""

    site: Site
    people: dict[str, Person] = field(default_factory=dict)
    requests: list[Seen] = field(default_factory=list)
    visitors: list[Event] = field(default_factory=list)
    """Events on pages of visitors who are not signed in."""
    entrance: Entrance | None = None

    def __post_init__(self) -> None:
        if self.site.sign_in:
            self.entrance = Entrance(site=self.site, form=self.site.sign_in)

    async def answer(self, request: Request) -> Response:
        """Answers one request, and logs it unless it is the practice's own."""
        path = request.url.path
        if path.startswith("/practice/main."):
            return _asset(self.site, path)
        if path == "/robots.txt" and self.site.robots:
            return self._robots(request, self.site.robots)
        token = request.cookies.get(self.site.session, "")
        person = next((one for one in self.people.values() if token in one.live), None)
        if person:
            person.undo_what_is_due()
        body = await body_of(request) if request.method in SENDING else {}
        if path == OURS + "event":
            self._record(person, body)
            return Response(status_code=204)
        call = understood(self.site, request, person, body)
        response = Response(status_code=204)
        if not is_question(request):
            response = self._outside(path) or await self._platform(call, token, body)
            self._log(call, response.status_code, body)
        return allowed(request, response)

    async def _platform(self, call: Call, token: str, body: dict[str, Any]) -> Response:
        """The platform's answer, through the twist of whoever holds or held the session."""
        request, person = call.request, call.person
        if self.entrance and request.method == "POST" and request.url.path == self.entrance.form.posts_to:
            return self.entrance.answer(self.people.values(), body)
        if person and request.url.path == OURS + "trap":
            lost(person, str(body.get("loses", "")))
            return JSONResponse({"ok": True})
        owner = person or next((one for one in self.people.values() if token in one.known), None)
        if person and call.kind == "write":
            person.writes += [Write(setting=key, value=value, at=time.time()) for key, value in call.changes.items()]
        twist = owner.twist if owner else DEFAULT
        return await twist.answer(call, plain_answer)

    def _outside(self, path: str) -> Response | None:
        """What anybody may read there about one of the accounts."""
        told = (self.site.outside(path, person) for person in self.people.values()) if self.site.outside else ()
        return next((JSONResponse(one) for one in told if one is not None), None)

    def _robots(self, request: Request, tells: Callable[[Person, str], str]) -> Response:
        """The robots.txt of the blog or site at this host, as anyone sees it."""
        part = self.site.part_of(request.url.hostname or "")
        owners = [one for one in self.people.values() if part in one.parts]
        named = [one for one in owners if one.handle == request.headers.get(VISITOR)]
        if part is None or not owners:
            return PlainTextResponse("Not found", 404)
        return PlainTextResponse(tells((named or owners)[-1], part))

    def _record(self, person: Person | None, body: Mapping[str, Any]) -> None:
        event = Event(
            kind=str(body.get("kind", "")),
            marker=str(body.get("marker", "")),
            role=str(body.get("role", "")),
            name=str(body.get("name", "")),
            path=str(body.get("path", "")),
            trusted=body.get("trusted") is True,
            at=time.time(),
        )
        (person.events if person else self.visitors).append(event)

    def _log(self, call: Call, status: int, body: Mapping[str, Any]) -> None:
        self.requests.append(
            Seen(
                method=call.request.method,
                host=call.request.headers.get("host", ""),
                path=call.request.url.path,
                account=call.person.handle if call.person else None,
                status=status,
                keys=tuple(sorted(body)),
                is_write=call.kind == "write",
                at=time.time(),
            )
        )


def _asset(site: Site, path: str) -> Response:
    text, kind = (script_of(site), "text/javascript") if path.endswith(".js") else (style_of(site), "text/css")
    return PlainTextResponse(text, media_type=kind, headers={"cache-control": "no-store"})


def snapshot(person: Person, site: Site) -> dict[str, Any]:
    """What the server stores for the account; a master switch is on when anything that it covers is."""
    person.undo_what_is_due()
    truth: dict[str, Any] = json.loads(json.dumps(person.truth))
    return truth | {master: any(truth.get(one) for one in covered) for master, covered in site.covers.items()}
