"""How much a request may bring. What is more is not read."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import problem

MOST = 256 * 1024
"""Bytes, unless the address says otherwise."""
LARGER: Mapping[str, int] = {
    "/sign-in/session": 2 * 1024 * 1024,  # a browser's local storage can be large
    "/receipts/verify": 8 * 1024 * 1024,  # a receipt has pictures
}
"""By the end of the address."""


class Bodies:
    """Looks at the length that is said, and counts what comes: it may be said wrongly, or not at all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = next((size for end, size in LARGER.items() if scope["path"].endswith(end)), MOST)
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not said.isdigit() or len(said) > 12 or int(said) > most:
            await problem(413)(scope, receive, send)
            return
        come = 0

        async def counting() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > most:
                raise HTTPException(413)
            return message

        await self._app(scope, counting, send)
