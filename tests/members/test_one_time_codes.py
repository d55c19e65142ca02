"""One-time codes: the seed is sealed, a code is good once, and for a step before and after. # R17 R22"""

import asyncio
from datetime import timedelta

import pyotp
import pytest

from backend.members.activity import What
from backend.members.principal import Principal
from backend.members.trouble import Conflict, Invalid, NotAllowed, NotSignedIn, TooSoon
from tests.members.family import PASSWORD, Family


def code_of(family: Family, seed: str, steps: int = 0) -> str:
    """What the person's app shows, some steps from now."""
    return pyotp.TOTP(seed).at(family.clock() + timedelta(seconds=30 * steps))


async def enrolled(family: Family) -> tuple[Principal, str]:
    """A member who signs in with codes, and the seed; the codes of now are used up."""
    kim = await family.join("Kim")
    seed = (await family.people.codes.enrol(kim)).seed
    await family.people.codes.confirm(kim, code_of(family, seed))
    family.clock.move(minutes=5)
    return kim, seed


async def lets_in(family: Family, code: str | None, password: str = PASSWORD) -> bool:
    """Whether one signs in so."""
    try:
        await family.sign_in("Kim", password, code)
    except NotSignedIn:
        return False
    return True


async def test_with_a_code_and_not_without(family: Family) -> None:
    _, seed = await enrolled(family)
    with pytest.raises(NotSignedIn) as without:
        await family.sign_in("Kim")
    with pytest.raises(NotSignedIn) as wrong_code:
        await family.sign_in("Kim", PASSWORD, "000000")
    family.clock.move(minutes=5)
    with pytest.raises(NotSignedIn) as wrong_password:
        await family.sign_in("Kim", "not the right password", code_of(family, seed))
    assert str(without.value) == str(wrong_code.value) == str(wrong_password.value)
    family.clock.move(minutes=5)
    code = code_of(family, seed)
    await family.sign_in("Kim", PASSWORD, f" {code[:3]} {code[3:]} ")


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_one_step_before_and_after(family: Family, steps: int, good: bool) -> None:
    _, seed = await enrolled(family)
    assert await lets_in(family, code_of(family, seed, steps)) is good


async def test_a_code_is_good_once_and_so_are_those_before_it(family: Family) -> None:
    _, seed = await enrolled(family)
    before, now, after = (code_of(family, seed, steps) for steps in (-1, 0, 1))
    assert await lets_in(family, now)
    assert not await lets_in(family, now)
    assert not await lets_in(family, before)
    assert await lets_in(family, after)


async def test_one_code_at_the_same_time_lets_one_in(family: Family) -> None:
    _, seed = await enrolled(family)
    code = code_of(family, seed)
    answers = await asyncio.gather(*(lets_in(family, code) for _ in range(3)))
    assert sorted(answers) == [False, False, True]


async def test_the_code_that_switched_them_on_is_used_up(family: Family) -> None:
    kim = await family.join("Kim")
    seed = (await family.people.codes.enrol(kim)).seed
    code = code_of(family, seed)
    await family.people.codes.confirm(kim, code)
    assert not await lets_in(family, code)


async def test_they_count_only_when_a_code_was_typed(family: Family) -> None:
    kim = await family.join("Kim")
    with pytest.raises(Conflict):
        await family.people.codes.confirm(kim, "000000")
    first = await family.people.codes.enrol(kim)
    assert await lets_in(family, None)
    second = await family.people.codes.enrol(kim)
    assert first.seed != second.seed
    assert second.seed in second.address
    with pytest.raises(Invalid):
        await family.people.codes.confirm(kim, code_of(family, first.seed))
    await family.people.codes.confirm(kim, code_of(family, second.seed))
    assert not await lets_in(family, None)
    with pytest.raises(Conflict):
        await family.people.codes.enrol(kim)


async def test_wrong_codes_are_counted(family: Family) -> None:
    kim = await family.join("Kim")
    seed = (await family.people.codes.enrol(kim)).seed
    for _ in range(5):
        with pytest.raises(Invalid):
            await family.people.codes.confirm(kim, "abcdef")
    with pytest.raises(TooSoon):
        await family.people.codes.confirm(kim, code_of(family, seed))


async def test_the_password_switches_them_off(family: Family) -> None:
    kim, _ = await enrolled(family)
    with pytest.raises(Invalid):
        await family.people.codes.disable(kim, "not the right password")
    assert not await lets_in(family, None)
    await family.people.codes.disable(kim, PASSWORD)
    assert await lets_in(family, None)
    said = [one.what for one in await family.people.activity.list(kim.member)]
    assert said.count(What.CODES_ON) == said.count(What.CODES_OFF) == 1


async def test_a_lost_phone_is_helped_at_the_machine_only(family: Family) -> None:
    kim, _ = await enrolled(family)
    for who in (kim, await family.owner()):
        with pytest.raises(NotAllowed) as refused:
            await family.people.codes.reset(who, kim.member)
        assert "members password" in str(refused.value)
    await family.people.codes.reset(family.machine, kim.member)
    assert await lets_in(family, None)


async def test_a_clock_that_was_set_back_locks_nobody_out(family: Family) -> None:
    _, seed = await enrolled(family)
    assert await lets_in(family, code_of(family, seed))
    family.clock.move(days=-300)
    assert await lets_in(family, code_of(family, seed))
    assert not await lets_in(family, code_of(family, seed))
