"""Handed over by one worker at a time, again when nobody knows, and not for ever: nothing is lost. # R30"""

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from backend.flow.findings import What
from backend.messenger.form import Ended, Why
from backend.notify import words
from backend.notify.outbox import LEASE, TRIES
from backend.notify.targets import PAUSES
from backend.store.tables_notify import notify_messages
from tests.notify.rooms import Opening, Room
from tests.notify.webhook import Webhook
from tests.store.household import KEY

BUSY = Ended(why=Why.ANSWER, status=503)


async def states(room: Room) -> list[tuple[str, int]]:
    """What became of each message, and how often it was tried."""
    async with room.office.store.read() as connection:
        rows = await connection.execute(notify_messages.select().order_by(notify_messages.c.id))
        return [(row.state, row.tries) for row in rows]


async def test_a_failure_is_shown_and_tried_again_with_growing_pauses(either: Room) -> None:
    account = await either.account()
    async with Webhook(answer=503, body="canary of the server").open() as webhook:
        target = await either.target(webhook.url)
        await either.found(account)
        await either.tell()
        failing = await either.notifications.targets.get(target.id)
        assert failing.why == "The server answered 503 instead of taking it. Check the address, or try again later."
        assert (failing.failing, failing.waiting, failing.sent) == (either.clock.now, 1, None)
        assert failing.next_try == either.clock.now + PAUSES[0]
        await either.tell(seconds=59)
        assert len(webhook.taken) == 1
        await either.tell(seconds=1)
        assert len(webhook.taken) == 2
        webhook.answer = 200
        await either.tell(minutes=5)
        assert len(webhook.taken) == 3 and words.REPEAT not in webhook.texts[2], "it was refused, so it is no repeat"
    well = await either.notifications.targets.get(target.id)
    assert (well.why, well.failing, well.waiting) == (None, None, 0) and well.sent


async def test_it_ends(room: Room) -> None:
    account = await room.account()
    target = await room.target("json://127.0.0.1:9/")
    await room.found(account)
    await room.outbox.gather()
    waits = []
    room.clock.move(minutes=2)
    for _ in range(TRIES):
        parcel = await room.outbox.take()
        assert parcel
        await room.outbox.close(parcel, BUSY)
        shown = await room.notifications.targets.get(target.id)
        assert shown.next_try
        waits.append(shown.next_try - room.clock.now)
        assert await room.outbox.take() is None
        room.clock.now = shown.next_try
    assert waits == sorted(waits) and sum(waits[:-1], timedelta()) < timedelta(days=1)
    assert await room.outbox.take() is None and await states(room) == [("given_up", TRIES)]
    assert (await room.notifications.targets.get(target.id)).given_up == 1


async def test_what_only_the_person_can_mend_is_not_tried_again(room: Room) -> None:
    account = await room.account()
    target = await room.target("windows://")
    await room.found(account)
    await room.tell()
    assert await states(room) == [("given_up", 1)]
    assert "stays on the machine" in str((await room.notifications.targets.get(target.id)).why)


async def test_one_bad_place_holds_up_no_other(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target("json://127.0.0.1:9/", "bad")
    await room.target(webhook.url, "good")
    await room.found(account)
    await room.tell()
    assert len(webhook.taken) == 1


async def test_two_workers_send_nothing_twice(opening: Opening) -> None:
    async with AsyncExitStack() as stack:
        webhook = await stack.enter_async_context(Webhook().open())
        one, two = [await stack.enter_async_context(opening.open()) for _ in range(2)]
        account = await one.account()
        for number in range(4):
            await one.target(f"{webhook.url}/{number}", f"place {number}")
        for number in range(3):
            await one.found(account, number=number)
        await asyncio.gather(one.teller.tell(), two.teller.tell(), one.teller.tell(), two.teller.tell())
        one.clock.move(minutes=2)
        await asyncio.gather(one.teller.tell(), two.teller.tell())
        assert len({line.split()[1] for line in webhook.lines}) == len(webhook.lines) == 4
        assert all(text.count("came back on") == 3 for text in webhook.texts)
        assert await states(one) == [("sent", 1)] * 12


async def test_a_worker_that_comes_too_late_changes_nothing(either: Room) -> None:
    account = await either.account()
    await either.target("json://127.0.0.1:9/")
    await either.found(account)
    await either.outbox.gather()
    either.clock.move(minutes=2)
    slow = await either.outbox.take()
    assert slow and not slow.repeat and await either.outbox.take() is None
    either.clock.now += LEASE
    fast = await either.outbox.take()
    assert fast and fast.repeat
    await either.outbox.close(slow, BUSY)
    assert await states(either) == [("sending", 2)]
    await either.outbox.close(fast, Ended())
    await either.outbox.close(slow, BUSY)
    assert await states(either) == [("sent", 2)]


async def killed(opening: Opening, until: str, webhook: Webhook) -> None:
    """A worker in a process of its own, killed once it has taken a message, or has handed it over."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.notify.mortal", str(opening.home), until, opening.clock.now.isoformat()),
        env={
            **os.environ,
            "UNCONSENT_KEY": KEY,
            "DATABASE": opening.database.get_secret_value() if opening.database else "",
        },
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    if until == "taken":
        assert await process.stdout.readline() == b"taken\n"
    else:
        await webhook.came.wait()
    os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


@pytest.mark.parametrize("until", ["taken", "handed over"])
async def test_killed_between_taking_and_noting(opening: Opening, webhook: Webhook, until: str) -> None:
    async with opening.open() as room:
        account = await room.account()
        await room.target(webhook.url)
        await room.found(account)
        await room.outbox.gather()
    opening.clock.move(minutes=2)
    webhook.silent = until != "taken"
    await killed(opening, until, webhook)
    webhook.silent = False
    before = len(webhook.taken)
    assert before == (0 if until == "taken" else 1)
    async with opening.open() as room:
        await room.teller.tell()
        assert len(webhook.taken) == before, "nobody knows, so the lease is waited for"
        await room.tell(seconds=LEASE.total_seconds())
        assert len(webhook.taken) == before + 1
        assert webhook.texts[-1].startswith(words.REPEAT) and "came back on" in webhook.texts[-1]
        await room.tell(hours=1)
        assert len(webhook.taken) == before + 1
        assert await states(room) == [("sent", 2)]


async def test_what_was_over_long_ago_is_forgotten(either: Room, webhook: Webhook) -> None:
    account = await either.account()
    await either.target(webhook.url)
    await either.found(account)
    await either.tell()
    await either.found(account, What.NEEDS_YOU)
    either.clock.move(days=89)
    await either.outbox.forget()
    assert len(await states(either)) == 1
    either.clock.move(days=2)
    await either.outbox.gather()
    await either.outbox.forget()
    assert [state for state, _ in await states(either)] == ["waiting", "waiting"]
