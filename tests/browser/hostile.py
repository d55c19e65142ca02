"""A site under the name of a platform whose pages try every trick, over real TLS."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from automations.loopback import QuietServer
from automations.practice.certificate import certificate_for
from automations.reach import Overrides, Reach, Resolve
from tests.browser.tricks import pages

SIGN_IN = (
    "<title>signed in</title><script>document.cookie='kept=1;max-age=9999;secure';"
    "document.cookie='until_closed=1;secure';document.cookie='window_automated='+!!navigator.webdriver+';secure'</script>"
)
"""Signs in whoever comes; one cookie is kept, the others end with the browser."""
HOSTS = ("x.com", "*.x.com", "elsewhere.example", "*.elsewhere.example", "notx.com")


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """The site; `asked` holds every path that was asked for under the platform's own names."""

    port: int
    canary: int
    spki: str
    tricks: dict[str, str]
    asked: list[str] = field(default_factory=list)

    @property
    def reach(self) -> Reach:
        """As an errand for the platform has it: other names lead to the canary, if they lead anywhere."""
        own = tuple(Resolve(host=host, target=f"127.0.0.1:{self.port}") for host in HOSTS[:2])
        others = tuple(Resolve(host=host, target=f"127.0.0.1:{self.canary}") for host in HOSTS[2:])
        overrides = Overrides(resolve=(*own, *others), trust_spki=(self.spki,))
        return Reach(hosts=("x.com", "*.x.com"), overrides=overrides)


@asynccontextmanager
async def hostile_site(canary: int) -> AsyncIterator[Hostile]:
    """The site for a while."""
    certificate = certificate_for(HOSTS)
    listening = socket.create_server(("127.0.0.1", 0))
    site = Hostile(port=listening.getsockname()[1], canary=canary, spki=certificate.spki, tricks=pages(canary))

    async def page(request: Request) -> Response:
        site.asked.append(request.url.path)
        name = request.url.path.strip("/")
        if name == "sign-in":
            return HTMLResponse(SIGN_IN)
        return HTMLResponse(f"<title>{name}</title><body>{site.tricks.get(name, 'a page')}</body>")

    async def away(request: Request) -> Response:
        return RedirectResponse(request.url.query)

    async def worker(request: Request) -> Response:
        script = f"self.oninstall=()=>fetch('{request.url.query}',{{mode:'no-cors'}})"
        return Response(script, media_type="text/javascript")

    app = Starlette(routes=[Route("/to", away), Route("/worker.js", worker), Route("/{name:path}", page)])
    server = QuietServer(uvicorn.Config(app, lifespan="off", log_config=None, timeout_graceful_shutdown=1))
    server.config.load()
    server.config.ssl = certificate.context
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110 (uvicorn has no event for it)
        await asyncio.sleep(0.005)
    yield site
    server.should_exit = True
    await task
