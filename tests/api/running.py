"""A real service on a loop of its own, and real servers before it, for tests that ask as a client does."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import requests
import uvicorn

from automations.errand import Timing
from backend.api.app import make_app
from backend.api.config import ApiConfig, Limits
from backend.api.limits import Rate
from backend.flow.service import Service, run_service
from backend.members.people import People
from backend.office import open_office
from backend.settings import Settings
from tests.members.family import CHEAP
from tests.wordpress.sockets import free_port

Answer = TypeVar("Answer")
LOCAL = "unconsent_local_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"  # pragma: allowlist secret
PLENTY = Rate(a_second=100_000, at_once=100_000)
GENEROUS = Limits(by_address=PLENTY, by_token=PLENTY, strangers=PLENTY)
SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class Served:
    """One address at which the service is served."""

    port: int
    app: Any

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        token: str | None = None,
        *,
        headers: dict[str, str] | None = None,
        prefix: str = "/api/v1",
        **more: Any,
    ) -> requests.Response:
        """One request; `path` is behind that prefix, unless it has it already."""
        whole = path if path.startswith("/api/") else prefix + path
        given = {"Authorization": f"Bearer {token}"} if token else {}
        return requests.request(
            method, self.url + whole, headers=given | (headers or {}), timeout=SECONDS, allow_redirects=False, **more
        )


@dataclass(kw_only=True)
class Running:
    """The service, its people, and the loop on which both live."""

    home: Path
    loop: asyncio.AbstractEventLoop
    service: Service
    people: People
    servers: list[uvicorn.Server] = field(default_factory=list)

    def do(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Does something inside."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(SECONDS)

    @contextmanager
    def served(self, **changes: Any) -> Iterator[Served]:
        """Serves it, with that configuration, on a port of its own."""
        port = free_port()
        usual = ApiConfig(
            hosts=frozenset({f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"}),
            trusted_proxies=("127.0.0.1",),
            metrics=True,
            local_secret_hash=hashlib.sha256(LOCAL.encode()).hexdigest(),
            backup=pieces,
            limits=GENEROUS,
        )
        app = make_app(lambda: self.service, lambda: self.people, replace(usual, **changes))
        config = uvicorn.Config(
            app, port=port, log_config=None, server_header=False, proxy_headers=False, lifespan="off",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        serving = asyncio.run_coroutine_threadsafe(server.serve(), self.loop)
        self.do(_started(server))
        try:
            yield Served(port=port, app=app)
        finally:
            self.loop.call_soon_threadsafe(app.state.desk.streams.end)
            server.should_exit = True
            serving.result(SECONDS)


async def pieces() -> AsyncIterator[bytes]:
    """A backup, for tests."""
    for piece in (b"one ", b"two"):
        yield piece


@contextmanager
def running(settings: Settings, *, tabs: int = 0, timing: Timing | None = None) -> Iterator[Running]:
    """A service that takes wishes and starts no browser, in a thread of its own; `tabs` may be lent to it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="service")
    thread.start()
    stack = AsyncExitStack()
    try:
        opening = asyncio.run_coroutine_threadsafe(stack.enter_async_context(_open(settings, tabs, timing)), loop)
        service, people = opening.result(SECONDS)
        yield Running(home=settings.home, loop=loop, service=service, people=people)
    finally:
        asyncio.run_coroutine_threadsafe(_close(stack), loop).result(SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@asynccontextmanager
async def _open(settings: Settings, tabs: int, timing: Timing | None) -> AsyncIterator[tuple[Service, People]]:
    async with open_office(settings, timing=timing) as office, run_service(office, width=0, tabs=tabs) as service:
        yield service, People.over(office.store, office.vault, cost=CHEAP)


async def _close(stack: AsyncExitStack) -> None:
    await stack.aclose()
    await asyncio.get_running_loop().shutdown_asyncgens()
    await asyncio.get_running_loop().shutdown_default_executor()


async def _started(server: uvicorn.Server) -> None:
    async with asyncio.timeout(SECONDS):
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
