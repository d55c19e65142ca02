"""The service that an extension is paired with, and a server before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn

from automations.loopback import QuietServer
from backend.flow.service import Service, run_service
from backend.members.people import People
from backend.members.principal import DeviceKind
from backend.office import open_office
from backend.store.tables import OWNER
from tests.members.family import CHEAP
from tests.store.household import settings_of


@asynccontextmanager
async def service_of(home: Path, extension: str) -> AsyncIterator[tuple[Service, People]]:
    """A running service that knows this extension."""
    async with open_office(settings_of(home)) as office, run_service(office, width=0) as service:
        people = People.over(office.store, office.vault, cost=CHEAP)
        async with office.store.write() as connection:
            await people.devices.add(connection, OWNER, DeviceKind.EXTENSION, "Chromium", extension)
        yield service, people


@asynccontextmanager
async def served(app: Any, port: int) -> AsyncIterator[None]:
    """That app on that port."""
    server = QuietServer(
        uvicorn.Config(app, port=port, log_config=None, server_header=False, proxy_headers=False, lifespan="off",
                       timeout_graceful_shutdown=1)
    )  # fmt: skip
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serving
