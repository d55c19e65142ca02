"""Serves the files of the dashboard, to everybody: they hold nothing of anyone. Data comes from the API alone."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.dashboard.files import File, read_files

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
"""Own files and nothing else; no text becomes a script. The other headers are those of every answer."""


def site_routes() -> list[Route]:
    """One route for each file: what has none is not there."""
    return [Route(path, _serving(file), methods=["GET"]) for path, file in read_files().items()]


def _serving(file: File) -> Callable[[Request], Awaitable[Response]]:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "ETag": file.tag}

    async def serve(request: Request) -> Response:
        if file.tag in _tags(request):
            return Response(status_code=304, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)

    return serve


def _tags(request: Request) -> list[str]:
    """What the browser has already; proxies that pack answers make tags weak."""
    return [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
