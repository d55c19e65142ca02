"""For watchdogs: whether the service lives, whether it can work, and its numbers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from sqlalchemy import text

from backend.api.addresses import is_local
from backend.api.desk import Desk
from backend.api.gates import Gate, Health
from backend.api.metrics import exposition
from backend.api.pages import Out
from backend.members.rules import Action

router = APIRouter(tags=["health"])
NOT_READY = "The service cannot work now. Wait a moment, or look at its log."
NO_METRICS = "There is nothing at this address. Look at the list of routes in the API reference."
TEXT = "text/plain; version=0.0.4; charset=utf-8"
NUMBERS = {200: {"description": "Numbers", "content": {"text/plain": {"schema": {"type": "string"}}}}}


class HealthOut(Out):
    """It lives."""

    status: Literal["ok"] = "ok"


class MetricsGate:
    """Lets in programs on this machine, and the owner."""

    needs_token = False
    actions = (Action.SEE_METRICS,)
    permission = f"on this machine, or {Action.SEE_METRICS}"

    async def __call__(self, request: Request) -> Desk:
        desk: Desk = request.app.state.desk
        if not desk.config.metrics:
            raise HTTPException(404, NO_METRICS)
        if not is_local(request.scope) or "authorization" in request.headers:
            await (await Gate(Action.SEE_METRICS)(request)).of()
        return desk


@router.get("/healthz")
async def healthz(desk: Health) -> HealthOut:
    """Whether the process answers."""
    return HealthOut()


@router.get("/readyz")
async def readyz(desk: Health) -> HealthOut:
    """Whether the store answers, and no stop was asked for."""
    try:
        service = desk.service
        async with service.office.store.read() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception:
        raise HTTPException(503, NOT_READY) from None
    if service.worker.halting.is_set():
        raise HTTPException(503, NOT_READY)
    return HealthOut()


@router.get("/metrics", response_class=Response, responses=NUMBERS)  # type: ignore[arg-type]
async def metrics(desk: Annotated[Desk, Depends(MetricsGate())]) -> Response:
    """Numbers in the text format of Prometheus, where it is switched on. No names are in it."""
    return Response(await exposition(desk), media_type=TEXT)
