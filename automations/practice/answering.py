"""One request to a practice platform, from understanding it to the plain answer before any twist."""

import json
import time
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from automations.practice.html import html_of
from automations.practice.people import LOST, Objection, Person
from automations.practice.row import VALUES, row_of
from automations.practice.site import FormPage, Page, Site, english
from automations.practice.twist import Call, Twist, View
from automations.practice.wire import answer_to_read, answer_to_write, body_of, changes_in, form_at, read_door

DEFAULT = Twist()
SENDING = ("POST", "PUT", "PATCH")
"""Methods of requests with a body."""


def understood(site: Site, request: Request, person: Person | None, body: Mapping[str, Any]) -> Call:
    """The request as a page, a read, a write, or something else."""
    path, host = request.url.path, request.url.hostname or ""
    if request.method in SENDING:
        changes = changes_in(site, host, path, dict(body))
        if person and form_at(site, path):
            changes = {key: value for key, value in changes.items() if value != person.truth.get(key)}
        kind = "write" if changes else "other"
        return Call(kind=kind, request=request, site=site, person=person, changes=changes)  # type: ignore[arg-type]
    if path == VALUES or path in site.tells or read_door(site, host, path):
        return Call(kind="read", request=request, site=site, person=person)
    page = site.page(path, host)
    if page and person and page.part and page.part not in person.parts:
        page = None
    wants_page = page or "text/html" in request.headers.get("accept", "")
    return Call(kind="page" if wants_page else "other", request=request, site=site, person=person, page=page)


async def plain_answer(call: Call) -> Response:
    """What the platform answers when all is well."""
    if call.kind == "page":
        return _page(call)
    person = call.person
    who = call.site.whoami.get(call.request.url.path)
    if who and call.request.method == "GET":
        return JSONResponse(who(person.handle) if person else {})
    objection = call.site.form(call.request.url.path)
    if person and objection and call.request.method in SENDING:
        return await _received(call, person, objection)
    if call.kind == "other":
        return _error(404, 34, "Sorry, that page does not exist.")
    if person is None:
        return _error(401, 32, "Could not authenticate you.")
    if not _csrf_holds(call):
        return _error(403, 353, "This request requires a matching csrf cookie and header.")
    path, host = call.request.url.path, call.request.url.hostname or ""
    if call.kind == "write":
        wished = {**person.truth, **call.changes}
        if call.stores:
            person.truth.update(call.changes)
        form = form_at(call.site, path)
        if form:
            return RedirectResponse(form, 303)
        return JSONResponse(answer_to_write(call.site, host, path, wished))
    if path in call.site.tells:
        return JSONResponse(call.site.tells[path](person))
    door = read_door(call.site, host, path)
    return JSONResponse(answer_to_read(door, person.truth) if door else person.truth)


async def _received(call: Call, person: Person, form: FormPage) -> Response:
    fields = {key: str(value) for key, value in (await body_of(call.request)).items()}
    if call.stores:
        person.objections.append(Objection(form=form.id, fields=fields, at=time.time()))
    return JSONResponse({"received": True})


def view_of(site: Site, page: Page, person: Person | None, twist: Twist) -> View:
    """The page as this person sees it."""
    language = person.language if person else "en"
    hidden = person.hidden if person else frozenset()
    shown = [setting for setting in page.settings if setting not in hidden]
    rows = tuple(row_of(site, site.platform.setting(setting), language) for setting in shown)
    view = View(
        site=site,
        page=page,
        rows=twist.rows(rows),
        language=language,
        handle=person.handle if person else None,
        values=person.truth if person else {},
        email=person.email if person else "",
    )
    return twist.view(view)


def drawn(site: Site, page: Page, person: Person | None, twist: Twist, status: int = 200) -> Response:
    """The page as an HTTP response."""
    html = twist.html(html_of(view_of(site, page, person, twist)))
    return HTMLResponse(html, status, headers={"cache-control": "no-store"})


def lost(person: Person, trap: str) -> None:
    """What happens to the account when a trap is sprung."""
    person.truth[trap] = LOST


def _page(call: Call) -> Response:
    site, page, path = call.site, call.page, call.request.url.path
    if call.person is None and not (page and page.open_to_all):
        for glob, target in site.signed_out.items():
            if fnmatchcase(path, glob):
                return RedirectResponse(target.format(path=quote(path, safe="")), 302)
    if call.person and page and page.kind in ("front", "sign_in") and site.sign_in:
        return RedirectResponse(site.sign_in.ends_at, 302)
    if page is None:
        lines = (english("Hmm...this page doesn’t exist. Try searching for something else."),)
        page = Page(path=path, title=english("Page not found"), lines=lines, kind="stop")
        return drawn(site, page, call.person, DEFAULT, 404)
    return drawn(site, page, call.person, call.person.twist if call.person else DEFAULT)


def _csrf_holds(call: Call) -> bool:
    if call.site.csrf is None or call.request.url.path in (VALUES, *call.site.tells):
        return True
    cookie, header = call.site.csrf
    sent = call.request.headers.get(header)
    return sent is not None and sent == call.request.cookies.get(cookie)


def _error(status: int, code: int, message: str) -> Response:
    return Response(json.dumps({"errors": [{"code": code, "message": message}]}), status, media_type="application/json")
