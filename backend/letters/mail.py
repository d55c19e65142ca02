"""A letter as a mail: to be sent, as a draft that mail programs open for writing, and as a `mailto:` link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import quote

from backend.letters.letter import Letter, Sender

LINE = 900
"""Signs in a line of the head, where 998 are allowed: a subject that is folded sooner begins with a space for some."""


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A file that goes with a letter."""

    name: str
    type: str
    content: bytes


def mail(letter: Letter, enclosed: Sequence[Enclosed], *, sender: str | None, at: datetime) -> EmailMessage:
    """The mail from that address."""
    content, message = letter.content, EmailMessage(policy.default.clone(max_line_length=LINE))
    if sender:
        message["From"] = _address(content.sender.name, sender)
    if content.recipient.email:
        message["To"] = Address(addr_spec=content.recipient.email)
    if sender and content.sender.email and content.sender.email != sender:
        message["Reply-To"] = _address(content.sender.name, content.sender.email)
    message["Subject"] = content.subject
    message["Date"] = format_datetime(at)
    if sender:
        message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message.set_content(content.text, cte="quoted-printable")
    for one in enclosed:
        kind, _, subtype = one.type.partition("/")
        message.add_attachment(one.content, maintype=kind, subtype=subtype, filename=one.name)
    return message


def draft(letter: Letter, enclosed: Sequence[Enclosed], *, at: datetime) -> bytes:
    """An .eml file that opens as a mail to be sent, where the program knows X-Unsent (Outlook, Windows Mail)."""
    message = mail(letter, enclosed, sender=_given(letter.content.sender), at=at)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def mailto(letter: Letter) -> str | None:
    """The link that opens a mail with everything but what is enclosed (RFC 6068). None without an address."""
    content = letter.content
    if content.recipient.email is None:
        return None
    body = content.text.replace("\n", "\r\n")
    said = f"subject={quote(content.subject, safe='')}&body={quote(body, safe='')}"
    return f"mailto:{quote(content.recipient.email, safe='@')}?{said}"


def _address(name: str | None, email: str) -> Address:
    return Address(display_name=name or "", addr_spec=email)


def _given(sender: Sender) -> str | None:
    return sender.email
