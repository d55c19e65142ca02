"""Puts the API together: routes, what surrounds them, and what they work with."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import APIRouter, FastAPI

from backend.api.addresses import networks
from backend.api.bodies import Bodies
from backend.api.config import ApiConfig
from backend.api.desk import Desk
from backend.api.door import Door
from backend.api.handlers import add_handlers
from backend.api.limits import Buckets
from backend.api.openapi import describe
from backend.api.routes import (
    accounts,
    activity,
    backup,
    devices,
    events,
    findings,
    forms,
    grants,
    health,
    invitations,
    jobs,
    lending,
    letter_settings,
    letter_steps,
    letters,
    me,
    members,
    notifications,
    own_file,
    pairings,
    platforms,
    receipts,
    schedule,
    session,
    sign_in_windows,
    signing_in,
    standing,
)
from backend.api.shell import ByAddress, Shell
from backend.dashboard.site import site_routes
from backend.flow.service import Service
from backend.members.people import People
from backend.relay.door import relay_router
from backend.windows.door import windows_router

PREFIX = "/api/v1"
OPENAPI = f"{PREFIX}/openapi.json"
NOUNS = (
    *(
        platforms,
        accounts,
        standing,
        signing_in,
        sign_in_windows,
        forms,
        jobs,
        lending,
        events,
        findings,
        receipts,
        schedule,
        members,
        invitations,
    ),
    *(
        session,
        me,
        own_file,
        devices,
        grants,
        activity,
        pairings,
        letter_settings,
        letters,
        letter_steps,
        notifications,
        backup,
    ),
)
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[Any]]


def make_app(
    service: Service | Callable[[], Service],
    people: People | Callable[[], People],
    config: ApiConfig,
    *,
    lifespan: Lifespan | None = None,
) -> FastAPI:
    """The API and the dashboard over a running service.

    Service and people may be given as functions, which are called when a request needs them.
    """
    app = FastAPI(
        title="Unconsent",
        docs_url=None,
        redoc_url=None,
        openapi_url=OPENAPI if config.development else None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    desk = Desk(
        config=config,
        give_service=(lambda: service) if isinstance(service, Service) else service,
        give_people=(lambda: people) if isinstance(people, People) else people,
    )
    app.state.desk = desk
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    add_handlers(app)
    app.include_router(health.router)
    api = APIRouter(prefix=PREFIX)
    for noun in NOUNS:
        api.include_router(noun.router)
    api.include_router(relay_router(lambda: desk.service.lendings))
    api.include_router(windows_router(lambda: desk))
    app.include_router(api)
    app.router.routes.extend(site_routes())
    _surround(app, desk, config)
    return app


def _surround(app: FastAPI, desk: Desk, config: ApiConfig) -> None:
    """The last one that is added is the outermost."""

    async def paired(extension: str) -> bool:
        return await desk.lookups.is_paired(extension)

    app.add_middleware(Bodies)
    app.add_middleware(Door, hosts=config.hosts, paired=paired)
    app.add_middleware(ByAddress, buckets=Buckets(config.limits.by_address), trusted=networks(config.trusted_proxies))
    app.add_middleware(Shell)
