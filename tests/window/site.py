"""The files of the window's own page, served as the dashboard serves them: with its strict policy."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

ROOT = Path(__file__).parents[2]
WEB, EXTENSION = ROOT / "backend" / "dashboard" / "web", ROOT / "extension"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>Window</title>
<meta name=viewport content="width=device-width"><link rel=stylesheet href="/app/live/window.css">
<main id=view></main><script type=module src="/start.js"></script></html>"""
START = """
import { signInWindow } from "/app/screens/window.js";
import { wording } from "/app/shared/words/wording.js";
const Socket = WebSocket;
globalThis.WebSocket = class extends Socket {
  constructor(...given) {
    super(...given);
    globalThis.lines = (globalThis.lines ?? 0) + 1;
    globalThis.cuts = () => super.close();
  }
};
globalThis.begins = async (account, token, language) => {
  const messages = await (await fetch(`/app/live/words/${language}.json`)).json();
  const open = async (size) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const asked = { method: "POST", headers, body: JSON.stringify(size) };
    const answer = await fetch(`/api/v1/accounts/${account}/sign-in/window`, asked);
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.detail);
    return said;
  };
  globalThis.window_ = signInWindow(document.getElementById("view"), {
    open, words: wording(language, messages), platform: "X", ended: (how) => (globalThis.how = how),
  });
};
"""


def site_routes() -> list[BaseRoute]:
    """The page, and every file that it may load."""
    return [
        Route("/window", _page),
        Route("/start.js", _start),
        Route("/app/shared/{path:path}", _file(EXTENSION)),
        Route("/app/{path:path}", _file(WEB)),
    ]


async def _page(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})


async def _start(_: Request) -> Response:
    return Response(START, media_type="text/javascript")


def _file(folder: Path) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        return FileResponse(folder / request.path_params["path"])

    return serve
