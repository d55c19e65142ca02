"""Twists of how a practice platform answers: late, wrongly, elsewhere, or not at all."""

import asyncio
import time
from dataclasses import replace
from typing import Any, Literal

from starlette.responses import JSONResponse, RedirectResponse, Response

from automations.practice.answering import drawn
from automations.practice.people import Reversal
from automations.practice.site import Page, Site
from automations.practice.twist import Call, Proceed, Twist

Only = frozenset[str]
"""Ids of the settings that a twist concerns; all of them when empty."""
ERROR: dict[str, Any] = {"errors": [{"code": 131, "message": "Internal error"}]}


def session_ends_after_a_write() -> Twist:
    """The first change is stored; the session behind it is gone afterwards."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        response = await proceed(call)
        if call.kind == "write" and call.person:
            call.person.revoke()
        return response

    return Twist(answer=answer)


def stopped(site: Site, kind: Literal["challenge", "locked", "consent"]) -> Twist:
    """Every page of the signed-in is replaced by the notice that the platform's facts know for this, if any."""
    known = (one for one in site.platform.signals if one.kind == kind and (one.texts or one.urls))
    signal = next(known, None)
    if signal is None:
        return Twist()
    path = signal.urls[0].rstrip("*") if signal.urls else None
    lines = (signal.texts,) if signal.texts else ()
    page = Page(path=path or site.settings_home, title={"en": (signal.what,)}, lines=lines, kind="stop")

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind != "page" or (call.page and call.page.kind == "sign_in"):
            return await proceed(call)
        if path and call.request.url.path != path:
            return RedirectResponse(path, 302)
        answer = drawn(site, page, call.person, Twist())
        name, _, value = (signal.header or "").partition(": ")
        if name:
            answer.headers[name] = value
        return answer

    return Twist(answer=answer)


def writes_ignored(only: Only = frozenset()) -> Twist:
    """Changes are answered as if they were stored."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        return await proceed(replace(call, stores=False) if _concerned(call, only) else call)

    return Twist(answer=answer)


def writes_fail(status: int = 500, only: Only = frozenset(), body: Any = None) -> Twist:
    """Changes are answered with this status, and an error body unless another is given; nothing is stored."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        if not _concerned(call, only):
            return await proceed(call)
        return JSONResponse(ERROR if body is None else body, status)

    return Twist(answer=answer)


def reads_fail(status: int = 500) -> Twist:
    """Stored values cannot be read."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        return JSONResponse(ERROR, status) if call.kind == "read" else await proceed(call)

    return Twist(answer=answer)


def late(kind: Literal["page", "read", "write", "any"], seconds: float) -> Twist:
    """Requests of that kind wait before anything happens."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        if kind in (call.kind, "any"):
            await asyncio.sleep(seconds)
        return await proceed(call)

    return Twist(answer=answer)


def redirected(to: str) -> Twist:
    """Pages with settings send the visitor elsewhere; an address with a host leads to another site."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        if call.kind == "page" and call.page and call.page.settings and call.page.path != to:
            return RedirectResponse(to, 302)
        return await proceed(call)

    return Twist(answer=answer)


def down(status: int = 502) -> Twist:
    """Nothing works."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        return Response("Bad gateway", status, media_type="text/plain")

    return Twist(answer=answer)


def rate_limited(site: Site) -> Twist:
    """Reads and changes are refused, and pages load; but those that state their values are replaced by a notice."""
    said = site.said["load_failure"]
    notice = Page(path=site.settings_home, title=said, lines=(said,), kind="stop")

    async def answer(call: Call, proceed: Proceed) -> Response:
        if site.states and call.kind == "page" and call.page and call.page.settings:
            return drawn(site, notice, call.person, Twist())
        if call.kind in ("read", "write"):
            body = {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}
            return JSONResponse(body, 429, headers={"retry-after": "120"})
        return await proceed(call)

    return Twist(answer=answer)


def writes_revert(seconds: float, only: Only = frozenset()) -> Twist:
    """A stored change is undone after some time, without a word."""

    async def answer(call: Call, proceed: Proceed) -> Response:
        person = call.person
        if person is None or not _concerned(call, only):
            return await proceed(call)
        before = {key: person.truth.get(key) for key in call.changes}
        response = await proceed(call)
        person.reversals.append(Reversal(at=time.time() + seconds, values=before))
        return response

    return Twist(answer=answer)


def _concerned(call: Call, only: Only) -> bool:
    """Whether the call is a write of something that the twist concerns."""
    return call.kind == "write" and (not only or bool(only & set(call.changes)))
