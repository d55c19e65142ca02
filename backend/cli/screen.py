"""Where a command speaks: the terminal or file that reads stdout, notices on stderr, and the person if there is one."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.theme import Theme

if TYPE_CHECKING:
    from pydantic import BaseModel

    from backend.cli.pen import Pen

STYLES = {
    "good": "green",
    "bad": "red",
    "you": "bold magenta",
    "unsure": "magenta",
    "busy": "cyan",
    "quiet": "dim",
    "head": "bold",
    "command": "bold cyan",
}
"""Only colours that can be read on light and on dark terminals; yellow and grey cannot."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """`out` shows answers, `err` notices and errors. With `json` stdout holds one document and nothing else."""

    out: Console
    err: Console
    json: bool
    keyboard: TextIO | None = None
    """Where a person answers questions; None when nobody is there."""

    @property
    def can_ask(self) -> bool:
        """Whether a person is there to answer a question."""
        return self.keyboard is not None

    @property
    def live(self) -> bool:
        """Whether a table may be redrawn in place."""
        return self.out.is_terminal and not self.out.is_dumb_terminal and not self.json

    def pen(self, program: str) -> "Pen":
        """How to draw on `out`, at its width of now."""
        from backend.cli.pen import WIDEST, Pen

        width = min(self.out.width, WIDEST) if self.out.is_terminal else WIDEST
        return Pen(width=width, unicode=_knows_unicode(self.out.file), program=program)

    def document(self, document: "BaseModel") -> None:
        """Writes the one document."""
        content = document.model_dump(mode="json")
        sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=not _knows_unicode(sys.stdout)) + "\n")

    def notice(self, text: str) -> None:
        """A remark beside the answer, on stderr."""
        self.err.print(text, style="quiet", markup=False, highlight=False)

    def trouble(self, text: str) -> None:
        """What went wrong, on stderr, as it is: no markup, no colour inside."""
        self.err.print(text, style="bad", markup=False, highlight=False)

    async def ask(self, question: str) -> str:
        """What the person answers; empty when nothing was typed or nobody is there. Ctrl-C still works meanwhile."""
        keyboard = self.keyboard
        if keyboard is None:
            return ""
        import asyncio

        self.err.print(f"{question} ", end="", style="you", markup=False, highlight=False)
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str] = loop.create_future()

        def read() -> None:
            if not line.done():
                line.set_result(keyboard.readline())

        loop.add_reader(keyboard, read)
        try:
            return (await line).strip()
        finally:
            loop.remove_reader(keyboard)

    async def says_yes(self, question: str, *, otherwise: bool = False) -> bool:
        """Asks a question that is answered with yes or no; `otherwise` is the answer of an empty line."""
        answer = (await self.ask(f"{question} {'[Y/n]' if otherwise else '[y/N]'}")).lower()
        return answer in ("y", "yes") if answer else otherwise and self.can_ask


class _Lasting(Console):
    """Goes on in silence when nobody reads any more, so that `run | head` does not end a run half-way."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def make_screen(*, json: bool = False, no_color: bool = False, environ: Mapping[str, str]) -> Screen:
    """The screen of this process. NO_COLOR is honoured."""
    plain = no_color or bool(environ.get("NO_COLOR"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Screen(
        out=_console(sys.stdout, plain),
        err=_console(sys.stderr, plain),
        json=json,
        keyboard=sys.stdin if sys.stdin and sys.stdin.isatty() and sys.stderr.isatty() and not json else None,
    )


def _knows_unicode(file: object) -> bool:
    return str(getattr(file, "encoding", "") or "").lower().replace("-", "").startswith("utf")


def _console(file: TextIO, plain: bool) -> Console:
    """Wide when nobody looks, so that no line of a log is broken."""
    seen = file.isatty()
    return _Lasting(
        file=file,
        theme=Theme(STYLES),
        no_color=plain,
        highlight=False,
        emoji=False,
        markup=False,
        width=None if seen else 1000,
        soft_wrap=not seen,
    )
