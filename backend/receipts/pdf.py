"""A receipt as a PDF, for files and letters. What can be verified is the JSON; this one is for reading."""

import base64
import io
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from PIL import Image

from automations.outcome import PROVEN
from backend.receipts import words
from backend.receipts.fonts import Font, drawable, system_fonts
from backend.receipts.form import Body, Exported, digest

FAMILY = "receipt"
GOOD, OPEN, QUIET, INK = (23, 104, 58), (138, 83, 0), (90, 99, 108), (20, 24, 28)
NAME_WIDTH = 34
"""Millimetres."""
PIXELS_PER_MM = 96 / 25.4
UNDRAWN = "Signs for which this machine has no font are written as their numbers, as \\u{65E5}. The JSON has them all."


def pdf(exported: Exported, fonts: tuple[Font, ...] | None = None) -> bytes:
    """The PDF. `fonts` are those of the system unless given."""
    sheet = _Sheet(system_fonts() if fonts is None else fonts)
    body = exported.receipt
    sheet.begin(body)
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
    sheet.pictures(exported)
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


class _Sheet:
    """The pages while they are written."""

    def __init__(self, fonts: tuple[Font, ...]) -> None:
        self.fonts = fonts
        self.undrawn = False
        self.pdf = FPDF(format="A4")
        self.pdf.set_margin(20)
        self.family = FAMILY if fonts else "Helvetica"
        for number, font in enumerate(fonts):
            self.pdf.add_font(f"{FAMILY}{number or ''}", fname=font.file)
        if len(fonts) > 1:
            self.pdf.set_fallback_fonts([f"{FAMILY}{number}" for number in range(1, len(fonts))])

    def begin(self, body: Body) -> None:
        """Opens the first page. The file says when the receipt was made, not when it was exported."""
        self.pdf.set_title(self._drawable(f"{body.platform.name}: {body.setting.title}"))
        self.pdf.set_creator("Unconsent")
        self.pdf.set_creation_date(datetime.fromisoformat(body.stated_at))
        self.pdf.add_page()

    def line(
        self, text: str, size: int, colour: tuple[int, int, int] = INK, *, before: float = 0, after: float = 0.5
    ) -> None:
        """A paragraph; `before` and `after` are millimetres."""
        self.pdf.ln(before)
        self._write(0, text, size, colour)
        self.pdf.ln(after)

    def facts(self, facts: dict[str, str], width: float = NAME_WIDTH) -> None:
        """Names on the left, values on the right; empty ones are left out."""
        for name, value in facts.items():
            if not value:
                continue
            top, page = self.pdf.get_y(), self.pdf.page
            self._write(width, name, 9, QUIET)
            lowest = self.pdf.get_y()
            if self.pdf.page == page:
                self.pdf.set_y(top)
            self.pdf.set_x(self.pdf.l_margin + width)
            self._write(0, value, 9, INK)
            if self.pdf.page == page:
                self.pdf.set_y(max(lowest, self.pdf.get_y()))
            self.pdf.ln(0.5)

    def pictures(self, exported: Exported) -> None:
        """What was seen, at the size that it had on the screen where that fits."""
        for one in exported.receipt.evidence:
            if one.picture not in exported.pictures:
                continue
            self.line(f"{one.moment.capitalize()}, {one.at}", 9, QUIET, before=3)
            png = base64.b64decode(exported.pictures[one.picture])
            with Image.open(io.BytesIO(png)) as image:
                width, height = image.width / PIXELS_PER_MM, image.height / PIXELS_PER_MM
            shrunk = min(1, self.pdf.epw / width, 100 / height)
            self.pdf.image(io.BytesIO(png), w=width * shrunk, h=height * shrunk)

    def end(self) -> bytes:
        """The file."""
        if self.undrawn:
            self._write(0, UNDRAWN, 9, QUIET)
        return bytes(self.pdf.output())

    def _write(self, width: float, text: str, size: int, colour: tuple[int, int, int]) -> None:
        self.pdf.set_font(self.family, size=size)
        self.pdf.set_text_color(*colour)
        self.pdf.multi_cell(
            width,
            size * 0.5,
            self._drawable(text),
            align="L",
            wrapmode=WrapMode.WORD if " " in text else WrapMode.CHAR,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def _drawable(self, text: str) -> str:
        drawn, undrawn = drawable(text, self.fonts)
        self.undrawn = self.undrawn or undrawn
        return drawn
