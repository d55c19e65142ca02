"""Grants: nothing of another's without one, a trace of every use, and an end at once. # R20"""

import pytest

from backend.members.principal import Principal, Role
from backend.members.rules import Action, Scope
from backend.members.trouble import Invalid, NotAllowed, NotThere
from tests.members.family import EXTENSION, Family

NEEDS = {
    Action.SEE_EVIDENCE: Scope.EVIDENCE,
    Action.SEE_ACTIVITY: Scope.EVIDENCE,
    Action.CHECK: Scope.SESSIONS,
    Action.RUN: Scope.SESSIONS,
    Action.SIGN_IN: Scope.SESSIONS,
}


async def allowed(family: Family, who: Principal, action: Action, member: int) -> bool:
    """Whether they may."""
    try:
        await family.people.grants.require(who, action, member)
    except (NotAllowed, NotThere):
        return False
    return True


async def test_the_owner_needs_the_right_grant_and_only_until_it_is_taken_back(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    assert await allowed(family, owner, Action.SEE_STATUS, kim.member)
    for scope in Scope:
        assert not any([await allowed(family, owner, action, kim.member) for action in NEEDS])
        grant = await family.people.grants.give(kim, scope)
        assert await family.people.grants.has(kim.member, owner.member, scope)
        for action, needed in NEEDS.items():
            assert await allowed(family, owner, action, kim.member) is (needed is scope)
        await family.people.grants.revoke(kim, grant.id)
        assert not await family.people.grants.has(kim.member, owner.member, scope)
    assert not any([await allowed(family, owner, action, kim.member) for action in NEEDS])


async def test_a_grant_helps_nobody_else(family: Family) -> None:
    kim, other = await family.join("Kim"), await family.join("Sam")
    for scope in Scope:
        await family.people.grants.give(kim, scope)
    for action in Action:
        assert not await allowed(family, other, action, kim.member)


async def test_anothers_looks_like_a_missing_one(family: Family) -> None:
    owner, kim, sam = await family.owner(), await family.join("Kim"), await family.join("Sam")
    await family.people.household.remove(owner, sam.member)
    said, count = set(), 0
    for action in Action:
        for who, member in ((kim, owner.member), (kim, sam.member), (kim, 999), (owner, sam.member), (owner, 999)):
            with pytest.raises(NotThere) as missing:
                await family.people.grants.require(who, action, member)
            said.add(str(missing.value))
            count += 1
        if action in NEEDS:
            with pytest.raises(NotThere) as missing:
                await family.people.grants.require(owner, action, kim.member)
            said.add(str(missing.value))
            count += 1
    assert len(said) == 1
    assert count == 5 * len(Action) + len(NEEDS)


async def test_every_use_leaves_a_trace_once(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    await family.people.grants.give(kim, Scope.EVIDENCE)
    for _ in range(5):
        await family.people.grants.require(owner, Action.SEE_EVIDENCE, kim.member)
    await family.people.grants.require(owner, Action.SEE_STATUS, kim.member)
    await family.people.grants.require(kim, Action.SEE_EVIDENCE, kim.member)
    family.clock.move(minutes=10)
    await family.people.grants.require(owner, Action.SEE_EVIDENCE, kim.member)
    log = await family.people.activity.list(kim.member)
    used = [(one.actor, one.device, one.subject) for one in log if one.what == "grant_used"]
    assert used == 2 * [(owner.name, f"browser of {owner.name}", "see_evidence")]


async def test_a_grant_ends_by_itself(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    with pytest.raises(Invalid):
        await family.people.grants.give(kim, Scope.EVIDENCE, until=family.clock())
    family.clock.move(hours=-1)
    until = family.clock()
    family.clock.move(hours=-1)
    await family.people.grants.give(kim, Scope.EVIDENCE, until=until)
    assert await allowed(family, owner, Action.SEE_EVIDENCE, kim.member)
    family.clock.now = until
    assert not await allowed(family, owner, Action.SEE_EVIDENCE, kim.member)
    assert await family.people.grants.list(kim.member) == ()


async def test_given_twice_it_is_one_with_another_end(family: Family) -> None:
    kim = await family.join("Kim")
    first = await family.people.grants.give(kim, Scope.EVIDENCE)
    family.clock.move(hours=-1)
    end = family.clock.now.replace(year=2030)
    second = await family.people.grants.give(kim, Scope.EVIDENCE, until=end)
    assert (second.id, second.until) == (first.id, end)
    assert await family.people.grants.list(kim.member) == (second,)
    await family.people.grants.revoke(kim, first.id)
    assert not await family.people.grants.has(kim.member, 1, Scope.EVIDENCE)


async def test_who_may_give_and_take_back(family: Family) -> None:
    owner, kim, sam = await family.owner(), await family.join("Kim"), await family.join("Sam")
    grant = await family.people.grants.give(kim, Scope.SESSIONS)
    paired = await family.people.devices.authenticate(await family.pair(kim), extension=EXTENSION)
    with pytest.raises(NotAllowed):
        await family.people.grants.give(paired, Scope.EVIDENCE)
    with pytest.raises(NotAllowed):
        await family.people.grants.revoke(paired, grant.id)
    with pytest.raises(NotAllowed):
        await family.people.grants.give(owner, Scope.EVIDENCE)
    for who, id in ((sam, grant.id), (kim, "unknown")):
        with pytest.raises(NotThere):
            await family.people.grants.revoke(who, id)
    await family.people.grants.revoke(owner, grant.id)
    with pytest.raises(NotThere):
        await family.people.grants.revoke(kim, grant.id)


async def test_a_restricted_member_comes_with_grants_and_cannot_change_them(family: Family) -> None:
    owner, child = await family.owner(), await family.join("Alex", Role.RESTRICTED)
    grants = await family.people.grants.list(child.member)
    assert {one.scope for one in grants} == set(Scope)
    assert grants == await family.people.grants.list(owner.member)
    for action in (*NEEDS, Action.UNDO, Action.CHANGE_ACCOUNTS):
        assert await allowed(family, owner, action, child.member)
    for action in (Action.RUN, Action.UNDO, Action.CHANGE_ACCOUNTS, Action.GRANT):
        assert not await allowed(family, child, action, child.member)
    for action in (Action.SEE_STATUS, Action.CHECK):
        assert await allowed(family, child, action, child.member)
    with pytest.raises(NotAllowed):
        await family.people.grants.revoke(child, grants[0].id)
    with pytest.raises(NotAllowed):
        await family.people.grants.give(child, Scope.EVIDENCE)
