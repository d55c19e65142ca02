"""How lines are drawn: their width, and whether the terminal knows more than ASCII."""

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from automations.outcome import Outcome
from backend.cli import words

WIDEST = 96
"""Columns beyond which a line is hard to follow."""
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
PLAIN_SPINNER = "|/-\\"
FRAMES_A_SECOND = 8
PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Draws pieces of lines. `program` is how the person starts Unconsent."""

    width: int
    unicode: bool
    program: str

    def mark(self, outcome: Outcome) -> Text:
        """The mark of an outcome."""
        drawn, plain, style = words.MARKS[outcome]
        return Text(drawn if self.unicode else plain, style=style)

    def busy(self, seconds: float) -> Text:
        """The mark of what is being worked on."""
        frames = SPINNER if self.unicode else PLAIN_SPINNER
        return Text(frames[int(seconds * FRAMES_A_SECOND) % len(frames)], style="busy")

    def bar(self, done: int, size: int, width: int) -> Text:
        """How much is done."""
        filled = round(width * done / size) if size else 0
        full, rest = ("━", "─") if self.unicode else ("=", "-")
        return Text.assemble((full * filled, "good"), (rest * (width - filled), "quiet"))

    @property
    def dot(self) -> str:
        """Stands between a platform and an account, and before what waits."""
        return "·" if self.unicode else "-"

    def plain(self, text: str) -> str:
        """The text without typographic signs, on a terminal that has none."""
        return text if self.unicode else text.translate(PLAIN)

    def cut(self, text: str, width: int) -> str:
        """The text in exactly that many columns."""
        text = self.plain(text)
        if cell_len(text) <= width:
            return set_cell_size(text, width)
        dots = "…" if self.unicode else "..."
        return set_cell_size(set_cell_size(text, max(width - len(dots), 0)).rstrip() + dots, width)

    def wrapped(self, text: str, *, indent: int, style: str = "") -> list[Text]:
        """The text in as many lines as it needs. A word that is too long for a line, as an address, is left whole."""
        lines: list[str] = [""]
        for word in self.plain(text).split():
            if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) > self.width - indent - 1:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return [Text(" " * indent + line, style=style, no_wrap=True, overflow="ignore") for line in lines]
