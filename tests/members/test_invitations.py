"""Invitations: once, for seven days, and only as what the owner said. # R20 R21"""

import asyncio

import pytest

from backend.members.principal import Principal, Role
from backend.members.trouble import Conflict, Invalid, NotAllowed, NotThere
from tests.members.family import PASSWORD, Family


async def refusal(family: Family, token: str) -> str:
    """What is said of a link that does not work, whatever is done with it."""
    said = set()
    for attempt in (
        family.people.invitations.look_up(token),
        family.people.invitations.accept(token, PASSWORD),
        family.people.invitations.accept(token, "short", name=""),
    ):
        with pytest.raises(NotThere) as refused:
            await attempt
        said.add(str(refused.value))
    assert len(said) == 1
    return said.pop()


async def test_from_the_link_to_a_member(family: Family) -> None:
    owner = await family.owner()
    invited = await family.people.invitations.invite(owner, " Kim ")
    assert await family.people.invitations.list(owner) == (invited.invitation,)
    found = await family.people.invitations.look_up(invited.token)
    assert (found.name, found.role) == ("Kim", Role.MEMBER)
    joined = await family.people.invitations.accept(invited.token, PASSWORD, name="Kim Two")
    assert (joined.name, joined.role) == ("Kim Two", Role.MEMBER)
    assert (await family.sign_in("Kim Two")).member == joined.id
    assert await family.people.invitations.list(owner) == ()
    assert [one.what for one in await family.people.activity.list(1)][:2] == ["joined", "invited"]


async def test_links_that_do_not_work_are_alike(family: Family) -> None:
    owner = await family.owner()
    used, late, withdrawn = [await family.people.invitations.invite(owner, name) for name in ("A", "B", "C")]
    await family.people.invitations.accept(used.token, PASSWORD)
    await family.people.invitations.withdraw(owner, withdrawn.invitation.id)
    family.clock.move(days=7, seconds=-1)
    await family.people.invitations.look_up(late.token)
    family.clock.move(seconds=1)
    said = {await refusal(family, token) for token in (used.token, late.token, withdrawn.token, "wrong", "")}
    assert len(said) == 1
    for id in (used.invitation.id, late.invitation.id, withdrawn.invitation.id):
        with pytest.raises(NotThere):
            await family.people.invitations.withdraw(owner, id)


async def test_of_many_who_accept_at_once_one_joins(either: Family) -> None:
    invited = await either.people.invitations.invite(either.machine, "Kim")
    tries = (either.people.invitations.accept(invited.token, PASSWORD, name=f"Kim {n}") for n in range(20))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, NotThere) for one in answers) == 19
    assert len(await either.people.household.members(either.machine)) == 2


async def test_only_the_owner_invites_in_person(family: Family) -> None:
    kim, child = await family.join("Kim"), await family.join("Alex", Role.RESTRICTED)
    for who in (kim, child):
        for attempt in (
            family.people.invitations.invite(who, "a friend"),
            family.people.invitations.list(who),
            family.people.invitations.withdraw(who, "some"),
        ):
            with pytest.raises(NotAllowed):
                await attempt


async def test_nobody_becomes_owner_by_invitation(family: Family) -> None:
    with pytest.raises(Invalid):
        await family.people.invitations.invite(family.machine, "Kim", Role.OWNER)


async def test_a_name_that_looks_taken_is_taken(family: Family) -> None:
    await family.join("Kim")
    for name in ("Kim", "kim", "KIM ", "\uff2bim"):
        with pytest.raises(Conflict):
            await family.people.invitations.invite(family.machine, name)
    invited = await family.people.invitations.invite(family.machine, "Sam")
    with pytest.raises(Conflict):
        await family.people.invitations.accept(invited.token, PASSWORD, name="kim")
    await family.people.invitations.accept(invited.token, PASSWORD)


async def test_invited_again_only_the_new_link_works(family: Family) -> None:
    first = await family.people.invitations.invite(family.machine, "Kim", Role.MEMBER)
    second = await family.people.invitations.invite(family.machine, "kim", Role.RESTRICTED)
    await refusal(family, first.token)
    assert await family.people.invitations.list(family.machine) == (second.invitation,)


async def test_a_refused_acceptance_leaves_the_link_working(family: Family) -> None:
    invited = await family.people.invitations.invite(family.machine, "Sam")
    for name, password in ((None, "short"), ("x" * 81, PASSWORD), (family.machine.name, PASSWORD)):
        with pytest.raises((Invalid, Conflict)):
            await family.people.invitations.accept(invited.token, password, name=name)
    assert (await family.people.invitations.look_up(invited.token)).name == "Sam"


async def test_renaming(family: Family) -> None:
    kim: Principal = await family.join("Kim")
    await family.join("Sam")
    with pytest.raises(Conflict):
        await family.people.household.rename(kim, "SAM")
    assert (await family.people.household.rename(kim, "KIM")).name == "KIM"
    assert (await family.people.devices.authenticate(family.tokens["Kim"])).name == "KIM"
