"""Receipts: listed, read, exported as files, and checked."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as FromQuery
from pydantic import Field

from automations.errand import Mode
from automations.outcome import Need, Outcome, Refused
from backend.api.gates import Asking, Gate, SignedIn
from backend.api.pages import GREATEST, Out, Page, PagingOfMember, Query, mark, number
from backend.api.words import ReceiptPath, Slug
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import Conflict, NotThere
from backend.office import Office
from backend.receipts.book import Format, Receipt
from backend.receipts.form import Body
from backend.receipts.verify import check, lines_of

router = APIRouter(prefix="/receipts", tags=["receipts"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
MEDIA = {"json": "application/json", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}
BINARY = {"schema": {"type": "string", "format": "binary"}}
EXPORTS = {200: {"description": "The file", "content": {one.partition(";")[0]: BINARY for one in MEDIA.values()}}}
UPLOAD = {"requestBody": {"required": True, "content": {"application/octet-stream": BINARY}}}


class ReceiptOut(Out):
    """A receipt in short."""

    id: str
    sequence: int
    stated_at: str
    platform: str
    account: str
    setting: str
    title: str
    mode: Mode
    outcome: Outcome
    needs: Need | None
    statement: str
    test_sites: list[str]

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        """As it is listed."""
        body = receipt.body
        same = {name: getattr(body, name) for name in SAME}
        return cls(
            **same,
            platform=body.platform.slug,
            account=body.account.name,
            setting=body.setting.id,
            title=body.setting.title,
            test_sites=list(body.test_sites),
        )


SAME = ("id", "sequence", "stated_at", "mode", "outcome", "needs", "statement")


class SignedReceipt(Out):
    """What is signed, and the signature."""

    receipt: Body
    signature: str


class VerdictOut(Out):
    """Whether a file is as it was signed; what is wrong with it; and what it says."""

    valid: bool
    problems: list[str]
    statements: list[str]


class ReceiptsQuery(PagingOfMember):
    """Which receipts. `account` is the id of an account that is still there."""

    platform: Slug | None = None
    account: int | None = Field(default=None, ge=1, le=GREATEST)


class ExportQuery(Query):
    """As what: `json` can be verified; `html` and `pdf` are for reading."""

    format: Format = "json"


@router.get("")
async def list_receipts(query: Annotated[ReceiptsQuery, FromQuery()], asking: Seeing) -> Page[ReceiptOut]:
    """Receipts, newest first."""
    office = await asking.of(query.member)
    platform, account = query.platform, None
    if query.account is not None:
        own = [one for one in await office.accounts.all() if one.id == query.account]
        if not own or platform not in (None, own[0].platform):
            return Page(items=[], next=None)
        platform, account = own[0].platform, own[0].name
    before = number(query.cursor)
    found = await office.receipts.list(platform, account, before_sequence=before, limit=query.limit + 1)
    shown, more = found[: query.limit], len(found) > query.limit
    return Page(items=[ReceiptOut.of(one) for one in shown], next=mark(shown[-1].body.sequence) if more else None)


@router.get("/{id}")
async def get_receipt(id: ReceiptPath, asking: Seeing) -> SignedReceipt:
    """One receipt, in full, without its pictures."""
    office = await _office(asking, id)
    try:
        receipt = await office.receipts.get(id)
    except Refused as tampered:
        raise Conflict(str(tampered)) from None
    return SignedReceipt(receipt=receipt.body, signature=receipt.signature)


@router.get("/{id}/export", response_class=Response, responses=EXPORTS)  # type: ignore[arg-type]
async def export_receipt(id: ReceiptPath, query: Annotated[ExportQuery, FromQuery()], asking: Seeing) -> Response:
    """The receipt as a file."""
    office = await _office(asking, id)
    try:
        content = await office.receipts.export(id, query.format)
    except Refused as tampered:
        raise Conflict(str(tampered)) from None
    await asking.desk.people.activity.note(office.receipts.member, asking.who, What.RECEIPT_EXPORTED, id)
    name = f'attachment; filename="receipt-{id}.{query.format}"'
    return Response(content, media_type=MEDIA[query.format], headers={"Content-Disposition": name})


@router.post("/verify", openapi_extra=UPLOAD)
async def verify_receipt(request: Request, asking: SignedIn) -> VerdictOut:
    """Checks the bytes of one receipt that was exported as JSON, of whomever it is."""
    body, problems = check(await request.body())
    return VerdictOut(valid=body is not None, problems=list(problems), statements=lines_of(body) if body else [])


async def _office(asking: Asking, id: str) -> Office:
    member = await asking.desk.lookups.member_of_receipt(id)
    if member is None:
        raise NotThere
    return await asking.of(member)
