"""The table fits every terminal, and says what is happening, what is done, and what needs a person."""

import itertools

import pytest
from rich.cells import cell_len

from automations.errand import Mode
from automations.outcome import Need, Outcome, Refused
from backend.cli.closing import people, summary, usual_remarks
from backend.cli.drawing import finished, running
from backend.cli.pen import WIDEST, Pen
from backend.told import Planned
from tests.cli.boards import Teller, family, half_way, teller


def pen(width: int = WIDEST, *, unicode: bool = True) -> Pen:
    return Pen(width=width, unicode=unicode, program="./unconsent")


def ending(told: Teller, with_pen: Pen) -> list[str]:
    """Everything that is shown at the end, line by line."""
    lines = finished(told.board, with_pen) + people(told.board, with_pen)
    return [line.plain for line in lines + summary(told.board, with_pen, usual_remarks(told.board, with_pen.program))]


@pytest.mark.parametrize(("width", "unicode"), tuple(itertools.product((40, 60, 80, WIDEST), (True, False))))
def test_no_line_is_wider_than_the_terminal_but_commands(width: int, unicode: bool) -> None:
    told = family()
    for line in ending(told, pen(width, unicode=unicode)):
        copied = "./unconsent" in line or "https://" in line
        assert cell_len(line) <= width or copied, line


def test_without_unicode_everything_is_ascii() -> None:
    told = family()
    lines = ending(told, pen(unicode=False)) + [line.plain for line in running(told.board, pen(unicode=False), 40)]
    assert "\n".join(lines).isascii()


@pytest.mark.parametrize("height", [8, 12, 16, 24, 60])
def test_a_running_table_fits_the_height(height: int) -> None:
    told = teller(*(("x", f"account-{number}") for number in range(30)))
    for number, lane in enumerate(told.board.lanes[:20]):
        told.plan(lane)
        if number < 19:
            told.all_done(lane, Outcome.NEEDS_YOU if number % 5 == 4 else Outcome.OPTED_OUT, needs=_sign_in(number))
    assert len(running(told.board, pen(), height)) <= height


def _sign_in(number: int) -> Need | None:
    return Need.SIGN_IN if number % 5 == 4 else None


def test_it_shows_what_is_happening() -> None:
    told = half_way()
    told.clock.seconds = 61
    lines = [line.plain for line in running(told.board, pen(), 40)]
    assert any("3 of" in line and "1:01" in line for line in lines)
    rows = {line[5:40].strip(): line for line in lines}
    settings = told.board.lanes[0].settings
    assert "opted out" in rows[settings[0].title]
    assert "page + api" in rows[settings[0].title]
    assert "proving it" in rows[settings[3].title]
    assert "waiting" in rows[settings[4].title]
    assert any("blog" in line and "waiting" in line for line in lines)


def test_what_needs_a_person_comes_with_the_exact_command() -> None:
    told = family()
    lines = [line.plain.strip() for line in people(told.board, pen())]
    commands = [line for line in lines if line.startswith("./unconsent")]
    assert "./unconsent sign-in x work" in commands
    assert "./unconsent run x club --consent" in commands
    assert len(commands) == len(set(commands))


def test_what_ended_an_account_stands_once() -> None:
    told = family()
    lines = ending(told, pen())
    work = told.board.lanes[1]
    assert sum("needs you: sign in" in line for line in lines) == 1
    assert any(f"the other {len(work.settings) - 1} settings" in line for line in lines)
    assert any(f"all {len(work.settings)} settings" in line and "needs you: consent" in line for line in lines)


def test_a_good_run_says_so_and_a_stopped_one_does_not() -> None:
    good, stopped = teller(("x", "me")), teller(("x", "me"))
    good.plan(good.board.lanes[0])
    good.all_done(good.board.lanes[0], Outcome.OPTED_OUT)
    stopped.plan(stopped.board.lanes[0])
    stopped.done(stopped.board.lanes[0], 0, Outcome.OPTED_OUT)
    stopped.end(stopped.board.lanes[0])
    count = len(good.board.lanes[0].settings)
    assert any(f"✓  {count} settings are out, just now; proven twice." in line for line in ending(good, pen()))
    assert good.board.complete
    said = "\n".join(ending(stopped, pen()))
    assert not stopped.board.complete
    assert "Stopped by you" in said
    assert "not visited" in said


def test_settings_that_cost_something_are_offered() -> None:
    told = teller(("x", "me"))
    told.plan(told.board.lanes[0])
    told.all_done(told.board.lanes[0], Outcome.OPTED_OUT)
    first = told.board.lanes[0].left_alone[0]
    assert any(f"./unconsent run x me {first.id}" in line for line in ending(told, pen()))


def test_a_bug_in_one_account_shows_no_text_of_it() -> None:
    told = teller(("x", "me"), ("x", "work"))
    told.end(told.board.lanes[0], RuntimeError("typed secret"))
    told.end(told.board.lanes[1], Refused("The profile is in use. Close it."))
    said = "\n".join(ending(told, pen()))
    assert "RuntimeError" in said
    assert "typed secret" not in said
    assert "The profile is in use. Close it." in said


def test_an_undo_of_nothing_says_so() -> None:
    told = teller(("x", "me"), mode=Mode.UNDO)
    told.board.tell(_nothing(told))
    told.end(told.board.lanes[0])
    said = "\n".join(ending(told, pen()))
    assert "nothing to put back" in said
    assert "Nothing was put back." in said


def _nothing(told: Teller) -> Planned:
    return Planned(job=told.job(told.board.lanes[0]), settings=())


def test_a_run_tells_what_no_switch_can_do_and_what_only_the_person_can() -> None:
    told = teller(("linkedin", "me"))
    (lane,) = told.board.lanes
    told.plan(lane)
    told.all_done(lane, Outcome.OPTED_OUT)
    lines = ending(told, pen())
    assert any(line.startswith(" Beyond") and "do not unlearn" in line for line in lines)
    count = len(lane.platform.by_hand) + len(lane.platform.forms)
    assert any(line.startswith(" By hand") and f"{count} things" in line for line in lines)
    assert any(line.endswith("./unconsent platforms linkedin") for line in lines)
    checked = teller(("linkedin", "me"), mode=Mode.CHECK)
    assert not any(line.startswith((" Beyond", " By hand")) for line in ending(checked, pen()))
