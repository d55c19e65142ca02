"""What is said when something is not done (RFC 9457): one sentence for people, and a name for programs."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
NAME = "urn:unconsent:problem:"
TITLES = {
    400: ("unusable", "This cannot be used"),
    401: ("not-signed-in", "Not signed in"),
    403: ("not-allowed", "Not allowed"),
    404: ("not-there", "Not there"),
    405: ("no-such-method", "Not with this method"),
    409: ("conflict", "It clashes with what is there"),
    413: ("too-large", "Too large"),
    421: ("other-host", "Not the host that is asked for"),
    422: ("malformed", "Not as it must be written"),
    429: ("too-soon", "Too often"),
    500: ("fault", "A fault of ours"),
    501: ("not-set-up", "Not set up"),
    503: ("not-ready", "Not ready"),
}
SENTENCES = {
    404: "There is nothing at this address. Look at the list of routes in the API reference.",
    405: "This address knows other methods. Look at the list of routes in the API reference.",
    413: "That is more than is taken here. Send less.",
    400: "This is not a request that can be read. Look at the API reference.",
}


class Wrong(BaseModel):
    """One thing that is not as it must be; `pointer` leads there, as `/body/accounts/0`."""

    pointer: str
    why: str


class Problem(BaseModel):
    """Why it was not done, and what to do. What does not concern the problem is left out."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    errors: list[Wrong] | None = None
    incident: str | None = None
    retry_after: int | None = None


def problem(
    status: int,
    detail: str | None = None,
    *,
    field: str | None = None,
    errors: list[Wrong] | None = None,
    incident: str | None = None,
    retry_after: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The response that says so."""
    name, title = TITLES.get(status, ("other", "Not done"))
    body = Problem(
        type=NAME + name,
        title=title,
        status=status,
        detail=detail or SENTENCES.get(status, title + "."),
        field=field,
        errors=errors,
        incident=incident,
        retry_after=retry_after,
    )
    more: dict[str, str] = dict(headers or {})
    if status == 401:
        more["WWW-Authenticate"] = "Bearer"
    if retry_after is not None:
        more["Retry-After"] = str(retry_after)
    return Response(body.model_dump_json(exclude_none=True), status, more, MEDIA_TYPE)


def wrongs(errors: Any) -> list[Wrong]:
    """What Pydantic found, without anything that was sent: it may be a secret."""
    return [_wrong(one) for one in list(errors)[:20]]


def _wrong(error: Any) -> Wrong:
    """A key deep inside may be a value that slipped: only where it stands is told."""
    location = error["loc"]
    if error["type"] == "extra_forbidden" and len(location) > 2:
        return Wrong(pointer=_pointer(location[:-1]), why="It holds a field that is not known here.")
    return Wrong(pointer=_pointer(location), why=_why(error))


def _pointer(location: Any) -> str:
    return "".join(f"/{_part(one)}" for one in location)


def _part(one: Any) -> str:
    """A key that somebody made up is shown when it could be one of ours."""
    text = str(one)
    plain = text.isascii() and text.replace("_", "").replace("-", "").isalnum() and len(text) <= 40
    return text if plain and "unconsent_" not in text.lower() else "..."


def _why(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "There is no such field here."
    if error["type"] == "json_invalid":
        return "This is not JSON."
    said = str(error["msg"]).removeprefix("Value error, ")
    return said if said.endswith(".") else f"{said}."
