"""`doctor`: looks whether everything is in place, and says what to do where it is not."""

from collections.abc import Sequence
from typing import Literal

from rich.console import Group
from rich.text import Text

from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.exit_status import Exit
from backend.cli.pen import Pen

State = Literal["fine", "limited", "wrong"]
STYLES = {"fine": "good", "limited": "unsure", "wrong": "bad"}


class CheckPart(Part):
    """One thing that was looked at. `limited`: it works, but not everything does."""

    what: str
    state: State
    said: str
    todo: str = ""


class DoctorDocument(Document):
    """What `doctor` prints with --json."""

    checks: tuple[CheckPart, ...]
    fine: bool


async def doctor(call: Call) -> Answer:
    """Looks at everything that a run needs. Changes nothing."""
    from backend.cli.examination import examine

    checks = tuple([check async for check in examine(call)])
    fine = all(check.state != "wrong" for check in checks)
    document = DoctorDocument(checks=checks, fine=fine)
    text = Group(*_lines(checks, call.screen.pen(call.program)))
    return Answer(document=document, text=text, status=Exit.FINE if fine else Exit.USAGE)


def _lines(checks: Sequence[CheckPart], pen: Pen) -> list[Text]:
    marks = {"fine": "✓", "limited": "!", "wrong": "✗"} if pen.unicode else {"fine": "+", "limited": "!", "wrong": "x"}
    lines: list[Text] = []
    for check in checks:
        said = pen.wrapped(check.said, indent=22)
        said[0] = Text.assemble(
            "  ", (marks[check.state], STYLES[check.state]), "  ", (f"{check.what:<17}", "head"), said[0].plain.strip()
        )
        lines += said
        if check.todo:
            lines += pen.wrapped(check.todo, indent=22, style=STYLES[check.state])
    verdict = words.ALL_FINE if all(one.state != "wrong" for one in checks) else words.NOT_FINE
    return [*lines, Text(""), *pen.wrapped(verdict, indent=2, style="head")]
