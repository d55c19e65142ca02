"""The loopback address at which Playwright finds the lent browser: a path that nobody guesses, and one client."""

import asyncio
import contextlib
import hmac
import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from automations.loopback import QuietServer
from backend.relay.browser_half import BrowserHalf
from backend.relay.lending import DONE, Lending, Message

LARGEST = 64 * 1024 * 1024


@asynccontextmanager
async def endpoint(lending: Lending) -> AsyncIterator[str]:
    """The address for `connect_over_cdp`, as long as the block lasts."""
    path = f"/{secrets.token_urlsafe(32)}"
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = QuietServer(
        uvicorn.Config(
            _OneClient(lending, path, f"127.0.0.1:{port}"),
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws_max_size=LARGEST,
            ws_ping_interval=None,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"ws://127.0.0.1:{port}{path}"
    finally:
        lending.end(DONE)
        server.should_exit = True
        try:
            await serving
        finally:
            listening.close()


class _OneClient:
    """Lets the first client in that knows the path, and is no page of a browser; everybody else is turned away."""

    def __init__(self, lending: Lending, path: str, host: str) -> None:
        self._lending = lending
        self._path = path
        self._host = host
        self._taken = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        client = WebSocket(scope, receive, send)
        if self._taken or not self._knows(client):
            await client.close(1008)
            return
        self._taken = True
        await client.accept()
        await self._serve(client)

    def _knows(self, client: WebSocket) -> bool:
        path, headers = client.scope["path"].encode(), client.headers
        return (
            hmac.compare_digest(path, self._path.encode())
            and headers.getlist("host") == [self._host]
            and "origin" not in headers
        )

    async def _serve(self, client: WebSocket) -> None:
        async def emit(message: Message) -> None:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it is gone meanwhile
                await client.send_text(json.dumps(message))

        half = BrowserHalf(lending=self._lending, emit=emit)
        self._lending.hear = half.hear
        reading = asyncio.create_task(_read(client, half))
        ending = asyncio.create_task(self._lending.over.wait())
        try:
            await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (reading, ending):
                task.cancel()
            await asyncio.gather(reading, ending, return_exceptions=True)
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await client.close()


async def _read(client: WebSocket, half: BrowserHalf) -> None:
    try:
        while True:
            await half.command(json.loads(await client.receive_text()))
    except (WebSocketDisconnect, KeyError):
        return
