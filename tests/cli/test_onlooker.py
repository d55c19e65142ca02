"""Looking on: plain lines elsewhere than on a terminal, questions to the person, and Ctrl-C once and twice."""

import asyncio
import io
import os
import signal
from typing import TextIO

import pytest
from rich.console import Console
from rich.theme import Theme

from automations.outcome import Outcome
from backend.cli.call import Call
from backend.cli.onlooker import Onlooker, look_on
from backend.cli.screen import STYLES, Screen
from tests.cli.boards import Teller, account, half_way, teller


def console(*, terminal: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=100,
        height=40,
        force_terminal=terminal,
        theme=Theme(STYLES),
        markup=False,
        no_color=True,
    )


def onlooker(told: Teller, *, terminal: bool = False, keyboard: TextIO | None = None, json: bool = False) -> Onlooker:
    screen = Screen(out=console(terminal=terminal), err=console(terminal=terminal), json=json, keyboard=keyboard)
    return Onlooker(call=Call(screen=screen, environ={"UNCONSENT_COMMAND": "./unconsent"}), board=told.board)


def written(of: Console) -> str:
    assert isinstance(of.file, io.StringIO)
    return of.file.getvalue()


async def test_elsewhere_than_on_a_terminal_every_outcome_is_a_line() -> None:
    told, other = teller(("x", "me")), teller(("x", "me"))
    one = onlooker(told)
    other.plan(other.board.lanes[0])
    other.all_done(other.board.lanes[0], Outcome.OPTED_OUT)
    async with look_on(one):
        for done in other.board.done:
            one.tell(done)
    lines = written(one.call.screen.out).splitlines()
    assert len(lines) == len(other.board.done)
    assert any("x me x.grok_training: opted out (page + api)" in line for line in lines)
    assert "\x1b" not in "".join(lines)


async def test_with_json_nothing_is_written_meanwhile() -> None:
    told, other = teller(("x", "me")), teller(("x", "me"))
    one = onlooker(told, terminal=True, json=True)
    other.plan(other.board.lanes[0])
    async with look_on(one):
        one.tell(other.board.done[0])
    assert written(one.call.screen.out) == ""


async def test_a_terminal_shows_the_table_and_clears_it() -> None:
    one = onlooker(half_way(), terminal=True)
    async with look_on(one):
        assert one.live is not None
        one.live.refresh()
    shown = written(one.call.screen.out)
    assert "proving it" in shown
    assert shown.endswith("\x1b[2K")


async def test_the_first_interrupt_asks_to_stop_and_the_second_stops() -> None:
    one = onlooker(half_way())
    async with look_on(one):
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.wait_for(one.stop.wait(), 5)
        assert one.board.stopping
        assert not one.stopped_at_once
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(5)
        pytest.fail("the second interrupt did not end the work")
    assert one.stopped_at_once
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


async def test_a_code_is_asked_for_while_the_table_stands_aside() -> None:
    read, write = os.pipe()
    with os.fdopen(read) as keyboard:
        one = onlooker(half_way(), terminal=True, keyboard=keyboard)
        async with look_on(one):
            asking = asyncio.create_task(one.ask_code(account("x", "me")))
            await asyncio.sleep(0)
            os.write(write, b" 123456 \n")
            assert await asyncio.wait_for(asking, 5) == "123456"
    os.close(write)
    assert "X asks me for a code" in written(one.call.screen.err)


async def test_nobody_is_asked_where_nobody_is() -> None:
    assert await onlooker(half_way()).ask_code(account("x", "me")) is None
