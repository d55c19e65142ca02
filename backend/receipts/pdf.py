"""A receipt as a PDF, for files and letters. What can be verified is the JSON; this one is for reading."""

import base64
from datetime import datetime

from automations.outcome import PROVEN
from backend.receipts import words
from backend.receipts.fonts import Font
from backend.receipts.form import Body, Exported, digest
from backend.receipts.sheet import GOOD, OPEN, QUIET, Sheet


def pdf(exported: Exported, fonts: tuple[Font, ...] | None = None) -> bytes:
    """The PDF. `fonts` are those of the system unless given."""
    sheet, body = Sheet(fonts), exported.receipt
    sheet.begin(f"{body.platform.name}: {body.setting.title}", datetime.fromisoformat(body.stated_at))
    if body.test_sites:
        sheet.line(words.TEST_SITES.format(hosts=", ".join(body.test_sites)), 10, OPEN, after=3)
    sheet.line(words.NAMES[body.outcome], 13, GOOD if body.outcome in PROVEN else OPEN)
    sheet.line(body.platform.name, 10, QUIET)
    sheet.line(body.setting.title, 16, after=3)
    sheet.line(body.statement, 12, after=3)
    sheet.facts(_what(body))
    sheet.line("Proofs", 12, before=4)
    for number, proof in enumerate(body.proofs, start=1):
        sheet.facts({f"{number}. {proof.at}": f"{words.PROOFS[proof.kind.value]}. {proof.detail}"}, 50)
    if not body.proofs:
        sheet.line("None. Nothing is claimed that was not proven twice.", 10)
    for one in body.evidence:
        if one.picture in exported.pictures:
            sheet.line(f"{one.moment.capitalize()}, {one.at}", 9, QUIET, before=3)
            sheet.picture(base64.b64decode(exported.pictures[one.picture]))
    sheet.line("About this receipt", 12, before=4)
    sheet.facts(_about(exported))
    sheet.line(words.TIME, 9, QUIET, before=4)
    sheet.line("To verify, export the same receipt as JSON: unconsent verify FILE", 9, QUIET)
    return sheet.end()


def _what(body: Body) -> dict[str, str]:
    handle = f" ({body.account.handle})" if body.account.handle else ""
    return {
        "Account": f"{body.account.name}{handle}",
        "Address": body.account.address or body.url or "",
        "Before": body.before or "not read",
        "After": body.after or "not read",
        "Note": body.detail,
    }


def _about(exported: Exported) -> dict[str, str]:
    body = exported.receipt
    return {
        "Receipt": f"{body.id}, number {body.sequence}",
        "Stated at": f"{body.stated_at}, {body.clock}",
        "Setting": body.setting.id,
        "Software": f"{body.software.name} {body.software.version}",
        "Facts": f"of {body.platform.seen}, {body.platform.file}",
        "This receipt": digest(body.signed),
        "Before it": body.previous or "none; it is the first",
        "Key": body.key,
        "Signature": exported.signature,
    }
