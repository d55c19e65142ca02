"""Writes `docs/reference/openapi.json` and `api.md` beside it from the routes: `python -m backend.api.reference`."""

import json
import sys
from pathlib import Path
from typing import Any

from backend.api.app import make_app
from backend.api.config import ApiConfig
from backend.api.problems import TITLES

DOCS = Path(__file__).parents[2] / "docs/reference"
HEAD = """\
# The API

Written by `python -m backend.api.reference` from the routes; do not edit. Every form of every request and answer:
[openapi.json](openapi.json).

## How to ask

- Every request has `Authorization: Bearer unconsent_...`, but for those that *anybody* may make. There are no cookies.
- `Host` must be exactly an address at which the service was started. A request with the `Origin` of a page elsewhere is
  refused, and so is one with `Sec-Fetch-Site: cross-site` or `same-site`. Extensions are let in when they are paired.
  Their `GET` brings no `Origin`, so that an extension names itself on every request: `X-Unconsent-Extension: ID`, with
  the id that stands in the addresses of its own pages.
- The command line on the same machine uses the secret in the data folder as its token; it is the owner, or the member
  whose number is in `X-Unconsent-Member`.
- What another member has looks exactly like what is not there. `member=NUMBER` asks for somebody else's things, which
  needs a grant of theirs; using it leaves an entry in their activity.
- A list answers `items` and `next`. Send `next` as `cursor` to go on; `limit` is at most 100.
- `POST /api/v1/jobs` takes an `Idempotency-Key`. It names one job in each account: the same request may be sent again.
- Events are server-sent events, each with an `id`. Send the last one as `Last-Event-ID`, or as `?after=`, to get
  exactly what came since. A stream ends within a second when its token is revoked.
- A request has at most 256 KiB, a session 2 MiB, a receipt to verify 8 MiB.

## What is said when something is not done

`application/problem+json` (RFC 9457): `detail` is a sentence for people, `type` a name for programs.

| status | `type` | |
|---|---|---|
"""


def text() -> str:
    """The description, as a file."""
    return json.dumps(_description(), indent=1, ensure_ascii=False) + "\n"


def page() -> str:
    """The page for people."""
    problems = [f"| {status} | `urn:unconsent:problem:{name}` | {title} |" for status, (name, title) in TITLES.items()]
    routes = ["", "## Routes", "", "| | | who may |", "|---|---|---|"]
    for path, methods in _description()["paths"].items():
        for method, operation in methods.items():
            about = operation["description"].splitlines()[0].replace("|", "\\|")
            routes.append(f"| `{method.upper()} {path}` | {about} | {operation['x-permission']} |")
    return HEAD + "\n".join((*problems, *routes)) + "\n"


def _description() -> dict[str, Any]:
    return make_app(_nothing, _nothing, ApiConfig(hosts=frozenset())).openapi()


def _nothing() -> Any:
    raise RuntimeError("the description needs no service")


if __name__ == "__main__":
    (DOCS / "openapi.json").write_text(text(), encoding="utf-8")
    (DOCS / "api.md").write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{DOCS / 'openapi.json'}\n{DOCS / 'api.md'}\n")
