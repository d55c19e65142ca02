"""What one takes along, and how one leaves: the certificate, everything in one file, and being erased."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi import Query as FromQuery
from fastapi.responses import StreamingResponse

from backend.api.gates import Asking, Gate
from backend.api.pages import Query
from backend.api.routes.me import OwnPasswordIn
from backend.api.routes.members import erase_member
from backend.certificates.drawing import DRAWN, Format
from backend.certificates.form import Certificate
from backend.certificates.gathering import of_household
from backend.exports import exported
from backend.exports.words import NAME
from backend.members.activity import What
from backend.members.rules import Action

router = APIRouter(prefix="/me", tags=["me"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
Exporting = Annotated[Asking, Depends(Gate(Action.EXPORT))]
Removing = Annotated[Asking, Depends(Gate(Action.REMOVE))]
MEDIA = {"pdf": "application/pdf", "html": "text/html; charset=utf-8", "csv": "text/csv; charset=utf-8"}
ZIP = "application/zip"
BINARY = {"schema": {"type": "string", "format": "binary"}}
SHEETS = {200: {"description": "The file", "content": {one.partition(";")[0]: BINARY for one in MEDIA.values()}}}
ARCHIVE = {200: {"description": "The file", "content": {ZIP: BINARY}}}


class CertificateQuery(Query):
    """As what. `history`: with every change. `family`: of everybody whose outcomes and dates one may see."""

    format: Format = "pdf"
    history: bool = False
    family: bool = False


@router.get("/certificate", response_class=Response, responses=SHEETS)  # type: ignore[arg-type]
async def get_certificate(query: Annotated[CertificateQuery, FromQuery()], asking: Seeing) -> Response:
    """On one sheet what is switched off, since when, and by which receipts; of others outcomes and dates only."""
    desk = asking.desk
    await asking.of()
    people = await of_household(desk.service.office, desk.people, asking.who, family=query.family)
    made = Certificate(made=datetime.now(UTC), people=people, history=query.history)
    content = await asyncio.to_thread(DRAWN[query.format], made)
    return Response(content, media_type=MEDIA[query.format], headers=_saved(f"certificate.{query.format}"))


@router.post("/export", response_class=Response, responses=ARCHIVE)  # type: ignore[arg-type]
async def export_me(wish: OwnPasswordIn, asking: Exporting) -> Response:
    """Everything that is kept of whoever asks, in one file, without what is secret. Takes the password."""
    office, people = await asking.of(), asking.desk.people
    await people.own_password.require(asking.who, wish.password)
    await people.activity.note(asking.who.member, asking.who, What.EXPORTED)
    return StreamingResponse(exported(office, asking.who.name), media_type=ZIP, headers=_saved(NAME))


@router.post("/erase", status_code=204)
async def erase_me(wish: OwnPasswordIn, asking: Removing) -> None:
    """Deletes whoever asks with everything of theirs, for good. Takes the password; the owner stays."""
    people, who = asking.desk.people, asking.who
    await people.household.require_removable(who, who.member)
    await people.own_password.require(who, wish.password)
    await erase_member(asking, who.member)


def _saved(name: str) -> dict[str, str]:
    """Saved under that name, and never shown as a page of the service."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
