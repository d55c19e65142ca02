"""Turns what routes raise into problems."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from automations.outcome import Refused
from backend.api.problems import problem, wrongs
from backend.members.trouble import Conflict, Invalid, NotAllowed, NotSignedIn, NotThere, TooSoon

STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotSignedIn, 401),
    (NotAllowed, 403),
    (NotThere, 404),
    (Conflict, 409),
)
MALFORMED = "This is not as it must be written: {where}. Look at the API reference."


def add_handlers(app: FastAPI) -> None:
    """For everything that is expected; what is not ends in the shell."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _other)


async def _refused(request: Request, refused: Any) -> Response:
    if isinstance(refused, TooSoon):
        return problem(429, str(refused), retry_after=refused.seconds)
    if isinstance(refused, Invalid):
        return problem(400, str(refused), field=refused.field)
    return problem(next((status for kind, status in STATUS if isinstance(refused, kind)), 409), str(refused))


async def _malformed(request: Request, error: Any) -> Response:
    found = wrongs(error.errors())
    where = ", ".join(dict.fromkeys(one.pointer for one in found[:3])) or "the request"
    return problem(422, MALFORMED.format(where=where), errors=found)


async def _other(request: Request, error: Any) -> Response:
    """Starlette's own, as for an unknown address; and ours, which bring a sentence."""
    ours = error.status_code in (404, 501, 503) and error.detail.endswith(".")
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return problem(error.status_code, error.detail if ours else None, headers=headers)
