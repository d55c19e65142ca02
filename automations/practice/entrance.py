"""The server's side of a sign-in form: one answer after the other, until a session begins."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyotp
from starlette.responses import JSONResponse, Response

from automations.practice.people import Person, jar
from automations.practice.site import SignInForm, Site


@dataclass(kw_only=True)
class Attempt:
    """One visitor who is filling the form; nobody is told whether a name exists."""

    person: Person | None = None
    passed: set[str] = field(default_factory=set)


@dataclass(kw_only=True)
class Entrance:
    """The sign-in form of one platform, and the attempts under way."""

    site: Site
    form: SignInForm
    attempts: dict[str, Attempt] = field(default_factory=dict)

    def answer(self, people: Iterable[Person], body: Mapping[str, Any]) -> Response:
        """Judges one entry and names the next one, or signs in and sends the cookies."""
        flow = str(body.get("flow") or secrets.token_hex(8))
        attempt = self.attempts.setdefault(flow, Attempt())
        what, value = str(body.get("what", "")), str(body.get("value", ""))
        if what == "identifier":
            attempt.person = next((one for one in people if value.lstrip("@").lower() == one.handle.lower()), None)
        if what != self._next(attempt) or not _right(attempt.person, what, value):
            return JSONResponse({"flow": flow, "errors": [{"code": 399, "message": self.form.wrong}]}, 400)
        attempt.passed.add(what)
        following = self._next(attempt)
        if following or attempt.person is None:
            return JSONResponse({"flow": flow, "next": following})
        del self.attempts[flow]
        return self._signed_in(attempt.person)

    def _next(self, attempt: Attempt) -> str | None:
        """The entry that is due."""
        person = attempt.person
        skipped = set(attempt.passed)
        if person is None or person.question is None:
            skipped.add("question")
        if person is None or person.totp is None:
            skipped.add("code")
        return next((entry.what for entry in self.form.entries if entry.what not in skipped), None)

    def _signed_in(self, person: Person) -> Response:
        response = JSONResponse({"next": None, "to": self.form.ends_at})
        for cookie in jar(self.site, person, person.sign_in()):
            domain = cookie["domain"] if cookie["domain"].startswith(".") else None
            response.set_cookie(
                cookie["name"], cookie["value"], domain=domain, secure=True, httponly=cookie["httpOnly"], samesite="lax"
            )
        return response


def _right(person: Person | None, what: str, value: str) -> bool:
    if what == "identifier":
        return bool(value)
    if person is None or person.password is None:
        return False
    if what == "code":
        return person.totp is not None and pyotp.TOTP(person.totp).verify(value, valid_window=1)
    expected = person.password if what == "password" else person.question or ""
    return hmac.compare_digest(value.encode(), expected.encode())
