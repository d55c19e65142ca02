"""Hands a mail to the person's own server, over TLS whose certificate is checked, in a thread of its own."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage

from automations.outcome import Refused
from backend.letters import words
from backend.letters.personal import Mailbox

SECONDS = 30.0
NOTHING_SENT = "Nothing was sent."
CERTIFICATE = (
    "{host} shows a certificate that is not valid for it ({why}), so the password was not given to it. Check the name "
    "of the server. {nothing}"
)
NO_TLS = "{host}:{port} offers no encryption (STARTTLS), so nothing was given to it. Check the port. {nothing}"
WRONG_PASSWORD = (
    "{host} does not accept the user name and password. Some providers want one made for programs. {nothing}"  # noqa: S105
)
REFUSED = "{host} did not take the letter: {why} {nothing}"
NOT_REACHED = "{host}:{port} cannot be reached. Check the name and the port, and whether it is up. {nothing}"
Trust = Callable[[], ssl.SSLContext]


async def send(mailbox: Mailbox, message: EmailMessage, *, trust: Trust = ssl.create_default_context) -> None:
    """Sends one mail. Refused, with what to do, when the server did not take it."""
    await asyncio.to_thread(_send, mailbox, message, trust)


async def try_out(mailbox: Mailbox, *, trust: Trust = ssl.create_default_context) -> None:
    """Signs in, and sends nothing. Refused, with what to do, when that does not work."""
    await asyncio.to_thread(_send, mailbox, None, trust)


class Unsure(Refused):
    """The server had the letter, and was gone before it said whether it takes it."""


def _send(mailbox: Mailbox, message: EmailMessage | None, trust: Trust) -> None:
    names = {"host": mailbox.host, "port": mailbox.port, "nothing": NOTHING_SENT}
    try:
        server = _opened(mailbox, trust)
    except ssl.SSLCertVerificationError as wrong:
        raise Refused(CERTIFICATE.format(why=wrong.verify_message, **names)) from None
    except smtplib.SMTPNotSupportedError:
        raise Refused(NO_TLS.format(**names)) from None
    except smtplib.SMTPAuthenticationError:
        raise Refused(WRONG_PASSWORD.format(**names)) from None
    except (OSError, smtplib.SMTPException):
        raise Refused(NOT_REACHED.format(**names)) from None
    try:
        if message is not None:
            server.send_message(message, from_addr=mailbox.address)
    except smtplib.SMTPRecipientsRefused as refused:
        raise Refused(REFUSED.format(why=_said(*next(iter(refused.recipients.values()))), **names)) from None
    except smtplib.SMTPResponseException as refused:
        raise Refused(REFUSED.format(why=_said(refused.smtp_code, refused.smtp_error), **names)) from None
    except (OSError, smtplib.SMTPException):
        raise Unsure(words.UNSURE) from None
    finally:
        _leave(server)


def _opened(mailbox: Mailbox, trust: Trust) -> smtplib.SMTP:
    """A server that has let us in."""
    if mailbox.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mailbox.host, mailbox.port, timeout=SECONDS, context=trust())
    else:
        server = smtplib.SMTP(mailbox.host, mailbox.port, timeout=SECONDS)
    try:
        if mailbox.security == "starttls":
            server.starttls(context=trust())
        if mailbox.user is not None and mailbox.password is not None:
            server.login(mailbox.user, mailbox.password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server


def _leave(server: smtplib.SMTP) -> None:
    """What a server says to a good-bye changes nothing."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _said(code: int, text: bytes | str) -> str:
    line = text.decode(errors="replace") if isinstance(text, bytes) else text
    shown = "".join(one if one.isprintable() else " " for one in line)[:200].strip()
    return f"it says {code} {shown.rstrip('.')}."
