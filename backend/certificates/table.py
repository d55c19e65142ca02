"""A certificate as a table of comma-separated values, for a helpdesk that looks after many accounts."""

import csv
import io
from datetime import datetime

from backend.certificates.form import Certificate, Held, Line
from backend.certificates.words import day

COLUMNS = ("person", "platform", "account", "setting", "outcome", "looked_at", "out_since", "proven_on", "receipt")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet begins to calculate; a sign before it keeps the cell a text."""


def table(certificate: Certificate) -> bytes:
    """One line for each setting, as UTF-8 with a mark by which spreadsheets know it (RFC 4180)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for person in certificate.people:
        for held in person.accounts:
            writer.writerows(_row(person.name, held, line) for line in held.lines)
    return written.getvalue().encode("utf-8-sig")


def _row(person: str, held: Held, line: Line) -> list[str]:
    texts = (person, held.platform, held.account, line.title)
    return [
        *(f"'{one}" if one.startswith(FORMULA) else one for one in texts),
        line.outcome.value,
        day(line.at),
        _day(line.since),
        _day(line.proven),
        line.receipt or "",
    ]


def _day(at: datetime | None) -> str:
    return day(at) if at else ""
