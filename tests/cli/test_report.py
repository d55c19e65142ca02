"""Pages that were not as known are reported: redacted, shown first, and written only when somebody says yes."""

import asyncio
import json
import os
import pty
import re
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from automations.errand import Mode
from automations.outcome import Outcome, Result
from backend.cli.report import found
from backend.office import Office, open_office
from backend.reporting.bundle import PagePart
from backend.settings import read_settings
from tests.cli.process import Shell
from tests.store.household import result

SETTING = "x.grok_training"
GERMAN = "Erlaube die Nutzung deiner Beiträge für das Training"
FRIEND = "Nachrichten von Tante Käthe"
SEEN = ('language "de"', f'checkbox "{GERMAN}" checked', f'switch "{FRIEND}" pressed=mixed', "switch (no name)")


async def visited(shell: Shell, *outcomes: Outcome, seen: Sequence[str] = SEEN, detail: str = "Not there.") -> None:
    """An account at X, on which these outcomes came one after the other."""
    async with open_office(read_settings(shell.environ)) as office:
        account = await office.accounts.add(office.catalogue.platform("x"), "me", handle="qwzj_anna")
        for outcome in outcomes:
            told = result(account, SETTING, outcome, detail=detail)
            if outcome is Outcome.NOT_RECOGNISED:
                told = replace(told, before=None, after=None, seen=tuple(seen))
            await keep(office, told)


async def keep(office: Office, told: Result) -> None:
    """Keeps an outcome as an errand does."""
    account = await office.accounts.get(told.platform, told.account)
    receipt = await office.records.finish(account, Mode.CHECK, told)
    await office.sightings.keep(account, told, receipt)


def after(shell: Shell, *outcomes: Outcome, seen: Sequence[str] = SEEN, detail: str = "Not there.") -> None:
    asyncio.run(visited(shell, *outcomes, seen=seen, detail=detail))


def reported(shell: Shell) -> list[PagePart]:
    """What would be told of which pages."""

    async def look() -> list[PagePart]:
        async with open_office(read_settings(shell.environ)) as office:
            return await found(office, "x", "me")

    return asyncio.run(look())


def test_a_maintainer_learns_what_was_there_instead(shell: Shell) -> None:
    after(shell, Outcome.NOT_RECOGNISED)
    ended = shell("report", "--json")
    assert (ended.status, ended.document["file"]) == (0, None)
    (page,) = ended.document["report"]["pages"]
    assert page["setting"] == SETTING and page["platform"] == "x" and page["outcome"] == "not_recognised"
    assert page["page_language"] == "de"
    assert list(page["labels_known"]) == ["de"] and "en" in page["languages_known"]
    assert page["controls"] == [
        {"number": 1, "role": "checkbox", "name": GERMAN, "states": ["checked"], "left_out": None},
        {"number": 2, "role": "switch", "name": FRIEND, "states": ["pressed=mixed"], "left_out": None},
        {"number": 3, "role": "switch", "name": None, "states": [], "left_out": None},
    ]
    assert "qwzj" not in ended.out
    assert list(shell.home.parent.glob("*.json")) == []


def test_what_was_not_recorded_says_so(shell: Shell) -> None:
    after(shell, Outcome.NOT_RECOGNISED, seen=())
    (page,) = reported(shell)
    assert (page.page_language, page.controls_recorded, page.controls) == ("not recorded", False, ())


@pytest.mark.parametrize("language", ['language "qwzj@example"', 'language ""', "language de", 'language "de" qwzj'])
def test_a_language_that_is_none_is_not_told(shell: Shell, language: str) -> None:
    after(shell, Outcome.NOT_RECOGNISED, seen=(language, *SEEN[1:]))
    (page,) = reported(shell)
    assert page.page_language == "not recorded"
    assert "qwzj" not in page.model_dump_json()


@pytest.mark.parametrize("later", [Outcome.OPTED_OUT, Outcome.STILL_ON, Outcome.NOT_OFFERED, Outcome.FORCED])
def test_a_page_that_is_as_known_by_now_is_not_reported(shell: Shell, later: Outcome) -> None:
    after(shell, Outcome.NOT_RECOGNISED, later)
    assert reported(shell) == []


@pytest.mark.parametrize("later", [Outcome.SKIPPED, Outcome.UNREACHABLE, Outcome.NEEDS_YOU, Outcome.LIMITED])
def test_a_visit_that_saw_nothing_does_not_hide_it(shell: Shell, later: Outcome) -> None:
    after(shell, Outcome.NOT_RECOGNISED, later)
    assert len(reported(shell)) == 1


def test_nothing_is_written_unless_somebody_says_yes(shell: Shell) -> None:
    after(shell, Outcome.NOT_RECOGNISED)
    shown = shell("report")
    assert shown.status == 2 and "unconsent report --yes" in shown.err
    assert GERMAN in shown.out
    assert list(shell.home.parent.glob("*.json")) == []
    wrote = shell("report", "--yes", "--to", "told.json")
    file = shell.home.parent / "told.json"
    assert wrote.status == 0 and wrote.out.startswith(file.read_text()), "shown as it is written"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told = json.loads(file.read_text())
    assert told == shell("report", "--json").document["report"]
    assert (told["format"], told["version"]) == ("unconsent-report", 1)


def test_what_steers_a_terminal_is_shown_as_an_escape(shell: Shell) -> None:
    after(shell, Outcome.NOT_RECOGNISED, seen=(*SEEN, 'switch "left\u202eright \x1b[J\u2028"'))
    shown = shell("report", "--yes", "--to", "told.json").out
    assert "\\u202e" in shown and "\\u001b" in shown and "\\u2028" in shown
    assert not any(one in shown for one in "\u202e\x1b\u2028")
    assert json.loads((shell.home.parent / "told.json").read_text())["pages"][0]["controls"][-1]["name"]


def test_why_is_told_without_what_it_quotes(shell: Shell) -> None:
    after(shell, Outcome.NOT_RECOGNISED, detail="2 options are chosen. The control shows a value: 'qwzj secret'.")
    (page,) = reported(shell)
    assert page.why == "2 options are chosen. The control shows a value: ...."


def test_what_was_seen_is_sealed_and_goes_with_the_account(shell: Shell) -> None:  # R22
    after(shell, Outcome.NOT_RECOGNISED)
    stored = b"".join(file.read_bytes() for file in shell.home.rglob("*") if file.is_file())
    assert SETTING.encode() in stored and FRIEND.encode() not in stored and GERMAN.encode() not in stored
    assert shell("accounts", "remove", "x", "me", "--yes").status == 0
    assert shell("report").out.startswith("Nothing was visited yet")


def test_the_person_strikes_names_out_and_sees_what_is_left(shell: Shell, tmp_path: Path) -> None:
    after(shell, Outcome.NOT_RECOGNISED)
    shown = at_a_terminal(shell, ["report", "--to", "told.json"], answers=("2", "", "y"))
    (page,) = json.loads((tmp_path / "told.json").read_text())["pages"]
    assert [one["name"] for one in page["controls"]] == [GERMAN, None, None]
    assert page["controls"][1]["left_out"] == "you left it out"
    assert shown.count(FRIEND) == 1 and shown.count(GERMAN) == 2


def test_no_is_no(shell: Shell, tmp_path: Path) -> None:
    after(shell, Outcome.NOT_RECOGNISED)
    assert "Nothing was written" in at_a_terminal(shell, ["report", "--to", "told.json"], answers=("", ""))
    assert not (tmp_path / "told.json").exists()


QUESTION = re.compile(rb"empty: none\)|\[y/N\]")


def at_a_terminal(shell: Shell, arguments: list[str], *, answers: Sequence[str]) -> str:
    """What a person sees who answers each question as it comes."""
    master, slave = pty.openpty()
    command = [sys.executable, "-W", "error", "-m", "backend.cli.main", *arguments]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=shell.home.parent, env=shell.environ | {"COLUMNS": "300"}
    )
    os.close(slave)
    shown, answered = b"", 0
    while chunk := _read(master):
        shown += chunk
        asked = len(QUESTION.findall(shown))
        for answer in answers[answered:asked]:
            os.write(master, answer.encode() + b"\n")
        answered = max(answered, asked)
    os.close(master)
    process.wait(timeout=30)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says EIO once the other side is closed
        return b""
