"""`receipts`: lists what is kept, shows one, and writes it to a file."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from automations.outcome import Outcome, ProofKind, Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.exit_status import Exit
from backend.cli.files import written
from backend.cli.pen import Pen
from backend.receipts import Receipt
from backend.receipts.book import FORMATS, Format
from backend.receipts.verify import lines_of

NONE_YET = "There is no receipt here yet. A check makes some:"
NONE_OF_THEM = "There is no receipt of that yet. All that there are:"
SEE_ONE = "See one, or write it to a file:"
WROTE = "Written: {file}"
TO_VERIFY = "Anyone can check it:"
TO_READ = "For reading. To verify, export it as json."
ON_TEST_SITES = "test site"
NO_FORMAT = "{file}: say which form it should have: --export {forms}."
TWO_DOCUMENTS = "--json and `--to -` both write to standard output. Leave one of them out, or name a file."
WIDE = 72
"""Columns from which on a receipt takes one line."""


class ReceiptPart(Part):
    """One receipt, in short."""

    id: str
    number: int
    stated_at: datetime
    platform: str
    account: str
    setting: str
    outcome: Outcome
    proofs: tuple[ProofKind, ...]
    statement: str
    test_sites: tuple[str, ...]


class ReceiptsDocument(Document):
    """What `receipts list` prints with --json."""

    receipts: tuple[ReceiptPart, ...]
    problems: tuple[str, ...]


class ReceiptDocument(Document):
    """What `receipts show` prints with --json; `file` is where it was written to."""

    receipt: ReceiptPart
    file: str | None = None


async def listed(call: Call, platform: str | None, name: str | None) -> Answer:
    """All receipts, or those of one platform or account, newest first; and whether any was changed or is missing."""
    async with call.office() as office:
        slug = office.catalogue.platform(platform).slug if platform else None
        found = await office.receipts.list(slug, name)
        problems = await office.receipts.problems()
    document = ReceiptsDocument(receipts=tuple(map(_part, found)), problems=problems)
    text = _text(call, found, problems, everything=platform is None)
    return Answer(document=document, text=text, status=Exit.NOT_RECOGNISED if problems else Exit.FINE)


async def shown(call: Call, id: str) -> Answer:
    """What one receipt says. Refused when it is not as it was signed."""
    async with call.office() as office:
        receipt = await office.receipts.get(id)
        await office.receipts.export(receipt.id, "json")
    pen = call.screen.pen(call.program)
    said, *rest = lines_of(receipt.body)
    lines = [Text.assemble("  ", pen.mark(receipt.body.outcome), "  ", (said, "head"))]
    lines += [line for one in rest for line in pen.wrapped(one, indent=5)]
    export = words.command(call.program, "receipts", "show", receipt.id, "--export", "json")
    lines += [Text(""), Text.assemble("     ", (export, "command"))]
    return Answer(document=ReceiptDocument(receipt=_part(receipt)), text=Group(*lines))


async def exported(call: Call, id: str, format: Format | None, to: Path | None) -> Answer:
    """Writes one receipt to a file, or to standard output. Refused when it is not as it was signed."""
    streamed = str(to) == "-"
    chosen = format or _format_of(to)
    if streamed and call.screen.json:
        raise Refused(TWO_DOCUMENTS)
    async with call.office() as office:
        receipt = await office.receipts.get(id)
        content = await office.receipts.export(receipt.id, chosen)
    if streamed:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return Answer(document=ReceiptDocument(receipt=_part(receipt)))
    file = _file(to, f"receipt-{receipt.id}.{chosen}")
    written(file, content)
    lines = [Text(WROTE.format(file=file), style="head"), Text(TO_READ)]
    if chosen == "json":
        lines[1:] = [Text.assemble(f"{TO_VERIFY} ", (words.command(call.program, "verify", str(file)), "command"))]
    return Answer(document=ReceiptDocument(receipt=_part(receipt), file=str(file)), text=Group(*lines))


def _file(to: Path | None, name: str) -> Path:
    """Where to write; in a folder, and when nothing was said, under a name of its own."""
    folder = Path() if to is None else to.expanduser()
    return folder / name if folder.is_dir() else folder


def _format_of(to: Path | None) -> Format:
    """The form that the name of the file tells. Refused when it tells none."""
    for one in FORMATS:
        if to is not None and to.suffix.lower() == f".{one}":
            return one
    raise Refused(NO_FORMAT.format(file=to, forms=" or ".join(FORMATS)))


def _part(receipt: Receipt) -> ReceiptPart:
    body = receipt.body
    return ReceiptPart(
        id=body.id,
        number=body.sequence,
        stated_at=datetime.fromisoformat(body.stated_at),
        platform=body.platform.slug,
        account=body.account.name,
        setting=body.setting.id,
        outcome=body.outcome,
        proofs=tuple(proof.kind for proof in body.proofs),
        statement=body.statement,
        test_sites=body.test_sites,
    )


def _text(call: Call, found: Sequence[Receipt], problems: Sequence[str], *, everything: bool) -> RenderableType:
    pen = call.screen.pen(call.program)
    wrong = [line for one in problems for line in pen.wrapped(one, indent=1, style="bad")]
    if found:
        hint, command = SEE_ONE, words.command(call.program, "receipts", "show", found[0].id)
    else:
        hint = NONE_YET if everything else NONE_OF_THEM
        command = words.command(call.program, *(["check", "--all"] if everything else ["receipts"]))
    rows = [line for one in found for line in _row(one, pen)]
    foot = Text.assemble(f" {hint} ", (command, "command"))
    return Group(*rows, *([Text("")] if rows else []), *wrong, foot)


def _row(receipt: Receipt, pen: Pen) -> list[Text]:
    """Mark, id, day, outcome, and whose setting it was; in two lines where it is narrow."""
    body = receipt.body
    said = pen.cut(words.OUTCOMES[body.outcome], 14)
    line = Text.assemble(" ", pen.mark(body.outcome), f"  {body.id}  ", (body.stated_at[:10], "quiet"), f"  {said}  ")
    whose = f"{body.platform.slug} {body.account.name}: {body.setting.title}"
    if body.test_sites:
        whose = f"{ON_TEST_SITES}, {whose}"
    if pen.width < WIDE:
        return [line, Text("    ").append(pen.cut(whose, pen.width - 5).rstrip(), style="quiet")]
    return [line.append(pen.cut(whose, pen.width - line.cell_len - 1).rstrip())]
