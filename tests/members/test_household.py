"""The household: who sees whom, and that nothing is left of a member who was removed. # R20 R22"""

from pathlib import Path

import pytest
from sqlalchemy import select

from backend.members.household import Profile
from backend.members.principal import Role
from backend.members.trouble import NotAllowed, NotSignedIn, NotThere
from backend.store.tables_people import member_keys
from tests.members.belongings import SEED, everything, fill
from tests.members.family import PASSWORD, Family, open_family
from tests.store.household import Opens
from tests.store.outside import Outside

NOBODYS = {"installation", "visits", "workers", "invitations", "attempts"}
"""Tables whose rows belong to no member who joined."""


async def test_the_owner_sees_everybody_and_others_themselves(family: Family) -> None:
    owner, kim, child = await family.owner(), await family.join("Kim"), await family.join("Alex", Role.RESTRICTED)
    assert [(one.name, one.role) for one in await family.people.household.members(owner)] == [
        (owner.name, Role.OWNER),
        ("Kim", Role.MEMBER),
        ("Alex", Role.RESTRICTED),
    ]
    assert [one.id for one in await family.people.household.members(kim)] == [kim.member]
    assert (await family.people.household.named(owner, "ALEX")).id == child.member
    for attempt in (
        family.people.household.get(kim, child.member),
        family.people.household.get(kim, 999),
        family.people.household.named(kim, "Alex"),
    ):
        with pytest.raises(NotThere):
            await attempt


async def test_nothing_is_left_of_a_member_who_was_removed(either: Family) -> None:
    owner = await either.owner()
    await fill(either, await either.join("Kim"), "me")
    before = await everything(either)
    sam = await either.join("Sam")
    account = await fill(either, sam, "me")
    during = await everything(either)
    grown = {name for name in before if len(during[name]) > len(before[name])}
    assert grown == set(before) - NOBODYS, "a table that is new belongs into `fill` or `NOBODYS`"
    removed = await either.people.household.remove(owner, sam.member)
    after = await everything(either)
    assert removed.member.name == "Sam"
    assert removed.profiles == (Profile(platform="x", account=account),)
    for name in set(before) - {"activity"}:
        assert after[name] == before[name], name
    noted = [row for row in after["activity"] if row not in before["activity"]]
    assert {row[1] for row in noted} == {owner.member}
    entry = (await either.people.activity.list(owner.member))[0]
    assert (entry.what, entry.subject) == ("member_removed", "Sam")


async def test_what_was_sealed_is_in_no_file_any_more(opens: Opens, outside: Outside) -> None:
    async with open_family(opens) as family:
        owner, kim = await family.owner(), await family.join("Kim")
        await fill(family, kim)
        key = outside.run("SELECT sealed FROM member_keys WHERE member_id <> 1")[0][0]
        seal = outside.run("SELECT sealed FROM secrets WHERE member_id <> 1")[0][0]
        await family.people.household.remove(owner, kim.member)
        content = outside.content()
        for gone in (bytes(key), bytes(seal), SEED.encode()):
            assert gone not in content
            assert gone.hex().encode() not in content
        async with family.household.store.read() as connection:
            keys = (await connection.execute(select(member_keys.c.member_id))).scalars().all()
        assert kim.member not in keys


async def test_a_member_who_was_removed_is_not_signed_in_and_is_nobody(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    await family.people.household.remove(owner, kim.member)
    with pytest.raises(NotSignedIn):
        await family.people.devices.authenticate(family.tokens["Kim"])
    with pytest.raises(NotSignedIn):
        await family.sign_in("Kim", PASSWORD)
    with pytest.raises(NotThere):
        await family.people.household.remove(owner, kim.member)
    with pytest.raises(NotThere):
        await family.people.household.rename(kim, "Kim again")
    assert (await family.join("Kim")).member != kim.member


async def test_who_may_remove_whom(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    sam, child = await family.join("Sam"), await family.join("Alex", Role.RESTRICTED)
    for who, whom in ((kim, owner), (kim, sam), (kim, child), (child, kim), (child, owner)):
        with pytest.raises(NotThere):
            await family.people.household.remove(who, whom.member)
    for who, whom in ((owner, owner), (family.machine, owner), (child, child)):
        with pytest.raises(NotAllowed):
            await family.people.household.remove(who, whom.member)
    await family.people.household.remove(kim, kim.member)
    assert (await family.people.activity.list(owner.member))[0].what == "member_left"
    await family.people.household.remove(owner, child.member)
    await family.people.household.remove(family.machine, sam.member)
    assert len(await family.people.household.members(owner)) == 1


async def test_a_removal_that_fails_removes_nothing(family: Family, home: Path) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    await fill(family, kim)
    before = await everything(family)
    async with family.household.store.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER stuck BEFORE DELETE ON members BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
    with pytest.raises(Exception, match="stuck"):
        await family.people.household.remove(owner, kim.member)
    assert await everything(family) == before
