"""The WebSocket by which an extension lends a tab: `/api/v1/relay`. The token comes in the first message, soon."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from backend.api.origins import extension_of
from backend.relay.lending import Lending, Lendings

HELLO_SECONDS = 1.5
LONGEST = 64 * 1024 * 1024
TURNED_AWAY = 1008


def relay_router(give_lendings: Callable[[], Lendings]) -> APIRouter:
    """The route, for whoever puts the API together."""
    router = APIRouter()

    @router.websocket("/relay")
    async def relay(socket: WebSocket) -> None:
        lendings = give_lendings()
        extension, agree = extension_of(socket.scope)
        await socket.accept()
        lending = await _greeted(socket, lendings, extension) if agree and extension else None
        if lending is None:
            await socket.close(TURNED_AWAY)
            return
        await _serve(socket, lendings, lending)

    return router


async def _greeted(socket: WebSocket, lendings: Lendings, extension: str) -> Lending | None:
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = _read(await socket.receive_text())
    except (TimeoutError, WebSocketDisconnect, KeyError):
        return None
    token = hello.get("token")
    return lendings.take(token, extension) if hello.get("type") == "hello" and isinstance(token, str) else None


async def _serve(socket: WebSocket, lendings: Lendings, lending: Lending) -> None:
    """Reads in one loop until either side ends; an answer is never handed on before what came earlier."""

    async def send(message: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # the reading loop notices it, and ends the run
            await socket.send_text(json.dumps(message))

    await send({"type": "begin", "hosts": list(lending.hosts)})
    await lendings.begin(lending, send)
    reading = asyncio.create_task(_read_all(socket, lending))
    ending = asyncio.create_task(lending.over.wait())
    try:
        await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        lending.end("browser_gone")
        for task in (reading, ending):
            task.cancel()
        await asyncio.gather(reading, ending, return_exceptions=True)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # the extension has closed it already
            await socket.close()


async def _read_all(socket: WebSocket, lending: Lending) -> None:
    """Reads to the last message, also when a sending has failed by then; `receive_text` would give up what came."""
    while lending.ended is None and (text := (await socket.receive()).get("text")) is not None:
        await lending.heard(_read(text))


def _read(text: str) -> dict[str, Any]:
    """A message; an empty one where it is none."""
    try:
        message = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        message = None
    return message if isinstance(message, dict) else {}
