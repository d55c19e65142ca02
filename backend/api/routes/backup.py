"""The backup of the whole data folder, for the owner."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.responses import StreamingResponse

from backend.api.gates import Asking, Gate
from backend.members.rules import Action

router = APIRouter(prefix="/backup", tags=["backup"])
BackingUp = Annotated[Asking, Depends(Gate(Action.BACKUP))]
NO_BACKUP = "This service makes no backups. Copy the data folder while it is stopped."
FILE = {200: {"description": "The file", "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


@router.post("", response_class=Response, responses=FILE)  # type: ignore[arg-type]
async def make_backup(asking: BackingUp) -> Response:
    """Everything that is stored, in one file. What is sealed stays sealed: keep the key somewhere else."""
    await asking.of()
    make = asking.desk.config.backup
    if make is None:
        raise HTTPException(501, NO_BACKUP)
    headers = {"Content-Disposition": 'attachment; filename="unconsent.backup"'}
    return StreamingResponse(make(), media_type="application/octet-stream", headers=headers)
