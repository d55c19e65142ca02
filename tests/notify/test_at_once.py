"""What is told at once: the closed lists, gathered, in quiet hours later, and nothing of what a page showed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.flow.findings import What
from backend.letters.reminding import Reminders
from backend.members.trouble import Invalid
from backend.notify import words
from backend.notify.terms import AT_ONCE, WEEKLY
from backend.notify.wishes import Wishes
from backend.store.tables_letters import letters
from tests.notify.rooms import Room
from tests.notify.webhook import Webhook


def test_every_kind_of_finding_is_told_one_way() -> None:
    assert sorted((*AT_ONCE, *WEEKLY)) == sorted(What)
    assert set(words.FOUND) == set(What)


async def test_what_is_found_arrives(either: Room, webhook: Webhook) -> None:
    account = await either.account("my own name")
    target = await either.target(webhook.url)
    await either.found(account, number=0)
    await either.tell()
    (taken,) = webhook.taken
    platform = either.office.catalogue.platform("x")
    said = f"{platform.name}, my own name: “{platform.settings[0].title}” came back on (2027-01-03). Opt out again."
    assert taken["title"] == "Unconsent: something needs a look"
    assert taken["message"] == f"- {said}\n\n{words.WHERE}"
    await either.tell()
    assert len(webhook.taken) == 1, "told once"
    seen = await either.notifications.targets.get(target.id)
    assert (seen.sent, seen.waiting, seen.why) == (either.clock.now - timedelta(minutes=2), 0, None)


async def test_what_one_look_finds_is_one_message(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target(webhook.url)
    for number in range(3):
        await room.found(account, number=number)
        await room.teller.tell()
        room.clock.move(seconds=15)
    assert webhook.taken == []
    await room.tell()
    (taken,) = webhook.taken
    assert taken["title"] == "Unconsent: 3 things need a look"
    assert taken["message"].count("came back on") == 3 and words.REPEAT not in taken["message"]


async def test_only_what_is_wished_is_told_at_once(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target(webhook.url)
    await room.notifications.wishes.put(Wishes(at_once=frozenset({What.NEEDS_YOU}), digest=False))
    for number, what in enumerate((What.CAME_BACK, What.RENAMED, What.REPAIRED, What.NEW_SETTING, What.LOOK_DUE)):
        await room.found(account, what, number=number)
    await room.tell()
    assert webhook.taken == []
    await room.found(account, What.NEEDS_YOU, number=6)
    await room.tell()
    assert "cannot be looked at until you act" in webhook.texts[0] and "came back" not in webhook.texts[0]


async def test_what_was_seen_meanwhile_is_not_told(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target(webhook.url)
    await room.found(account, number=0)
    await room.found(account, number=1)
    await room.teller.tell()
    first = (await room.findings.list(room.member))[-1]
    assert await room.findings.see(room.member, first.id)
    await room.tell()
    assert webhook.texts[0].count("came back on") == 1


async def test_what_was_found_before_one_was_told_is_not_told(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.found(account, number=0)
    await room.target(webhook.url)
    await room.tell()
    assert webhook.taken == []


async def test_a_letter_that_is_due(either: Room, webhook: Webhook) -> None:
    await either.target(webhook.url)
    made = {"id": "a letter", "member_id": 1, "kind": "objection", "about": "snap", "region": "eu", "language": "en"}
    due = (either.clock.now - timedelta(days=1)).date()
    async with either.office.store.write() as connection:
        sent = {"state": "sent", "made": either.clock.now, "sent": due, "due": due}
        await connection.execute(letters.insert().values(**made, **sent))
    assert await Reminders(either.office.store, either.office.catalogue, clock=either.clock).tell() == 1
    await either.tell()
    assert "your letter to Snapchat is over (2027-01-03)" in webhook.texts[0]


@pytest.mark.parametrize("what", [What.CAME_BACK, What.NEEDS_YOU])
async def test_nothing_of_the_page_and_no_handle_gets_out(room: Room, webhook: Webhook, what: What) -> None:
    account = await room.account("home")
    await room.target(webhook.url)
    await room.findings.add(account.id, "x.grok_training/canary-blog", what, "canary detail")
    await room.tell()
    assert ", home: " in webhook.texts[0]
    for hidden in ("canary", "handle_of", "https://"):
        assert hidden not in str(webhook.taken) + "".join(webhook.lines)


async def test_quiet_hours_are_waited_for(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target(webhook.url)
    night = Wishes(quiet=(22 * 60, 7 * 60), zone="Europe/Berlin", digest=False)
    await room.notifications.wishes.put(night)
    room.clock.now = datetime(2027, 1, 3, 21, 30, tzinfo=UTC)  # 22:30 in Berlin
    await room.found(account, number=0)
    await room.tell()
    await room.tell(hours=8, minutes=20)
    assert webhook.taken == [], "it is 06:54 there"
    await room.found(account, number=1)
    await room.tell(minutes=10)
    assert [one["title"] for one in webhook.taken] == ["Unconsent: 2 things need a look"]
    room.clock.now = datetime(2027, 1, 4, 12, tzinfo=UTC)
    await room.found(account, number=2)
    await room.tell()
    assert len(webhook.taken) == 2


async def test_other_quiet_hours_count_for_what_waits(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target(webhook.url)
    await room.notifications.wishes.put(Wishes(quiet=(0, 23 * 60)))
    await room.found(account)
    await room.tell()
    assert webhook.taken == []
    await room.notifications.wishes.put(Wishes())
    await room.teller.tell()
    assert len(webhook.taken) == 1


async def test_wishes_are_kept_and_must_make_sense(either: Room) -> None:
    wishes = either.notifications.wishes
    assert await wishes.get() == Wishes()
    own = Wishes(at_once=frozenset({What.LETTER_DUE}), quiet=(1, 2), zone="Asia/Kathmandu", digest=False, weekday=6)
    await wishes.put(own)
    assert await wishes.get() == own
    for wrong in (replace(own, zone="Europe/Atlantis"), replace(own, zone="../etc"), replace(own, quiet=(5, 5))):
        with pytest.raises(Invalid):
            await wishes.put(wrong)
    assert await wishes.get() == own
