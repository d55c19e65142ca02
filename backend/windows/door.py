"""The WebSocket of a sign-in window: `/api/v1/windows`. The token comes in the first message, soon."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from backend.api.origins import extension_of, read_origin
from backend.api.streams import StillMay, Stream
from backend.members.rules import Action
from backend.members.trouble import TooSoon, Trouble
from backend.windows.line import Line
from backend.windows.messages import ConfirmIn, EndIn, read_hello, read_said
from backend.windows.window import Window

HELLO_SECONDS = 1.5
TURNED_AWAY = 1008
FULL = 1013


def windows_router(give_desk: Callable[[], Any]) -> APIRouter:
    """The route, for whoever puts the API together."""
    router = APIRouter()

    @router.websocket("/windows")
    async def windows(socket: WebSocket) -> None:
        desk = give_desk()
        await socket.accept()
        window = await _greeted(socket, desk)
        if window is None:
            await _closed(socket, TURNED_AWAY)
            return
        try:
            async with desk.streams.listen(window.who, still_may=_still_may(desk, window)) as stream:
                await _serve(socket, window, stream)
        except TooSoon:
            await _closed(socket, FULL)

    return router


async def _greeted(socket: WebSocket, desk: Any) -> Window | None:
    """The window whose token was shown, by a page or an extension: whoever names no origin is neither."""
    asked = read_origin(socket.scope)
    extension, agree = extension_of(socket.scope)
    if asked is None or asked.origin is None or not agree:
        return None
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = read_hello(await socket.receive_text())
    except (TimeoutError, WebSocketDisconnect, KeyError):
        return None
    window: Window | None = desk.service.windows.take(hello.token, extension) if hello else None
    return window


def _still_may(desk: Any, window: Window) -> StillMay:
    """Whether they may still sign in there: their own, or by a grant that holds."""

    async def still() -> bool:
        if window.who.member == window.account.member:
            return True
        try:
            await desk.people.grants.require(window.who, Action.SIGN_IN, window.account.member)
        except Trouble:
            return False
        return True

    return still


async def _serve(socket: WebSocket, window: Window, stream: Stream) -> None:
    """Until either side ends. Three things go on at once: what is told, pictures, and what the person does."""

    async def send(message: dict[str, Any]) -> None:
        await socket.send_text(json.dumps(message))

    line = Line(send=send, send_picture=socket.send_bytes)
    window.join(line)
    carrying = asyncio.create_task(line.carry())
    reading = asyncio.create_task(_read(socket, window))
    others = (reading, asyncio.create_task(_show(window, line)), asyncio.create_task(_shut_out(window, stream)))
    malformed = False
    try:
        await asyncio.wait({carrying, *others}, return_when=asyncio.FIRST_COMPLETED)
        malformed = reading.done() and reading.result()
    finally:
        window.part(line)
        for task in (carrying, *others):
            task.cancel()
        await asyncio.gather(carrying, *others, return_exceptions=True)
        await _closed(socket, TURNED_AWAY if malformed else 1000)


async def _show(window: Window, line: Line) -> None:
    """Sends pictures one after the other: the next one is taken when the last one is on its way."""
    while True:
        screen = window.screen
        if screen is None:
            await asyncio.sleep(0.05)
            continue
        picture = asyncio.create_task(screen.picture())
        over = asyncio.create_task(window.over.wait())
        try:
            await asyncio.wait({picture, over}, return_when=asyncio.FIRST_COMPLETED)
            if picture.done():
                await line.send_picture(picture.result())
        finally:
            for one in (picture, over):
                one.cancel()
            await asyncio.gather(picture, over, return_exceptions=True)
        if window.over.is_set():
            await asyncio.Event().wait()


async def _read(socket: WebSocket, window: Window) -> bool:
    """Takes what the person does, in its order. Ends with the line; True when something was not well formed."""
    try:
        while (said := read_said(await socket.receive_text())) is not None:
            if isinstance(said, ConfirmIn):
                window.answer(said.yes)
            elif isinstance(said, EndIn):
                window.end("done" if said.type == "done" else "closed")
            else:
                await window.do(said.event)
    except WebSocketDisconnect:
        return False
    except KeyError:  # bytes instead of a text
        return True
    return True


async def _shut_out(window: Window, stream: Stream) -> None:
    """Ends the window when its person may not any more; when the service stops, it says so itself."""
    await stream.over.wait()
    window.end("shut_out")
    await asyncio.Event().wait()


async def _closed(socket: WebSocket, code: int) -> None:
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # the other side has closed it already
        await socket.close(code)
