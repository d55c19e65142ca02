"""Pages of a PDF while they are written: paragraphs, names with values, pictures."""

import io
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from PIL import Image

from backend.receipts.fonts import Font, drawable, system_fonts

FAMILY = "receipt"
GOOD, OPEN, QUIET, INK = (23, 104, 58), (138, 83, 0), (90, 99, 108), (20, 24, 28)
NAME_WIDTH = 34
"""Millimetres."""
PIXELS_PER_MM = 96 / 25.4
UNDRAWN = "Signs for which this machine has no font are written as their numbers, as \\u{65E5}. The JSON has them all."


class Sheet:
    """The pages while they are written."""

    def __init__(self, fonts: tuple[Font, ...] | None = None) -> None:
        """`fonts` are those of the system unless given."""
        fonts = system_fonts() if fonts is None else fonts
        self.fonts = fonts
        self.undrawn = False
        self.pdf = FPDF(format="A4")
        self.pdf.set_margin(20)
        self.family = FAMILY if fonts else "Helvetica"
        for number, font in enumerate(fonts):
            self.pdf.add_font(f"{FAMILY}{number or ''}", fname=font.file)
        if len(fonts) > 1:
            self.pdf.set_fallback_fonts([f"{FAMILY}{number}" for number in range(1, len(fonts))])

    def begin(self, title: str, made: datetime) -> None:
        """Opens the first page. The file says when what it holds was made, not when it was exported."""
        self.pdf.set_title(self._drawable(title))
        self.pdf.set_creator("Unconsent")
        self.pdf.set_creation_date(made)
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

    def picture(self, png: bytes) -> None:
        """A picture at the size that it had on the screen, where that fits."""
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
