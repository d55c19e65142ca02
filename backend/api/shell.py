"""What surrounds every answer: headers that browsers obey, a limit for every address, and a name for every fault."""

import logging
import secrets
import traceback
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.addresses import Network, source_of
from backend.api.limits import Buckets
from backend.api.problems import problem

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""For every answer that does not say otherwise, as the files of the dashboard do."""
FAULT = "Something failed here, and it is not your fault. Try again; the log has more about incident {incident}."
TOO_OFTEN = "Too much was asked from this address. Wait {seconds} s, then go on."
LOG = logging.getLogger("unconsent.api")


class Shell:
    """The outermost layer. An exception that nobody expected ends here: its words and values reach no one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                if headers.get("Content-Type", "").startswith("text/event-stream"):
                    del headers["Cache-Control"]  # FastAPI's own word for streams; nothing of them is kept either
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as bug:
            incident = note(bug)
            if not begun:
                await problem(500, FAULT.format(incident=incident), incident=incident)(scope, receive, sending)


class ByAddress:
    """Holds back an address that asks too often, before anything is looked at."""

    def __init__(self, app: ASGIApp, *, buckets: Buckets, trusted: Sequence[Network]) -> None:
        self._app = app
        self._buckets = buckets
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self._buckets.take(source_of(scope, self._trusted)) if scope["type"] == "http" else 0
        if wait:
            await problem(429, TOO_OFTEN.format(seconds=wait), retry_after=wait)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def note(bug: BaseException) -> str:
    """Logs where it happened, without what it says: a message may hold anything. The incident's name."""
    incident = secrets.token_hex(6)
    frames = traceback.extract_tb(bug.__traceback__)
    where = " < ".join(f"{one.name} ({one.filename}:{one.lineno})" for one in reversed(frames))
    LOG.error("incident %s: %s in %s", incident, type(bug).__name__, where, extra={"incident": incident})
    return incident
