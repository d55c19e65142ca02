"""`verify`: checks receipts that were exported as JSON. Needs no data folder."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.cli.exit_status import Exit
from backend.receipts import Verdict, verify_files

ALL_VALID = "Valid: these {count} receipts are as they were signed."


class VerdictDocument(Document):
    """What `verify` prints with --json."""

    files: tuple[str, ...]
    valid: bool
    problems: tuple[str, ...]
    statements: tuple[str, ...]


async def verify(call: Call, files: Sequence[Path], *, whole: bool = False) -> Answer:
    """Says whether the receipts are as they were signed and follow each other, and what they say."""
    try:
        verdict = verify_files(files, whole=whole)
    except OSError as wrong:
        raise Refused(f"{wrong.filename}: {wrong.strerror}. Name a receipt that was exported as JSON.") from None
    document = VerdictDocument(
        files=tuple(map(str, files)), valid=verdict.valid, problems=verdict.problems, statements=verdict.lines
    )
    status = Exit.FINE if verdict.valid else Exit.NOT_RECOGNISED
    return Answer(document=document, text=_text(call, verdict, len(files)), status=status)


def _text(call: Call, verdict: Verdict, count: int) -> Group:
    pen = call.screen.pen(call.program)
    valid = ALL_VALID.format(count=count) if count > 1 else words.VALID
    mark = (("✓" if verdict.valid else "✗") if pen.unicode else ("+" if verdict.valid else "x"), _style(verdict))
    head = Text.assemble("  ", mark, "  ", (valid if verdict.valid else words.NOT_VALID, "head"))
    said = (*verdict.problems, *verdict.lines)
    return Group(head, *(line for text in said for line in pen.wrapped(text, indent=5)))


def _style(verdict: Verdict) -> str:
    return "good" if verdict.valid else "bad"
