"""The door: nothing gets past it that is meant for another host, or comes from a page of somebody else."""

import re
from collections.abc import Awaitable, Callable, Collection

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.origins import Asked, read_origin
from backend.api.problems import problem

PAIRING = re.compile(r"/api/v1/pairings(/[0-9a-f]{32}/redeem)?")
"""What an extension asks before it is paired."""
OURS = re.compile(r"/(api|healthz|readyz|metrics)(/.*)?")
"""What is for programs; the rest are pages, to which links may lead."""
METHODS = "GET, POST, PUT, PATCH, DELETE"
HEADERS = "authorization, content-type, idempotency-key, last-event-id, x-unconsent-extension"
HOST = re.compile(rb"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")
NO_HOST = "A request names one host, as in `Host: 127.0.0.1:8765`, and nothing else in that line."
OTHER_HOST = "This service does not answer to that name. Use the address it was started with."
ODD_TARGET = "The address of a request begins with a slash here."
OTHER_PAGE = "Only Unconsent's own pages and paired extensions may ask here."
Paired = Callable[[str], Awaitable[bool]]


class Door:
    """Looks at Host, the target, Origin and Sec-Fetch-Site of every request and of every upgrade."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], paired: Paired) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._paired = paired

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refused, asked = await self._look(scope)
        if refused is not None:
            await _turn_away(refused, scope, receive, send)
        elif asked is None or asked.extension is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "OPTIONS":
            await _preflight(asked)(scope, receive, send)
        else:
            await self._app(scope, receive, _readable_by(asked, send))

    async def _look(self, scope: Scope) -> tuple[Response | None, Asked | None]:
        """Why it is turned away, if it is; and who asks."""
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or HOST.fullmatch(hosts[0]) is None:
            return problem(400, NO_HOST), None
        host = hosts[0].decode("ascii")
        if host not in self._hosts:
            return problem(421, OTHER_HOST), None
        if not scope.get("raw_path", scope["path"].encode()).startswith(b"/") or not scope["path"].startswith("/"):
            return problem(400, ODD_TARGET), None
        asked = read_origin(scope)
        if asked is None or (asked.is_turned_away(host) and not _follows_link(scope, asked)):
            return problem(403, OTHER_PAGE), None
        if asked.extension and not PAIRING.fullmatch(scope["path"]) and not await self._paired(asked.extension):
            return problem(403, OTHER_PAGE), None
        return None, asked


def _follows_link(scope: Scope, asked: Asked) -> bool:
    """Whether a person comes to a page by a link elsewhere, as in the letter that invites them."""
    is_page = scope["type"] == "http" and scope["method"] == "GET" and OURS.fullmatch(scope["path"]) is None
    return is_page and asked.is_navigation and asked.origin is None


def _preflight(asked: Asked) -> Response:
    headers = {
        "Access-Control-Allow-Origin": str(asked.origin),
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": HEADERS,
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
    return Response(status_code=204, headers=headers)


def _readable_by(asked: Asked, send: Send) -> Send:
    """Lets the extension that asks read the answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = str(asked.origin)
            headers["Access-Control-Expose-Headers"] = "Retry-After"
            headers.add_vary_header("Origin")
        await send(message)

    return sending


async def _turn_away(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await response(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1008})
