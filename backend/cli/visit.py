"""`check`, `run` and `undo`: the accounts are visited while the person looks on, and the answer says what came of it."""

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from automations.errand import Mode
from automations.outcome import Refused, Stopped
from backend.batch import run_jobs
from backend.cli import words
from backend.cli.board import Board, Lane
from backend.cli.call import Answer, Call
from backend.cli.closing import Remark, people, summary, usual_remarks
from backend.cli.consent import with_consent
from backend.cli.document import NextPart, TroublePart, results_document
from backend.cli.drawing import finished
from backend.cli.exit_status import BITS, STOPPED, Exit, exit_status
from backend.cli.onlooker import Onlooker, look_on
from backend.cli.targets import Asked, chosen_jobs, require_a_target
from backend.cli.through_service import service_for, work_through
from backend.cli.trouble import write_log
from backend.office import Office
from backend.told import Job


async def visit(call: Call, asked: Asked) -> Answer:
    """Visits the accounts and answers with what came of it."""
    require_a_target(call.program, asked)
    async with call.office() as office:
        jobs = await chosen_jobs(call.program, office, asked)
        if asked.all:
            await _tell_left_out(call, office)
        if asked.mode is Mode.UNDO and asked.all and call.screen.can_ask:
            await _require_yes(call, len(jobs))
        jobs = await with_consent(call, office, jobs, given=asked.consent)
        _tell_shared(call, office, jobs)
        board = board_of(office, jobs)
        await work(call, office, board, jobs, width=asked.width, headed=asked.headed)
        return answer(call, board, asked.mode.value, usual_remarks(board, call.program))


async def _tell_left_out(call: Call, office: Office) -> None:
    gone = [f"{one.platform} {one.name}" for one in await office.accounts.all() if not office.knows(one)]
    if gone:
        call.screen.notice(words.LEFT_OUT.format(names=", ".join(gone)))


def _tell_shared(call: Call, office: Office, jobs: Sequence[Job]) -> None:
    """Says, before anything is changed, what changes along on other platforms."""
    for platform in {one.slug: one for one in map(office.platform_of, (job.account for job in jobs))}.values():
        if platform.shared_with and jobs[0].mode is not Mode.CHECK:
            call.screen.notice(words.SHARED.format(platform=platform.name, note=platform.shared_with.note))


def board_of(office: Office, jobs: Sequence[Job], *, practice: bool = False) -> Board:
    """An empty board with a lane for each job."""
    lanes = [
        Lane(platform=office.platform_of(job.account), account=job.account.name, address=job.account.address)
        for job in jobs
    ]
    return Board(mode=jobs[0].mode, lanes=lanes, practice=practice, test_sites=office.test_sites)


async def work(
    call: Call, office: Office, board: Board, jobs: Sequence[Job], *, width: int | None, headed: bool
) -> None:
    """Does the jobs while the person looks on. What is done is on the board, also when it was stopped."""
    onlooker = Onlooker(call=call, board=board)
    service = service_for(office, headed=headed)
    async with look_on(onlooker):
        if service:
            await work_through(office, jobs, onlooker)
        else:
            await run_jobs(
                office,
                jobs,
                tell=onlooker.tell,
                width=width,
                headed=headed,
                ask_code=onlooker.ask_code if call.screen.can_ask else None,
                stop=onlooker.stop,
            )
    for lane in board.lanes:
        if lane.trouble and not isinstance(lane.trouble, Refused | Stopped):
            write_log(lane.trouble, office.settings.home, board.mode.value)


def answer(call: Call, board: Board, command: str, remarks: list[Remark]) -> Answer:
    """The board as text and as a document, with the exit status that its outcomes and troubles call for."""
    status = exit_status(done.result.outcome for done in board.done)
    for lane in board.lanes:
        status |= _bit(lane.trouble) if lane.trouble else Exit.FINE
    document = results_document(
        command,
        [(done.result, done.receipt) for done in board.done],
        exit_bits=int(status),
        needs_you=_next_parts(call.program, board),
        troubles=_trouble_parts(board),
        interrupted=not board.complete,
        test_sites=board.test_sites,
    )
    return Answer(document=document, text=_text(call, board, remarks), status=status if board.complete else STOPPED)


def _text(call: Call, board: Board, remarks: list[Remark]) -> Group:
    """The whole table on a terminal; elsewhere its rows were printed already, one by one."""
    pen = call.screen.pen(call.program)
    table = [*finished(board, pen)] if call.screen.live else []
    return Group(*table, Text(""), *people(board, pen), *summary(board, pen, remarks))


def _bit(trouble: Exception) -> Exit:
    if isinstance(trouble, Refused):
        return Exit.USAGE
    return BITS[trouble.outcome] if isinstance(trouble, Stopped) else Exit.INTERNAL


def _next_parts(program: str, board: Board) -> list[NextPart]:
    parts: dict[tuple[str, str, str | None], NextPart] = {}
    for lane, result in board.need_someone():
        command = words.next_command(program, result, board.mode, lane.platform)
        part = NextPart(
            platform=result.platform, account=result.account, needs=result.needs, command=command, url=result.url
        )
        parts.setdefault((lane.platform.slug, lane.account, command or result.url), part)
    return list(parts.values())


def _trouble_parts(board: Board) -> list[TroublePart]:
    return [
        TroublePart(platform=lane.platform.slug, account=lane.account, error=words.trouble_words(lane.trouble))
        for lane in board.lanes
        if lane.trouble
    ]


async def _require_yes(call: Call, accounts: int) -> None:
    if not await call.screen.says_yes(words.UNDO_ALL.format(count=accounts)):
        raise Refused(words.NOTHING_DONE)
