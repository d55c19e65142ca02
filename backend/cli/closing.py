"""What is said below the board: what needs a person, what is proven, and what to do next."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from automations.errand import Mode
from automations.outcome import Outcome, Result
from backend.cli import words
from backend.cli.board import Board, Lane
from backend.cli.document import new_setting_events
from backend.cli.pen import Pen

LABEL_WIDTH = 12
FEW = 3


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One entry of the summary: a label, a sentence, and the command or address that belongs to it."""

    label: str
    text: str
    command: str = ""


def people(board: Board, pen: Pen, *, most: int | None = None) -> list[Text]:
    """What needs a person, each with the exact command or address; no lines when nothing does, or `most` is 0."""
    told: dict[tuple[int, str], list[Text]] = {}
    for lane, result in board.need_someone():
        target = words.next_command(pen.program, result, board.mode, lane.platform) or _address(lane, result)
        told.setdefault((id(lane), target), _person(lane, result, target, board.mode, pen))
    shown = list(told.values())[:most]
    if not shown:
        return []
    more = len(told) - len(shown)
    rest = [Text(f"     {words.MORE.format(count=more)}", style="quiet")] if more else []
    return [
        Text(f" {words.NEEDS_SOMEONE}", style="head"),
        *(line for lines in shown for line in lines),
        *rest,
        Text(""),
    ]


def summary(board: Board, pen: Pen, remarks: list[Remark]) -> list[Text]:
    """The lines after the board: the verdict, then remarks."""
    counts = board.counts
    verdict = words.proven_words(counts, board.mode)
    good = not any(counts[outcome] for outcome, (_, _, style) in words.MARKS.items() if style not in ("good", "quiet"))
    mark = pen.mark(Outcome.OPTED_OUT) if good and board.complete else Text(pen.dot)
    lines = pen.wrapped(verdict, indent=5, style="head")
    lines[0] = Text.assemble("  ", mark, "  ", (lines[0].plain.strip(), "head"))
    if not board.complete and not any(lane.trouble for lane in board.lanes):
        lines += pen.wrapped(words.INTERRUPTED, indent=5, style="you")
    lines.append(Text(""))
    for remark in remarks:
        lines += _labelled(remark, pen)
    return lines


def usual_remarks(board: Board, program: str) -> list[Remark]:
    """Receipts, what was left alone, what is new on the pages, and the next step."""
    remarks = []
    receipts = sum(done.receipt is not None for done in board.done)
    if receipts:
        remarks.append(
            Remark(label="Receipts", text=words.receipts_words(receipts), command=words.command(program, "receipts"))
        )
    for lane in {one.platform.slug: one for one in reversed(board.lanes)}.values():
        if lane.left_alone and board.mode is Mode.RUN:
            one = words.command(program, "run", lane.platform.slug, lane.account, lane.left_alone[0].id)
            text = words.left_alone_words(len(lane.left_alone))
            remarks.append(Remark(label="Left alone", text=f"{lane.title}: {text}", command=one))
    remarks += _beyond(board, program)
    for event in new_setting_events([done.result for done in board.done]):
        remarks.append(Remark(label="New", text=words.NEW_CONTROL.format(what=event.detail), command=event.url or ""))
    if board.mode is Mode.RUN and board.counts[Outcome.OPTED_OUT]:
        remarks.append(Remark(label="Next", text=words.LOOK_AGAIN, command=words.command(program, "check", "--all")))
    return remarks


def _beyond(board: Board, program: str) -> list[Remark]:
    """After a run: what no switch can do, and what only the person can; a line for each platform where there are few."""
    if board.mode is not Mode.RUN:
        return []
    platforms = list({one.platform.slug: one.platform for one in board.lanes}.values())
    if len(platforms) > FEW:
        return [Remark(label="Beyond", text=words.BEYOND_SWITCHES, command=words.command(program, "platforms"))]
    remarks = [
        Remark(label="Beyond", text=f"{one.name.split(' (')[0]}: {one.advice[0]}") for one in platforms if one.advice
    ]
    for one in platforms:
        if one.by_hand or one.forms:
            text = words.by_hand_words(one.name.split(" (")[0], len(one.by_hand) + len(one.forms))
            remarks.append(Remark(label="By hand", text=text, command=words.command(program, "platforms", one.slug)))
    return remarks


def _person(lane: Lane, result: Result, target: str, mode: Mode, pen: Pen) -> list[Text]:
    said = words.next_words(result, mode)
    about = f"{lane.title} {pen.dot} {lane.account}"
    if not target.startswith(f"{pen.program} "):
        about += f", {lane.platform.title_of(result.setting)}"
    first = pen.wrapped(f"{about}: {said}", indent=5)
    first[0] = Text.assemble("  ", pen.mark(result.outcome), "  ", first[0].plain.strip())
    return [*first, _whole(f"     {target}")] if target else first


def _labelled(remark: Remark, pen: Pen) -> list[Text]:
    """The label, then the sentence; the command follows on the same line when it fits."""
    lines = pen.wrapped(remark.text, indent=LABEL_WIDTH + 1)
    lines[0] = Text.assemble((f" {remark.label:<{LABEL_WIDTH}}", "quiet"), lines[0].plain.strip())
    if remark.command and lines[-1].cell_len + 1 + cell_len(remark.command) < pen.width:
        lines[-1] = Text.assemble(lines[-1], " ", (remark.command, "command"))
    elif remark.command:
        lines.append(_whole(" " * (LABEL_WIDTH + 1) + remark.command))
    return lines


def _whole(command: str) -> Text:
    """A line that is never broken, so that it can be copied."""
    return Text(command, style="command", no_wrap=True, overflow="ignore")


def _address(lane: Lane, result: Result) -> str:
    return (result.url or "").replace("{site}", (lane.address or "").rstrip("/"))
