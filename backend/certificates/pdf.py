"""A certificate as a PDF, to print or to file."""

from backend.certificates import words
from backend.certificates.form import Certificate, Held, Line
from backend.receipts.fonts import Font
from backend.receipts.sheet import GOOD, OPEN, QUIET, Sheet


def pdf(certificate: Certificate, fonts: tuple[Font, ...] | None = None) -> bytes:
    """The PDF. `fonts` are those of the system unless given."""
    sheet = Sheet(fonts)
    sheet.begin(words.TITLE, certificate.made)
    sheet.line(words.TITLE, 20, after=1)
    sheet.line(words.summary(certificate), 12, after=3)
    for person in certificate.people:
        sheet.line(words.OF.format(name=person.name, day=words.day(certificate.made)), 14, before=5, after=1)
        if not person.accounts:
            sheet.line(words.NO_ACCOUNTS, 10, QUIET)
        for held in person.accounts:
            _account(sheet, held, history=certificate.history)
    sheet.line(words.MEANING, 9, QUIET, before=6)
    sheet.line(words.BEHIND, 9, QUIET)
    sheet.line(words.TIME, 9, QUIET)
    return sheet.end()


def _account(sheet: Sheet, held: Held, *, history: bool) -> None:
    sheet.line(f"{held.platform}: {held.account}", 12, before=4)
    if held.test_sites:
        sheet.line(words.TEST_SITES.format(hosts=", ".join(held.test_sites)), 9, OPEN)
    for line in held.lines:
        _setting(sheet, line, history=history)
    sheet.line(held.claim, 9, QUIET)


def _setting(sheet: Sheet, line: Line, *, history: bool) -> None:
    sheet.line(line.title, 10, before=1, after=0)
    sheet.line(words.said(line), 9, GOOD if line.is_out else OPEN, after=0)
    if line.receipt:
        sheet.line(f"Receipt {line.receipt}", 8, QUIET, after=0)
    if history:
        sheet.line(words.changes(line), 8, QUIET, after=0)
