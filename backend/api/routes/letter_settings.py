"""What letters need: who can be written to, who writes, and through which mail server. One's own only."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field, SecretStr, StringConstraints

from backend.api.gates import Asking, Gate
from backend.api.pages import In, Out, Page
from backend.api.routes.letters import Email, SenderIn, Writing
from backend.api.words import Secret, Whole
from backend.letters.addressees import addressees
from backend.letters.letter import Sender
from backend.letters.ordering import clean_email
from backend.letters.personal import Mailbox, Security
from backend.letters.sending import try_out
from backend.letters.terms import Region
from backend.letters.words import NO_MAILBOX
from backend.members.rules import Action
from backend.members.trouble import Conflict, Invalid

router = APIRouter(prefix="/letters", tags=["letters"])
Sending = Annotated[Asking, Depends(Gate(Action.SEND_LETTERS))]
HOST = r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$"
MAIL_PORTS = (25, 465, 587, 2465, 2525, 2587)


class AddresseeOut(Out):
    """Somebody whose address is known: a platform, or a company without a file here. `seen`: how old that is."""

    slug: str
    name: str
    platform: bool
    regions: list[Region]
    seen: str


class MailboxIn(In):
    """A mail server. The password is sealed at once, and never handed out again."""

    host: Annotated[str, StringConstraints(pattern=HOST)]
    port: Annotated[int, Field(json_schema_extra={"enum": list(MAIL_PORTS)}), Whole]
    security: Security = "starttls"
    address: Email
    user: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    password: Secret


class MailboxOut(Out):
    """A mail server, without its password."""

    host: str
    port: int
    security: Security
    address: str
    user: str | None


class MailboxKnown(Out):
    """The mail server; null when there is none."""

    smtp: MailboxOut | None


@router.get("/addressees")
async def list_addressees(asking: Writing) -> Page[AddresseeOut]:
    """Whom one can write to, on one page."""
    office = await asking.of()
    items = [
        AddresseeOut(
            slug=one.slug,
            name=one.name,
            platform=one.platform,
            regions=[region for region in Region if one.reached(region)],
            seen=one.seen,
        )
        for one in addressees(office.catalogue)
    ]
    return Page(items=items, next=None)


@router.get("/sender")
async def get_sender(asking: Writing) -> Sender:
    """Who one said one is."""
    return await (await asking.of()).letters.personal.sender()


@router.put("/sender")
async def put_sender(wish: SenderIn, asking: Writing) -> Sender:
    """Keeps name, e-mail and postal address for the next letters, sealed."""
    office, sender = await asking.of(), wish.sender()
    await office.letters.personal.keep_sender(sender)
    return sender


@router.delete("/sender", status_code=204)
async def forget_sender(asking: Writing) -> None:
    """Forgets them. Letters that are written keep theirs."""
    await (await asking.of()).letters.personal.forget_sender()


@router.get("/smtp")
async def get_smtp(asking: Sending) -> MailboxKnown:
    """One's own mail server."""
    mailbox = await (await asking.of()).letters.personal.mailbox()
    return MailboxKnown(smtp=MailboxOut.model_validate(mailbox) if mailbox else None)


@router.put("/smtp")
async def put_smtp(wish: MailboxIn, asking: Sending) -> MailboxKnown:
    """Says which one it is. Only the ports of mail servers are spoken to."""
    office, address = await asking.of(), clean_email(wish.address)
    if wish.port not in MAIL_PORTS:
        raise Invalid("port", f"must be one of {', '.join(map(str, MAIL_PORTS))}.")
    if address is None:
        raise Invalid("address", "must be an e-mail address.")
    mailbox = Mailbox(
        host=wish.host,
        port=wish.port,
        security=wish.security,
        address=address,
        user=wish.user or address,
        password=SecretStr(wish.password),
    )
    await office.letters.personal.keep_mailbox(mailbox)
    return MailboxKnown(smtp=MailboxOut.model_validate(mailbox))


@router.delete("/smtp", status_code=204)
async def forget_smtp(asking: Sending) -> None:
    """Forgets it with its password."""
    await (await asking.of()).letters.personal.forget_mailbox()


@router.post("/smtp/test", status_code=204)
async def try_smtp(asking: Sending) -> None:
    """Signs in there, and sends nothing."""
    office = await asking.of()
    mailbox = await office.letters.personal.mailbox()
    if mailbox is None:
        raise Conflict(NO_MAILBOX)
    await try_out(mailbox, trust=office.letters.trust)
