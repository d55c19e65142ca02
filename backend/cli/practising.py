"""`try`: practice accounts are opted out on stand-ins of the platforms, and the person keeps a receipt to look at."""

from pathlib import Path

from backend.cli import words
from backend.cli.board import Board
from backend.cli.call import Answer, Call
from backend.cli.closing import Remark
from backend.cli.files import written
from backend.cli.visit import answer, board_of, work
from backend.office import Office
from backend.practice_run import practice_run


async def practise(call: Call, *, width: int | None, headed: bool) -> Answer:
    """Opts a practice account out of everything at every practice platform."""
    if not call.screen.live:
        call.screen.notice(words.PRACTICE)
    async with practice_run(call.settings(), notice=call.screen.notice) as practice:
        board = board_of(practice.office, practice.jobs, practice=True)
        await work(call, practice.office, board, practice.jobs, width=width, headed=headed)
        receipt = await _receipt(practice.office, board)
        return answer(call, board, "try", _remarks(call.program, receipt, headed=headed))


async def _receipt(office: Office, board: Board) -> Path | None:
    """The last proven receipt, as a page that any browser shows."""
    proven = [done.receipt for done in board.done if done.receipt and done.result.proofs]
    if not proven:
        return None
    file = office.settings.home / "receipt.html"
    written(file, await office.receipts.export(proven[-1], "html"))
    return file


def _remarks(program: str, receipt: Path | None, *, headed: bool) -> list[Remark]:
    remarks = []
    if receipt:
        remarks.append(Remark(label="Receipt", text=words.TRY_RECEIPT, command=str(receipt)))
    if not headed:
        remarks.append(Remark(label="Watch", text=words.TRY_WATCH, command=words.command(program, "try", "--headed")))
    first = Remark(label="Next", text=words.TRY_NEXT, command=words.command(program, "accounts", "add", "x", "NAME"))
    return [*remarks, first]
