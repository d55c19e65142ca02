"""What a failed try said, in one of a closed list: nothing of its text goes any further, as it may hold secrets."""

import logging
import re

from backend.messenger.form import Why

STATUS = re.compile(r"error=(\d{3})\b")
DENIED = (401, 403)
PAYLOAD = "Payload"
"""In the lines that repeat our own message, which may hold any word."""
SAID: tuple[tuple[re.Pattern[str], Why], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), why)
    for pattern, why in (
        (r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|SSLError", Why.CERTIFICATE),
        (r"NameResolution|getaddrinfo|name or service not known|name resolution|nodename nor", Why.UNKNOWN_HOST),
        (r"SMTPAuthenticationError|\b535\b", Why.DENIED),
        (r"timed out|timeout", Why.SILENT),
        (r"refused|unreachable|reset by peer|NewConnectionError|SMTPServerDisconnected", Why.UNREACHABLE),
    )
)
"""The first that fits counts."""


class Listener(logging.Handler):
    """Reads what is logged, keeps the reason and a status, and lets nothing through."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.why: Why | None = None
        self.status: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        said = record.getMessage()
        if PAYLOAD in said:
            return
        status = STATUS.search(said)
        if status and int(status[1]) >= 300:
            self.status = int(status[1])
            self.why = Why.DENIED if self.status in DENIED else Why.ANSWER
        self.why = self.why or reason_of(said)


def reason_of(said: str) -> Why | None:
    """What a line, or an error, speaks of; None where it is nothing known."""
    return next((why for pattern, why in SAID if pattern.search(said)), None)
