"""Tokens of devices: good with one extension, for as long as they are used, until they are revoked. # R16"""

import pytest
from sqlalchemy import select, update

from backend.members.principal import DeviceKind, Role
from backend.members.trouble import Invalid, NotAllowed, NotSignedIn, NotThere
from backend.store.tables_people import devices
from tests.members.family import EXTENSION, Family


async def refusals(family: Family, token: str, *extensions: str | None) -> set[str]:
    """What is said when the token is not good."""
    said = set()
    for extension in extensions:
        with pytest.raises(NotSignedIn) as refused:
            await family.people.devices.authenticate(token, extension=extension)
        said.add(str(refused.value))
    return said


async def test_a_token_says_who_asks(family: Family) -> None:
    who = await family.join("Kim", Role.RESTRICTED)
    assert (who.name, who.role, who.kind, who.extension) == ("Kim", Role.RESTRICTED, DeviceKind.BROWSER, None)
    token = await family.pair(who)
    paired = await family.people.devices.authenticate(token, extension=EXTENSION)
    assert (paired.member, paired.kind, paired.extension) == (who.member, DeviceKind.EXTENSION, EXTENSION)
    assert not paired.at_the_machine


async def test_wrong_expired_revoked_and_foreign_tokens_are_answered_alike(family: Family) -> None:
    owner = await family.owner()
    other = EXTENSION.replace("a", "b")
    foreign = await refusals(family, await family.pair(owner), None, other, EXTENSION.upper(), "")
    browser = await refusals(family, family.tokens[owner.name], EXTENSION)
    wrong = await refusals(family, "unconsent_wrong", None, EXTENSION) | await refusals(family, "", None)
    odd = await refusals(family, "\ud800\0", None)
    revoked_token = await family.pair(owner)
    revoked = await family.people.devices.authenticate(revoked_token, extension=EXTENSION)
    await family.people.devices.revoke(owner, revoked.device or "")
    gone = await refusals(family, revoked_token, EXTENSION)
    idle_token = await family.pair(owner)
    family.clock.move(days=90)
    idle = await refusals(family, idle_token, EXTENSION)
    assert len(foreign | browser | wrong | odd | gone | idle) == 1


async def test_a_token_that_is_used_stays_good(family: Family) -> None:
    owner = await family.owner()
    for _ in range(5):
        family.clock.move(days=89)
        await family.people.devices.authenticate(family.tokens[owner.name])
    family.clock.move(days=90)
    await refusals(family, family.tokens[owner.name], None)


async def test_its_use_is_noted_at_most_once_a_minute(family: Family) -> None:
    owner = await family.owner()
    token = family.tokens[owner.name]

    async def noted_after(**span: float) -> bool:
        family.clock.move(**span)
        await family.people.devices.authenticate(token)
        async with family.household.store.read() as connection:
            used = await connection.execute(select(devices.c.used))
            return bool(used.scalar_one() == family.clock.now)

    assert not await noted_after(seconds=59)
    assert await noted_after(seconds=1)
    assert not await noted_after(seconds=30)
    assert await noted_after(seconds=30)
    assert not await noted_after(days=-1)  # the clock was set back
    assert not await noted_after(seconds=90)


async def test_revoked_is_at_once_and_only_that_one(family: Family) -> None:
    owner = await family.owner()
    first, second = await family.pair(owner), await family.pair(owner)
    device = (await family.people.devices.authenticate(first, extension=EXTENSION)).device or ""
    await family.people.devices.revoke(owner, device)
    await refusals(family, first, EXTENSION)
    await family.people.devices.authenticate(second, extension=EXTENSION)
    with pytest.raises(NotThere):
        await family.people.devices.revoke(owner, device)


async def test_all_others_are_revoked_at_once(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    tokens = [await family.pair(owner) for _ in range(3)]
    theirs = await family.pair(kim)
    assert await family.people.devices.revoke_all(owner) == 3
    for token in tokens:
        await refusals(family, token, EXTENSION)
    assert len(await family.people.devices.list(owner)) == 1
    await family.people.devices.authenticate(theirs, extension=EXTENSION)


async def test_devices_of_others_are_not_there(family: Family) -> None:
    owner, kim, child = await family.owner(), await family.join("Kim"), await family.join("Alex", Role.RESTRICTED)
    for who, whose in ((owner, kim), (kim, owner), (kim, child), (child, kim), (child, owner)):
        with pytest.raises(NotThere):
            await family.people.devices.revoke(who, whose.device or "")
        with pytest.raises(NotThere):
            await family.people.devices.list(who, whose.member)
    assert [one.id for one in await family.people.devices.list(owner, child.member)] == [child.device]
    await family.people.devices.revoke(owner, child.device or "")
    await refusals(family, family.tokens["Alex"], None)


async def test_a_token_cannot_widen_itself(family: Family) -> None:
    owner = await family.owner()
    extension = await family.people.devices.authenticate(await family.pair(owner), extension=EXTENSION)
    _, script_token = await family.people.devices.issue(owner, "cron")
    script = await family.people.devices.authenticate(script_token)
    begun = await family.people.pairing.begin("another", EXTENSION)
    for who in (extension, script):
        for attempt in (
            family.people.devices.issue(who, "another"),
            family.people.pairing.confirm(who, begun.code),
            family.people.own_password.change(who, "five words or even more", "another five words"),
            family.people.own_password.reset(who, who.member, "another five words"),
            family.people.codes.enrol(who),
            family.people.codes.reset(who, who.member),
            family.people.invitations.invite(who, "a friend"),
            family.people.household.rename(who, "me"),
            family.people.devices.revoke(who, owner.device or ""),
            family.people.devices.revoke_all(who),
        ):
            with pytest.raises(NotAllowed):
                await attempt
    await family.people.devices.revoke(extension, extension.device or "")


async def test_a_device_is_what_it_is(family: Family) -> None:
    async with family.household.store.write() as connection:
        for kind, extension in (
            (DeviceKind.EXTENSION, None),
            (DeviceKind.BROWSER, EXTENSION),
            (DeviceKind.SCRIPT, EXTENSION),
            (DeviceKind.EXTENSION, "x" * 81),
        ):
            with pytest.raises(Invalid):
                await family.people.devices.add(connection, 1, kind, "a name", extension)


async def test_old_devices_do_not_pile_up(family: Family) -> None:
    owner = await family.owner()
    for _ in range(5):
        await family.people.devices.issue(owner, "cron")
    await family.people.devices.revoke_all(owner)
    family.clock.move(days=60)
    await family.people.devices.authenticate(family.tokens[owner.name])
    family.clock.move(days=31)
    await family.people.devices.issue(owner, "cron")
    async with family.household.store.read() as connection:
        assert len((await connection.execute(select(devices.c.id))).all()) == 2


async def test_a_changed_role_counts_at_once(family: Family) -> None:
    from backend.store.tables_people import standings

    await family.join("Kim")
    async with family.household.store.write() as connection:
        await connection.execute(update(standings).where(standings.c.role == "member").values(role="restricted"))
    assert (await family.people.devices.authenticate(family.tokens["Kim"])).role is Role.RESTRICTED
