"""Runs the service until it is told to stop: office, jobs, API. Stops within ten seconds, at a safe point."""

import asyncio
import contextlib
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from backend.backup import make_backup
from backend.flow.service import Service, run_service
from backend.members.people import People
from backend.office import open_office
from backend.service.address import Address
from backend.service.here import announce, new_secret
from backend.settings import Settings

if TYPE_CHECKING:
    from backend.api.streams import Streams

CHUNK = 1 << 18
STOPS = (signal.SIGINT, signal.SIGTERM)
TABS = 8
"""How many lent tabs are driven at once: they cost this machine next to nothing."""
GRACE_SECONDS = 3
"""How long open requests may take to end; listeners to events never end by themselves."""


@dataclass(frozen=True, kw_only=True)
class Serving:
    """What is asked for: where, how many browsers at once, and what is shown to whom."""

    settings: Settings
    address: Address
    width: int | None = None
    metrics: bool = False
    development: bool = False


async def serve(asked: Serving, *, ready: Callable[[Service], None], notice: Callable[[str], None]) -> None:
    """Serves until SIGTERM or Ctrl-C. `ready` is called once requests are answered."""
    from backend.api.app import make_app
    from backend.api.config import ApiConfig

    async with (
        open_office(asked.settings, notice=notice) as office,
        run_service(office, width=asked.width, tabs=TABS) as service,
    ):
        config = ApiConfig(
            hosts=asked.address.hosts,
            trusted_proxies=asked.address.reverse_proxies,
            development=asked.development,
            metrics=asked.metrics,
            local_secret_hash=sha256(new_secret(asked.settings.home).encode()).hexdigest(),
            backup=lambda: _packed(asked.settings),
        )
        app = make_app(service, People.over(office.store, office.vault), config)
        server = _Server(
            _uvicorn(app, asked.address),
            begun=lambda: _started(asked, service, ready),
            ending=lambda: _ending(service, app.state.desk.streams),
        )
        await server.serve()


def _ending(service: Service, streams: "Streams") -> None:
    """Tells whoever holds a line that it ends."""
    service.windows.stop()
    service.objections.stop()
    streams.end()


async def _packed(settings: Settings) -> AsyncIterator[bytes]:
    """A backup, piece by piece; nothing of it stays on the disk."""
    with tempfile.TemporaryDirectory(dir=settings.home, prefix=".backup-") as scratch:
        file = Path(scratch) / "backup"
        await make_backup(settings, file)
        with file.open("rb") as opened:
            while chunk := await asyncio.to_thread(opened.read, CHUNK):
                yield chunk


async def work(
    settings: Settings,
    *,
    width: int | None,
    ready: Callable[[Service], None],
    stop: asyncio.Event,
    notice: Callable[[str], None],
) -> None:
    """Takes jobs without an API until `stop` is set."""
    async with open_office(settings, notice=notice) as office, run_service(office, width=width) as service:
        announce(settings, None)
        ready(service)
        await stop.wait()


def _started(asked: Serving, service: Service, ready: Callable[[Service], None]) -> None:
    announce(asked.settings, asked.address.url, asked.address.listens)
    ready(service)


def _uvicorn(app: object, address: Address) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=address.bind,
        port=address.port,
        ssl_certfile=address.cert,
        ssl_keyfile=str(address.key) if address.key else None,
        proxy_headers=False,
        server_header=False,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=16 * 1024,
    )


class _Server(uvicorn.Server):
    """Says when it has begun, and leaves the process alone when it is told to stop: browsers are to be closed yet."""

    def __init__(self, config: uvicorn.Config, *, begun: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun
        self._ending = ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Listens to SIGTERM and Ctrl-C as long as it serves. The second one does not wait for open requests."""
        loop = asyncio.get_running_loop()
        for one in STOPS:
            loop.add_signal_handler(one, self.handle_exit, one, None)
        try:
            yield
        finally:
            for one in STOPS:
                loop.remove_signal_handler(one)
                loop.add_signal_handler(one, lambda: None)  # what is being brought to a safe point is not cut short
