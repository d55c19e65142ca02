"""Draws the board as lines that fit a terminal of any width, and fold when there are more than its height."""

from rich.cells import cell_len
from rich.text import Text

from automations.errand import Stage
from automations.outcome import Outcome, Result
from automations.spec import Setting
from backend.cli import words
from backend.cli.board import Board, Lane
from backend.cli.closing import people
from backend.cli.pen import Pen

OUTCOME_WIDTH = 20
PROOF_WIDTH = 14
ROOMY = 72
"""Columns from which on the proofs have a column of their own."""
WHOLE = 60
"""Rows up to which a finished board shows every setting."""


def running(board: Board, pen: Pen, height: int) -> list[Text]:
    """The board while work goes on, in at most that many lines: what is done folds first, then what waits."""
    hint = words.STOPPING if board.stopping else words.STOP_HINT
    most = max(0, min(3, (height - 10) // 4))
    last = pen.wrapped(hint, indent=1, style="you" if board.stopping else "quiet")
    foot = [Text(""), *people(board, pen, most=most), *last]
    head = _head(board, pen, bar=True)
    room = height - len(foot) - len(head) - 1
    for folded in range(4):
        body = _lanes(board, pen, folded)
        if len(body) <= room:
            break
    return [*head, *body[: max(room, 1)], *foot][: height - 1]


def finished(board: Board, pen: Pen) -> list[Text]:
    """The board when all is done. With many rows, accounts without trouble take one line each."""
    lines = _head(board, pen, bar=False)
    before_was_small = False
    for lane in board.lanes:
        trouble = lane.trouble or any(_gravity(result) for result in lane.results)
        small = board.size > WHOLE and not trouble and lane.finished
        if small:
            lines += [*([] if before_was_small else [Text("")]), *_folded(lane, pen)]
        else:
            lines += _unfolded(board, lane, pen, whole=True)
        before_was_small = small
    return lines


def _head(board: Board, pen: Pen, *, bar: bool) -> list[Text]:
    said = words.DOING[board.mode] if bar else words.DID[board.mode]
    count = f"{board.visited} of {board.size}" if board.size else ""
    right = f"{count}   {board.seconds // 60}:{board.seconds % 60:02}"
    line = Text.assemble(" ", ("Unconsent", "head"), f" {pen.dot} {said}")
    room = pen.width - line.cell_len - cell_len(right) - 5
    if bar and room >= 8:
        line.append("  ").append_text(pen.bar(board.visited, board.size, min(room, 32)))
    line.append(f"   {right}", style="quiet")
    note = words.PRACTICE if board.practice else words.TEST_SITES.format(hosts=", ".join(board.test_sites))
    return [line, *pen.wrapped(note, indent=1, style="you")] if board.practice or board.test_sites else [line]


def _lanes(board: Board, pen: Pen, folded: int) -> list[Text]:
    """Folded 0: everything; 1: what is done and what waits takes a line each; 2: one for all; 3: only what is busy."""
    done = [lane for lane in board.lanes if lane.finished]
    busy = [lane for lane in board.lanes if lane.planned and not lane.finished]
    waiting = [lane for lane in board.lanes if not lane.planned and not lane.finished]
    lines: list[Text] = [Text("")] if folded else []
    for lane in done if folded < 2 else ():
        lines += _folded(lane, pen) if folded else _unfolded(board, lane, pen, whole=False)
    if folded >= 2 and done:
        lines.append(_count(pen.mark(Outcome.OPTED_OUT), len(done), "done"))
    for lane in busy:
        lines += _unfolded(board, lane, pen, whole=False) if folded < 3 else _busy_only(board, lane, pen)
    for lane in waiting if not folded else ():
        lines += [Text(""), Text.assemble(_title(lane, pen), (f"   {words.WAITING}", "quiet"))]
    if folded and waiting:
        lines.append(_count(Text(pen.dot, style="quiet"), len(waiting), words.WAITING))
    return lines


def _count(mark: Text, accounts: int, what: str) -> Text:
    noun = "account" if accounts == 1 else "accounts"
    return Text.assemble("  ", mark, (f"  {accounts} {noun} {what}", "quiet"))


def _title(lane: Lane, pen: Pen) -> Text:
    return Text(pen.cut(f" {lane.title} {pen.dot} {lane.account}", pen.width).rstrip(), style="head")


def _unfolded(board: Board, lane: Lane, pen: Pen, *, whole: bool) -> list[Text]:
    """An account with a row for each setting; what ended the work stands once. `whole`: with the reasons."""
    lines = [Text(""), _title(lane, pen)]
    if lane.trouble:
        lines += pen.wrapped(words.trouble_words(lane.trouble), indent=5, style="bad")
    unoffered = [one for one in lane.platform.not_offered if one.id in lane.done]
    if lane.planned and not lane.settings and not unoffered:
        lines.append(Text(f"  {pen.dot}  {words.NOTHING_TO_DO[board.mode]}", style="quiet"))
    same = {result.setting: result for result in lane.same_end}
    for setting in lane.settings:
        done = lane.done.get(setting.id)
        if done is None:
            lines += [_open_row(board, lane, setting, pen)] if not lane.trouble else []
        elif setting.id not in same:
            lines += [_row(board, pen, setting.title, done.result), *_reason(done.result, pen, whole)]
    if same:
        count = words.count_words(len(same), of=len(lane.settings))
        lines += [_row(board, pen, count, lane.results[-1]), *_reason(lane.results[-1], pen, whole)]
    for one in unoffered:
        result = lane.done[str(one.id)].result
        lines += [_row(board, pen, one.what, result), *_reason(result, pen, whole)]
    return lines


def _folded(lane: Lane, pen: Pen) -> list[Text]:
    """An account in one line: its gravest outcome, and how many settings have it."""
    results = lane.results
    worst = max(results, key=_gravity, default=None)
    if worst is None or _gravity(worst) == 0:
        mark, style = pen.mark(Outcome.OPTED_OUT if results else Outcome.SKIPPED), "good" if results else "quiet"
        said = f"{sum(bool(result.proofs) for result in results)} of {len(results)} proven"
    else:
        mark, style = pen.mark(worst.outcome), words.MARKS[worst.outcome][2]
        same = sum(result.outcome is worst.outcome for result in results)
        said = f"{same} of {len(results)} {words.outcome_words(worst)}"
    title = _title(lane, pen).plain.strip()
    line = Text.assemble("  ", mark, "  ", pen.cut(title, min(34, max(pen.width - 8 - cell_len(said), 8))), "  ")
    return [line.append(said, style=style)]


def _busy_only(board: Board, lane: Lane, pen: Pen) -> list[Text]:
    setting = lane.now
    return [_title(lane, pen), *([_open_row(board, lane, setting, pen)] if setting else [])]


def _gravity(result: Result) -> int:
    return words.GRAVITY[words.MARKS[result.outcome][2]]


def _title_width(board: Board, pen: Pen) -> int:
    """As wide as the longest title, if there is room beside the outcomes."""
    rest = 7 + OUTCOME_WIDTH + (PROOF_WIDTH if pen.width >= ROOMY else 0)
    longest = max((cell_len(setting.title) for lane in board.lanes for setting in lane.settings), default=0)
    return max(min(pen.width - rest, max(longest, 24)), 8)


def _row(board: Board, pen: Pen, title: str, result: Result) -> Text:
    said = words.outcome_words(result)
    proofs = words.proof_words(result)
    line = Text.assemble("  ", pen.mark(result.outcome), "  ", pen.cut(title, _title_width(board, pen)), "  ")
    line.append(said, style=words.MARKS[result.outcome][2])
    if pen.width >= ROOMY and proofs:
        line.append(" " * max(OUTCOME_WIDTH - cell_len(said), 1) + proofs, style="quiet")
    return line


def _open_row(board: Board, lane: Lane, setting: Setting, pen: Pen) -> Text:
    """A setting without an outcome: being worked on, waiting, or not come to."""
    stage: Stage | None = lane.stages.get(setting.id)
    title = pen.cut(setting.title, _title_width(board, pen))
    if stage and not lane.ended:
        return Text.assemble("  ", pen.busy(board.clock()), "  ", title, "  ", (words.STAGES[stage], "busy"))
    said = words.NOT_VISITED if lane.ended else words.WAITING
    return Text.assemble("  ", (f"{pen.dot}  {title}  {said}", "quiet"))


def _reason(result: Result, pen: Pen, whole: bool) -> list[Text]:
    """Why an outcome is not a success, wrapped below its row."""
    if not whole or not result.detail or words.MARKS[result.outcome][2] == "good":
        return []
    return pen.wrapped(result.detail, indent=5, style="quiet")
