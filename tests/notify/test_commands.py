"""`notify`, as a person types it; and the service tells by itself."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.flow.service import run_service
from backend.office import open_office
from backend.store.tables_notify import notify_messages
from tests.cli.process import Shell
from tests.notify.rooms import Opening
from tests.notify.webhook import Webhook
from tests.store.household import GIVEN, settings_of
from tests.store.outside import DATABASE

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def shell(home: Path) -> Shell:
    """The command line with that data folder."""
    return Shell(home=home)


async def test_from_adding_to_removing(shell: Shell, webhook: Webhook) -> None:
    def run(*typed: str, stdin: str = "") -> tuple[int, str, str]:
        ended = shell("notify", *typed, stdin=stdin, **GIVEN)
        return ended.status, ended.out, ended.err

    async def typed(*words: str, stdin: str = "") -> tuple[int, str, str]:
        return await asyncio.to_thread(run, *words, stdin=stdin)

    secret = f"{webhook.url}?+x-token=canary"
    status, out, _ = await typed("add", "phone", "--url-stdin", stdin=f"{secret}\n")
    assert status == 0 and "notify test phone" in out
    status, out, _ = await typed("test", "phone", "--json")
    assert status == 0 and '"done": "sent"' in out and "x-token: canary" in webhook.lines[0].lower()
    assert "last told" in (await typed())[1]
    status, out, _ = await typed("remove", "PHONE", "--json")
    assert status == 0 and '"done": "removed"' in out and "canary" not in out
    everything = (shell.home / DATABASE).read_bytes()
    assert b"canary" not in everything


def test_what_cannot_be_done_says_why(shell: Shell) -> None:
    for typed, stdin, status, said in (
        (("add", "phone", "--url-stdin"), "nonsense://canary", 2, "is not an address that Apprise knows"),
        (("test", "phone"), "", 2, "There is no 'phone'"),
        (("settings", "--at-once", "renamed"), "", 2, "came_back, needs_you, letter_due, nothing"),
    ):
        ended = shell("notify", *typed, stdin=stdin, **GIVEN)
        assert (ended.status, ended.out, said in ended.err) == (status, "", True), ended.err
        assert "canary" not in ended.err


def test_nobody_there_is_told_by_the_exit_status(shell: Shell) -> None:
    assert shell("notify", "add", "phone", "--url-stdin", stdin="json://127.0.0.1:9/", **GIVEN).status == 0
    ended = shell("notify", "test", "phone", **GIVEN)
    assert ended.status == 32 and "cannot be reached" in ended.out
    wrong = shell("notify", **GIVEN, UNCONSENT_NOTIFY_PRIVATE="all")
    assert wrong.status == 2 and "nobody, owner, everybody" in wrong.err


def test_settings_are_shown_and_changed(shell: Shell) -> None:
    changed = shell(
        *("notify", "settings", "--at-once", "needs_you", "--quiet", "22:00-07:00"),
        *("--time-zone", "Europe/Berlin", "--day", "friday", "--hour", "18", "--json"),
        **GIVEN,
    )
    assert changed.document == {
        "version": 1,
        "at_once": ["needs_you"],
        "quiet_hours": {"begin": "22:00", "end": "07:00"},
        "time_zone": "Europe/Berlin",
        "digest": {"weekday": 4, "hour": 18},
    }
    shown = shell("notify", "settings", "--at-once", "nothing", "--quiet", "never", "--no-digest", **GIVEN).out
    rows = dict(line.strip().split("  ", 1) for line in shown.splitlines())
    assert {name.strip(): said.strip() for name, said in rows.items()} == {
        "Told at once": "nothing",
        "Quiet hours": "never",
        "Weekly digest": "none",
        "Time zone": "Europe/Berlin",
    }


async def test_the_service_tells_by_itself(opening: Opening, webhook: Webhook) -> None:
    async with opening.open() as room:
        await room.target(webhook.url)
        await room.found(await room.account())
        await room.outbox.gather()
        async with room.office.store.write() as connection:
            await connection.execute(notify_messages.update().values(due=LONG_AGO))
    settings = replace(settings_of(opening.home), database=opening.database)
    async with open_office(settings) as office, run_service(office, width=0):
        await asyncio.wait_for(webhook.came.wait(), 60)
    assert "came back on" in webhook.texts[0]
