"""`letters smtp`: the person's own mail server."""

import asyncio
import getpass
import sys
from typing import Literal

from pydantic import SecretStr
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.letters.ordering import clean_email
from backend.letters.personal import Mailbox, Security
from backend.letters.sending import try_out

PORTS: dict[str, int] = {"starttls": 587, "tls": 465, "none": 25}
NONE_YET = "No mail server is known. Letters can be sent by yourself all the same. To name one:"
NO_ADDRESS = "Say what your mail comes from, as --address name@example.org."
KEPT = "Kept. Its password is sealed. Try it:"
WORKS = "{host} lets {user} in. Nothing was sent."
REMOVED = "Forgotten, with its password."
NOTHING_TYPED = "Nobody is here to type the password. Give it on standard input: --password-stdin"
PASSWORD = "Password (nothing shows while you type): "  # noqa: S105


class MailboxPart(Part):
    """A mail server, without its password."""

    host: str
    port: int
    security: Security
    address: str
    user: str | None


class MailboxDocument(Document):
    """What `letters smtp` prints with --json."""

    smtp: MailboxPart | None
    done: Literal["set", "tested", "removed"] | None = None


async def shown(call: Call) -> Answer:
    """Which one it is."""
    async with call.office() as office:
        mailbox = await office.letters.personal.mailbox()
    if mailbox is None:
        command = words.command(call.program, "letters", "smtp", "set", "--host", "HOST", "--address", "EMAIL")
        return Answer(document=MailboxDocument(smtp=None), text=Text.assemble(f" {NONE_YET} ", (command, "command")))
    line = f" {mailbox.host}:{mailbox.port} ({mailbox.security}), as {mailbox.user}, from {mailbox.address}"
    return Answer(document=MailboxDocument(smtp=_part(mailbox)), text=Text(line))


async def put(
    call: Call, host: str, port: int | None, security: Security, address: str, user: str | None, *, stdin: bool
) -> Answer:
    """Another one from now on."""
    email = clean_email(address)
    if email is None:
        raise Refused(NO_ADDRESS)
    password = await asyncio.to_thread(_password, stdin=stdin)
    mailbox = Mailbox(
        host=host.strip(),
        port=port or PORTS[security],
        security=security,
        address=email,
        user=user or email,
        password=SecretStr(password),
    )
    async with call.office() as office:
        await office.letters.personal.keep_mailbox(mailbox)
    command = words.command(call.program, "letters", "smtp", "test")
    text = Text.assemble(f"{KEPT} ", (command, "command"))
    return Answer(document=MailboxDocument(smtp=_part(mailbox), done="set"), text=text)


async def tried(call: Call) -> Answer:
    """Whether it lets the person in."""
    async with call.office() as office:
        mailbox = await office.letters.personal.mailbox()
        if mailbox is None:
            raise Refused(NONE_YET + " letters smtp set")
        await try_out(mailbox, trust=office.letters.trust)
    text = Text(WORKS.format(host=mailbox.host, user=mailbox.user))
    return Answer(document=MailboxDocument(smtp=_part(mailbox), done="tested"), text=text)


async def removed(call: Call) -> Answer:
    """None any more."""
    async with call.office() as office:
        await office.letters.personal.forget_mailbox()
    return Answer(document=MailboxDocument(smtp=None, done="removed"), text=Text(REMOVED))


def _part(mailbox: Mailbox) -> MailboxPart:
    return MailboxPart(**mailbox.model_dump(exclude={"password"}))


def _password(*, stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused(NOTHING_TYPED)
    return getpass.getpass(PASSWORD)
