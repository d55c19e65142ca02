"""No address is at rest, in a log, or in anything shown; nobody reads another's, and nothing is left behind. R14 R22"""

import logging

import pytest
from pydantic import SecretStr

from automations.outcome import Refused
from backend.members.people import People
from backend.members.trouble import Conflict, NotThere, TooSoon, Trouble
from backend.notify.desk import LONGEST
from backend.notify.targets import MOST
from backend.vault import Place
from tests.members.family import CHEAP
from tests.notify.rooms import Opening, Room
from tests.notify.test_digest import joined
from tests.notify.webhook import Webhook
from tests.store.outside import Outside

CANARIES = [f"canary{number:02}qwzj" for number in range(6)]


async def test_no_address_is_at_rest_in_a_log_or_shown(
    opening: Opening, outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "sqlalchemy.engine", "asyncio", "aiosqlite", "apprise"):
        caplog.set_level(logging.DEBUG, logger=name)
    shown: list[object] = []
    async with opening.open() as room, Webhook(answer=500, body=" ".join(CANARIES)).open() as webhook:
        account, notifications = await room.account(), room.notifications
        bad = f"json://u:{CANARIES[0]}@127.0.0.1:9/{CANARIES[1]}"
        shown.append(await notifications.add("0", SecretStr(bad)))
        for number, canary in enumerate(CANARIES[2:], 1):
            url = webhook.url.replace("//", f"//user:{canary}@") + f"/{canary}?+token={canary}&:key={canary}"
            shown.append(await room.target(url, str(number)))
        shown += [await notifications.test(one.id) for one in (await notifications.targets.list())[:2]]
        for wrong in (f"nonsense://{CANARIES[0]}", f"windows://{CANARIES[1]}", "x" * (LONGEST + 1)):
            with pytest.raises(Trouble) as trouble:
                await notifications.add("wrong", SecretStr(wrong))
            shown.append(trouble.value)
        await room.found(account)
        await notifications.targets.remove((await notifications.targets.list())[-1].id)
        await room.tell()
        assert len(webhook.taken) >= 2
        shown.append(await notifications.targets.list())
        content = outside.content()
    content += outside.content()
    said = "\n".join(map(repr, shown)) + "\n".join(map(str, shown))
    assert "INSERT" in caplog.text and "127.0.0.1" not in said and b"notify_targets" in content
    for canary in CANARIES:
        for form in (canary.encode(), canary.encode().hex().encode(), canary.encode("utf-16-le")):
            assert form not in content
        assert canary not in caplog.text and canary not in said


async def test_an_address_of_one_place_does_not_open_as_anothers(opening: Opening, outside: Outside) -> None:
    async with opening.open() as room:
        one, two = await room.target("json://one", "one"), await room.target("json://two", "two")
        rows = outside.run("SELECT place, sealed FROM secrets WHERE place LIKE '%notify%' ORDER BY id")
        assert [row[0] for row in rows] == [f"1/0/notify_{one.id}", f"1/0/notify_{two.id}"]
        outside.run("UPDATE secrets SET sealed = ? WHERE place = ?", values=(rows[0][1], rows[1][0]))
        assert await room.notifications.targets.url(one.id) == "json://one"
        with pytest.raises(Refused, match="does not open"):
            await room.notifications.targets.url(two.id)


async def test_another_members_place_is_as_if_it_were_missing(either: Room) -> None:
    kim, mine = await joined(either, "Kim"), await either.target("json://127.0.0.1:9/")
    targets = kim.notifications.targets
    assert await targets.list() == () and await targets.url(mine.id) is None
    for refused in (targets.get(mine.id), targets.remove(mine.id), kim.notifications.test(mine.id)):
        with pytest.raises(NotThere):
            await refused
    assert len(await either.notifications.targets.list()) == 1


async def test_who_leaves_gets_nothing_more(opening: Opening) -> None:
    async with opening.open("everybody") as room, Webhook().open() as webhook:
        kim = await joined(room, "Kim")
        await kim.target(webhook.url)
        for number in range(2):
            await kim.found(await kim.account(str(number)))
        await room.outbox.gather()
        room.clock.move(minutes=2)
        taken = await room.outbox.take()
        assert taken and taken.member == kim.member
        people = People.over(room.office.store, room.office.vault, clock=room.clock, cost=CHEAP)
        await people.household.remove(await people.household.at_the_machine(), kim.member)
        await room.teller._deliver(taken)
        await room.tell(days=10)
        assert webhook.taken == [] and await room.outbox.take() is None
        async with room.office.store.read() as connection:
            for table in ("notify_wishes", "notify_targets", "notify_messages", "secrets"):
                where = f"SELECT count(*) FROM {table} WHERE member_id = {kim.member}"  # noqa: S608
                assert (await connection.exec_driver_sql(where)).scalar_one() == 0


async def test_a_removed_place_or_account_is_told_nothing_more(either: Room, webhook: Webhook) -> None:
    account, other = await either.account(), await either.account("other")
    gone, stays = await either.target(webhook.url, "gone"), await either.target(webhook.url + "/stays", "stays")
    await either.found(account)
    await either.found(other)
    await either.outbox.gather()
    await either.notifications.targets.remove(gone.id)
    await either.office.accounts.remove(account)
    await either.tell()
    (text,) = webhook.texts
    assert ", other: " in text and ", me: " not in text
    assert [one.id for one in await either.notifications.targets.list()] == [stays.id]
    async with either.office.store.read() as connection:
        place = Place(field=f"notify_{gone.id}", member=either.member)
        assert await either.office.vault.get(connection, place) is None


async def test_places_are_few_and_have_names(room: Room) -> None:
    for number in range(MOST):
        await room.target("json://127.0.0.1:9/", f"place {number}")
    with pytest.raises(Conflict, match="There are 10 places already"):
        await room.notifications.add("one more", SecretStr("json://127.0.0.1:9/"))
    with pytest.raises(Conflict, match="There are 10 places already"):
        await room.target("json://127.0.0.1:9/", "one more")
    with pytest.raises(Conflict, match="is there already"):
        await room.notifications.add("PLACE 1", SecretStr("json://127.0.0.1:9/"))


async def test_a_place_is_not_tried_all_the_time(room: Room, webhook: Webhook) -> None:
    target = await room.target(webhook.url)
    assert (await room.notifications.test(target.id)).why is None
    with pytest.raises(TooSoon):
        await room.notifications.test(target.id)
    room.clock.move(seconds=10)
    assert (await room.notifications.test(target.id)).why is None
    assert [one["title"] for one in webhook.taken] == ["Unconsent: a test"] * 2
