"""A letter as a PDF, laid out as one on paper: who writes, to whom, when, about what, and the text."""

from datetime import UTC, date, datetime, time

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from backend.letters.letter import Letter, lines_of
from backend.letters.texts import texts
from backend.receipts.fonts import Font, drawable, system_fonts

FAMILY = "letter"
LEFT, RIGHT, TOP, BOTTOM = 25.0, 20.0, 18.0, 18.0
"""Margins of DIN 5008, in millimetres."""
WINDOW = 45.0
"""Where the recipient stands, so that it shows in an envelope's window (DIN 5008, form A and B agree within a line)."""
SIZES = (10.0, 9.5, 9.0)
"""Points; the first one is the usual one."""
LEADING = 0.48
"""Millimetres from line to line, for each point."""
SIGNATURE = 2.5
"""Lines of room to sign in."""
INK, QUIET = (20, 24, 28), (90, 99, 108)


def sheet(letter: Letter, day: date, fonts: tuple[Font, ...] | None = None) -> bytes:
    """The PDF of that day, a little smaller where it fits on one page so. `fonts` are the system's unless given."""
    known = _needed(letter, system_fonts() if fonts is None else fonts)
    for size in SIZES:
        paper = _written(letter, day, _Paper(known, size))
        if paper.pages == 1:
            return paper.end()
        paper.drop()
    return _written(letter, day, _Paper(known, SIZES[0])).end()


def _needed(letter: Letter, fonts: tuple[Font, ...]) -> tuple[Font, ...]:
    """The first font alone where it can draw everything: the others are large, and slow to load."""
    content = letter.content
    said = f"{content.subject}{content.text}{content.sender}{content.recipient}"
    return fonts[:1] if fonts and not drawable(said.replace("\n", " "), fonts[:1])[1] else fonts


def _written(letter: Letter, day: date, paper: "_Paper") -> "_Paper":
    said, content = texts(letter.language), letter.content
    paper.begin(content.subject, day)
    sender, post = content.sender, content.recipient.post
    name = sender.name or said.phrases.my_name
    paper.sender([name, *(sender.address or "").splitlines(), *([sender.email] if sender.email else [])])
    paper.at(WINDOW)
    paper.lines(lines_of(post) if post else [content.recipient.company])
    if content.recipient.email and not post:
        paper.lines([content.recipient.email])
    paper.at(WINDOW + 36)
    paper.gap(1)
    paper.right(said.day(day))
    paper.gap(1)
    paper.heading(content.subject)
    paper.gap(1)
    paper.body(content.text)
    return paper


class _Pages(FPDF):
    """Pages with their number at the foot, from the second one on."""

    def footer(self) -> None:
        """Called by fpdf2 at the end of each page."""
        if self.page_no() > 1:
            self.set_y(-15)
            self.set_text_color(*QUIET)
            self.cell(0, 5, str(self.page_no()), align="C")


class _Paper:
    """The pages while they are written."""

    def __init__(self, fonts: tuple[Font, ...], size: float) -> None:
        self.fonts = fonts
        self.size = size
        self.line = size * LEADING
        self.pdf = _Pages(format="A4")
        self.pdf.set_margins(LEFT, TOP, RIGHT)
        self.pdf.set_auto_page_break(True, BOTTOM)
        self.pdf.c_margin = 0
        self.family = FAMILY if fonts else "Helvetica"
        for number, font in enumerate(fonts):
            self.pdf.add_font(f"{FAMILY}{number or ''}", fname=font.file)
        if len(fonts) > 1:
            self.pdf.set_fallback_fonts([f"{FAMILY}{number}" for number in range(1, len(fonts))])

    def begin(self, subject: str, day: date) -> None:
        """Opens the first page."""
        self.pdf.set_title(drawable(subject, self.fonts)[0])
        self.pdf.set_creator("Unconsent")
        self.pdf.set_creation_date(datetime.combine(day, time(12), UTC))
        self.pdf.add_page()

    def sender(self, lines: list[str]) -> None:
        """Who writes, at the top right."""
        for line in lines:
            self._write(line, 9, QUIET, align="R")

    def lines(self, lines: list[str]) -> None:
        """Lines on the left."""
        for line in lines:
            self._write(line, self.size, INK)

    def right(self, text: str) -> None:
        """A line at the right."""
        self._write(text, self.size, INK, align="R")

    def heading(self, text: str) -> None:
        """The subject. The font that is used has no bold cut, so it is drawn with an outline."""
        with self.pdf.local_context(text_mode="FILL_STROKE", line_width=0.15):
            self._write(text, self.size + 1, INK)

    def body(self, text: str) -> None:
        """Paragraphs; lines that begin with a dash stand a little to the right. The name is kept with its greeting."""
        *paragraphs, greeting = text.split("\n\n")
        for paragraph in paragraphs:
            for line in paragraph.split("\n"):
                if line.startswith("- "):
                    self._item(line.removeprefix("- "))
                else:
                    self._write(line, self.size, INK)
            self.gap(0.5)
        first, *rest = greeting.split("\n")
        if self.pdf.will_page_break(self.line * (SIGNATURE + 1 + len(rest))):
            self.pdf.add_page()
        self._write(first, self.size, INK)
        self.gap(SIGNATURE if rest else 0)
        self.lines(rest)

    @property
    def pages(self) -> int:
        """How many there are."""
        return int(self.pdf.pages_count)

    def gap(self, lines: float) -> None:
        """Room."""
        self.pdf.ln(self.line * lines)

    def at(self, down: float) -> None:
        """Goes on so far from the top, unless it is further already."""
        self.pdf.set_y(max(down, self.pdf.get_y()))

    def end(self) -> bytes:
        """The file."""
        return bytes(self.pdf.output())

    def drop(self) -> None:
        """Throws it away, and closes the fonts, which only a file that is written closes by itself."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _item(self, text: str) -> None:
        self._write("\N{EN DASH}", self.size, INK, stay=True)
        margin = self.pdf.l_margin
        self.pdf.set_left_margin(margin + 5)
        self.pdf.set_x(margin + 5)
        self._write(text, self.size, INK)
        self.pdf.set_left_margin(margin)
        self.pdf.set_x(margin)

    def _write(
        self, text: str, size: float, colour: tuple[int, int, int], *, align: str = "L", stay: bool = False
    ) -> None:
        self.pdf.set_font(self.family, size=size)
        self.pdf.set_text_color(*colour)
        self.pdf.set_draw_color(*colour)
        self.pdf.multi_cell(
            0, size * LEADING, drawable(text, self.fonts)[0], align=align,
            new_x=XPos.LMARGIN, new_y=YPos.TOP if stay else YPos.NEXT,
        )  # fmt: skip
