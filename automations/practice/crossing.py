"""Requests from one of a platform's hosts to another one, as browsers allow them."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response


def is_question(request: Request) -> bool:
    """Whether the browser only asks whether it may send the request."""
    return request.method == "OPTIONS" and "access-control-request-method" in request.headers


def allowed(request: Request, response: Response) -> Response:
    """The response with leave to read it, when another of the practice hosts asks."""
    origin = request.headers.get("origin", "")
    if origin and urlsplit(origin).netloc != request.url.netloc:
        response.headers["access-control-allow-origin"] = origin
        response.headers["access-control-allow-credentials"] = "true"
        response.headers["access-control-allow-headers"] = "content-type"
        response.headers["access-control-allow-methods"] = "GET, POST, PUT"
    return response
