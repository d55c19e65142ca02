"""Draws the end of a real run as an SVG, for the README: `python -m tests.cli.picture > docs/pictures/try.svg`."""

import os
import pty
import subprocess
import sys
import tempfile
from io import StringIO

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.cli.process import KEPT, ROOT

COLUMNS = 104
LIGHT = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (180, 35, 24),
        (16, 122, 60),
        (140, 90, 0),
        (9, 80, 170),
        (130, 60, 160),
        (0, 110, 120),
        (110, 119, 129),
    ],
)
"""Dark signs on white: readable on a page of either kind."""
FORM = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>unconsent try: every setting of a practice account is opted out, each with two proofs</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d0d7de"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def screen_of_a_run(home: str) -> str:
    """What `try` leaves on a terminal."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    own = {"HOME": home, "UNCONSENT_HOME": f"{home}/data", "PYTHONPATH": str(ROOT)}
    look = {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": "60", "COLORTERM": "truecolor"}
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "backend.cli.main", "try"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=kept | own | look,
        start_new_session=True,
    )
    os.close(theirs)
    told = b""
    try:
        while part := os.read(ours, 4096):
            told += part
    except OSError:  # the terminal is closed when the run has ended
        run.wait()
    return told.decode()


def main() -> None:
    """Prints the picture."""
    with tempfile.TemporaryDirectory() as home:
        text = screen_of_a_run(home).replace(home, "~")
    text = text.replace("\r", "")
    last = text[text.rfind(" \x1b[1mUnconsent") :].strip("\n")
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(last))
    sys.stdout.write(console.export_svg(theme=LIGHT, code_format=FORM, unique_id="run"))


if __name__ == "__main__":
    main()
