"""`verify`: checks a receipt that was exported as JSON. Needs no data folder."""

from pathlib import Path

from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.cli.exit_status import Exit
from backend.receipts import verify_file


class VerdictDocument(Document):
    """What `verify` prints with --json."""

    file: str
    valid: bool
    problems: tuple[str, ...]


async def verify(call: Call, file: Path) -> Answer:
    """Says whether the receipt is as it was signed, and what it says."""
    try:
        verdict = verify_file(file)
    except OSError as wrong:
        raise Refused(f"{file}: {wrong.strerror}. Name a receipt that was exported as JSON.") from None
    pen = call.screen.pen(call.program)
    said = words.VALID if verdict.valid else words.NOT_VALID
    style = "good" if verdict.valid else "bad"
    mark = (("✓" if verdict.valid else "✗") if pen.unicode else ("+" if verdict.valid else "x"), style)
    lines = [Text.assemble("  ", mark, "  ", (said, "head"))]
    lines += [line for text in (*verdict.problems, *verdict.lines) for line in pen.wrapped(text, indent=5)]
    document = VerdictDocument(file=str(file), valid=verdict.valid, problems=verdict.problems)
    return Answer(document=document, text=Group(*lines), status=Exit.FINE if verdict.valid else Exit.NOT_RECOGNISED)
