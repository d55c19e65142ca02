"""The weekly digest: everything else, one line for each account, and of a family no more than who needs to act."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from automations.outcome import Outcome
from backend.flow.findings import What
from backend.notify import words
from backend.notify.composing import SAID
from backend.notify.wishes import Wishes
from backend.store.tables import members
from backend.store.tables_people import standings
from tests.notify.rooms import SUNDAY, Opening, Room
from tests.notify.webhook import Webhook

MONDAY_TEN = datetime(2027, 1, 4, 10, tzinfo=UTC)


async def joined(room: Room, name: str) -> Room:
    """Somebody else's."""
    async with room.office.store.write() as connection:
        made = members.insert().values(name=name, created=SUNDAY).returning(members.c.id)
        member: int = (await connection.execute(made)).scalar_one()
        await connection.execute(standings.insert().values(member_id=member, role="member"))
    return room.of(member)


def test_every_outcome_has_a_word() -> None:
    assert set(SAID) == set(Outcome)


async def test_once_a_week_everything_else_is_told(either: Room, webhook: Webhook) -> None:
    account, other = await either.account("me"), await either.account("work")
    await either.target(webhook.url)
    await either.found(account, What.CAME_BACK, number=0)
    await either.found(account, What.RENAMED, number=1)
    await either.found(account, What.NEW_SETTING, detail="canary switch")
    await either.found(account, What.REPAIRED, number=2)
    await either.found(other, What.LOOK_DUE)
    await either.stands(account, Outcome.STILL_ON, 0)
    await either.stands(account, Outcome.NOT_RECOGNISED, 1)
    await either.tell()
    assert len(webhook.taken) == 1
    either.clock.now = MONDAY_TEN
    await either.tell()
    _, digest = webhook.taken
    assert digest["title"] == "Unconsent: how things stand"
    news, standing = digest["message"].split("\n\n")[:2]
    assert news.startswith("Found since 2027-01-03:")
    for said in ("is not where it was known", "does not know yet", "had come back on", "in your own browser"):
        assert said in news
    assert "Opt out again." not in news, "it was told at once"
    assert re.sub(r"on 20[0-9-]+\.", "on DAY.", standing).splitlines() == [
        words.ACCOUNTS,
        "- X (formerly Twitter), me: 1 still on, 1 not as known. Last looked at on DAY.",
        "- X (formerly Twitter), work: nobody has looked yet.",
    ]
    assert "canary" not in str(webhook.taken) and "handle_of" not in str(webhook.taken)
    await either.tell(hours=5)
    assert len(webhook.taken) == 2
    await either.tell(days=7)
    assert words.NOTHING_NEW in webhook.texts[2] and len(webhook.taken) == 3


async def test_what_is_not_told_at_once_comes_with_it(room: Room, webhook: Webhook) -> None:
    account = await room.account()
    await room.target(webhook.url)
    await room.notifications.wishes.put(Wishes(at_once=frozenset()))
    await room.found(account, What.CAME_BACK)
    await room.found(account, What.LOOK_DUE)
    await room.findings.settle(account.id, What.LOOK_DUE)
    await room.tell(days=1)
    assert ["came back on" in one for one in webhook.texts] == [True]
    assert "time to look again" not in webhook.texts[0], "somebody has looked meanwhile"


@pytest.mark.parametrize(
    ("wishes", "before", "at"),
    [
        (Wishes(weekday=4, hour=18, zone="America/New_York"), "2027-01-08T22:59", "2027-01-08T23:00"),
        (Wishes(weekday=6, hour=0, zone="Pacific/Auckland"), "2027-01-09T10:59", "2027-01-09T11:00"),
    ],
)
async def test_it_comes_at_the_hour_on_the_wall(
    room: Room, webhook: Webhook, wishes: Wishes, before: str, at: str
) -> None:
    await room.target(webhook.url)
    await room.notifications.wishes.put(wishes)
    room.clock.now = datetime.fromisoformat(before).replace(tzinfo=UTC)
    await room.teller.tell()
    assert webhook.taken == []
    room.clock.now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    await room.teller.tell()
    assert words.NO_ACCOUNTS in webhook.texts[0]


async def test_without_it_none_comes(room: Room, webhook: Webhook) -> None:
    await room.target(webhook.url)
    await room.notifications.wishes.put(Wishes(digest=False))
    await room.tell(days=30)
    assert webhook.taken == []


async def test_weeks_in_which_nothing_ran_are_not_made_up_for(room: Room, webhook: Webhook) -> None:
    await room.target(webhook.url)
    await room.tell(days=30)
    assert len(webhook.taken) == 1


async def test_the_owner_sees_only_who_needs_to_act(home: Path, webhook: Webhook) -> None:
    async with Opening(home=home).open("everybody") as room, Webhook().open() as theirs:
        kim, _ = await joined(room, "Kim"), await joined(room, "Alex")
        secret, fine = await kim.account("canary account"), await kim.account("canary too")
        await kim.stands(secret, Outcome.NEEDS_YOU, 0)
        await kim.stands(fine, Outcome.NOT_OFFERED, 0)
        await room.target(webhook.url)
        await kim.target(theirs.url, "kim's phone")
        await kim.found(secret, What.RENAMED, detail="canary")
        await room.found(await room.account(), What.RENAMED)
        room.clock.now = MONDAY_TEN
        await room.teller.tell()
        (owners,), (kims,) = webhook.texts, theirs.texts
    assert (
        "Your family:\n- Kim: 2 accounts, 1 needs somebody to act.\n- Alex: 0 accounts, nobody needs to act." in owners
    )
    assert "canary" not in owners and "handle_of" not in owners
    assert owners.count("is not where it was known") == 1
    assert "canary account: 1 waiting for you" in kims and "is not where it was known" in kims
    assert "Alex" not in kims and "family" not in kims
