"""Pairing: a code that is confirmed in person, five minutes, five tries, one token. # R15"""

import asyncio

import pytest
from sqlalchemy import func, select

from backend.members.pairing import Begun, State
from backend.members.principal import Role
from backend.members.trouble import Invalid, NotAllowed, NotThere, TooSoon
from backend.store.tables_people import devices, pairings
from tests.members.family import EXTENSION, Family

WRONG = "ZZZZ-ZZZ{}"


async def state(family: Family, begun: Begun, *, secret: str | None = None, extension: str = EXTENSION) -> State:
    """How far it is, for who has this secret."""
    redeemed = await family.people.pairing.redeem(begun.id, secret or begun.secret, extension=extension)
    return redeemed.state


async def test_from_the_code_to_the_token(family: Family) -> None:
    owner = await family.owner()
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    assert await state(family, begun) is State.WAITING
    assert await family.people.pairing.confirm(owner, begun.code.lower().replace("-", " ")) == "Chromium"
    redeemed = await family.people.pairing.redeem(begun.id, begun.secret, extension=EXTENSION)
    assert redeemed.state is State.CONFIRMED
    assert redeemed.token
    assert redeemed.device
    assert redeemed.device.member == owner.member
    assert await state(family, begun) is State.GONE
    assert (await family.people.devices.authenticate(redeemed.token, extension=EXTENSION)).member == owner.member


async def race(family: Family, times: int) -> None:
    """Fifty ask for one token, again and again."""
    owner = await family.owner()
    for _ in range(times):
        begun = await family.people.pairing.begin("Chromium", EXTENSION)
        await family.people.pairing.confirm(owner, begun.code)
        asked = (family.people.pairing.redeem(begun.id, begun.secret, extension=EXTENSION) for _ in range(50))
        answers = await asyncio.gather(*asked)
        assert sum(one.token is not None for one in answers) == 1
        assert sorted(one.state for one in answers) == [State.CONFIRMED] + 49 * [State.GONE]
    async with family.household.store.read() as connection:
        made = select(func.count()).select_from(devices).where(devices.c.kind == "extension")
        assert (await connection.execute(made)).scalar_one() == times


async def test_of_fifty_who_redeem_one_gets_the_token(family: Family) -> None:
    await race(family, 20)


async def test_of_fifty_who_redeem_one_gets_the_token_on_each_database(either: Family) -> None:
    await race(either, 3)


@pytest.mark.full
async def test_of_fifty_who_redeem_one_gets_the_token_two_hundred_times(family: Family) -> None:
    await race(family, 200)


async def test_two_who_confirm_one_code_do_not_share_it(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    answers = await asyncio.gather(
        *(family.people.pairing.confirm(who, begun.code) for who in (owner, kim)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["NotThere", "str"]


async def test_after_five_minutes_it_is_gone(family: Family) -> None:
    owner = await family.owner()
    early, late = [await family.people.pairing.begin("Chromium", EXTENSION) for _ in range(2)]
    await family.people.pairing.confirm(owner, early.code)
    family.clock.move(minutes=5, seconds=-1)
    assert await state(family, late) is State.WAITING
    family.clock.move(seconds=1)
    assert await state(family, early) is State.GONE
    assert await state(family, late) is State.GONE
    with pytest.raises(NotThere):
        await family.people.pairing.confirm(owner, late.code)


async def test_five_wrong_secrets_kill_it_and_four_do_not(family: Family) -> None:
    owner = await family.owner()
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    for _ in range(4):
        assert await state(family, begun, secret="guessed") is State.GONE
    assert await state(family, begun) is State.WAITING
    assert await state(family, begun, secret="guessed") is State.GONE
    assert await state(family, begun) is State.GONE
    with pytest.raises(NotThere):
        await family.people.pairing.confirm(owner, begun.code)


async def test_another_extension_gets_nothing_with_the_secret(family: Family) -> None:
    owner = await family.owner()
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    await family.people.pairing.confirm(owner, begun.code)
    assert await state(family, begun, extension="another") is State.GONE
    assert await state(family, begun) is State.CONFIRMED


async def test_an_unknown_pairing_looks_like_one_that_is_over(family: Family) -> None:
    answer = await family.people.pairing.redeem("0" * 32, "guessed", extension=EXTENSION)
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    assert answer == await family.people.pairing.redeem(begun.id, "guessed", extension=EXTENSION)


async def test_wrong_codes_are_counted_for_the_member_and_say_nothing(family: Family) -> None:
    owner, kim = await family.owner(), await family.join("Kim")
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    over = await family.people.pairing.begin("Chromium", EXTENSION)
    await family.people.pairing.confirm(owner, over.code)
    said = set()
    for code in (over.code, *(WRONG.format(number) for number in range(4))):
        with pytest.raises(NotThere) as wrong:
            await family.people.pairing.confirm(kim, code)
        said.add(str(wrong.value))
    assert len(said) == 1
    for code in (begun.code, WRONG.format(9)):
        with pytest.raises(TooSoon) as soon:
            await family.people.pairing.confirm(kim, code)
        assert soon.value.seconds == 30
    await family.people.pairing.confirm(owner, begun.code)


async def test_many_wrong_codes_at_once_are_not_free(family: Family) -> None:
    owner = await family.owner()
    tries = (family.people.pairing.confirm(owner, WRONG.format(number % 10)) for number in range(30))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, NotThere) for one in answers) == 5
    assert sum(isinstance(one, TooSoon) for one in answers) == 25


async def test_a_right_code_begins_anew_and_a_misread_one_does_not_count(family: Family) -> None:
    owner = await family.owner()
    for _ in range(3):
        for number in range(4):
            with pytest.raises(NotThere):
                await family.people.pairing.confirm(owner, WRONG.format(number))
        with pytest.raises(Invalid):
            await family.people.pairing.confirm(owner, "misread?")
        begun = await family.people.pairing.begin("Chromium", EXTENSION)
        await family.people.pairing.confirm(owner, begun.code)


async def test_at_most_twenty_are_open_and_the_oldest_give_way(either: Family) -> None:
    owner = await either.owner()
    confirmed = await either.people.pairing.begin("Chromium", EXTENSION)
    await either.people.pairing.confirm(owner, confirmed.code)
    begun = []
    for _ in range(30):
        either.clock.move(seconds=1)
        begun.append(await either.people.pairing.begin("Chromium", EXTENSION))
    async with either.household.store.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(pairings))).scalar_one() == 20
    states = [await state(either, one) for one in begun]
    assert states == 11 * [State.GONE] + 19 * [State.WAITING]
    assert await state(either, confirmed) is State.CONFIRMED


async def test_only_whoever_has_the_data_folder_pairs_for_another_member(family: Family) -> None:
    owner, kim, child = await family.owner(), await family.join("Kim"), await family.join("Alex", Role.RESTRICTED)
    begun = await family.people.pairing.begin("Chromium", EXTENSION)
    for who in (owner, kim):
        with pytest.raises(NotAllowed):
            await family.people.pairing.confirm(who, begun.code, member=child.member)
    with pytest.raises(NotThere):
        await family.people.pairing.confirm(family.machine, begun.code, member=999)
    await family.people.pairing.confirm(family.machine, begun.code, member=child.member)
    redeemed = await family.people.pairing.redeem(begun.id, begun.secret, extension=EXTENSION)
    assert redeemed.device
    assert redeemed.device.member == child.member
    entry = (await family.people.activity.list(child.member))[0]
    assert (entry.what, entry.actor) == ("device_added", owner.name)


@pytest.mark.parametrize("extension", ["", "x" * 81, "a\nb"])
async def test_whoever_asks_names_an_extension(family: Family, extension: str) -> None:
    with pytest.raises(Invalid):
        await family.people.pairing.begin("Chromium", extension)
