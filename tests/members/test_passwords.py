"""Passwords: argon2id as RFC 9106 says, long enough, and as slow for nobody as for somebody."""

import asyncio
import time
import unicodedata

import pytest

from backend.members.passwords import AT_A_TIME, LONGEST, SHORTEST, USUAL, Cost, Passwords, require_good
from backend.members.trouble import Invalid
from tests.members.family import CHEAP, PASSWORD


async def test_the_usual_cost_is_the_second_choice_of_rfc_9106() -> None:
    assert Cost(memory_kib=64 * 1024, passes=3, lanes=4) == USUAL
    hashed = await Passwords().hashed(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert len(hashed) <= 300
    assert await Passwords(CHEAP).fits(PASSWORD, hashed)


async def test_only_the_password_fits() -> None:
    passwords = Passwords(CHEAP)
    hashed = await passwords.hashed(PASSWORD)
    assert hashed != await passwords.hashed(PASSWORD)
    assert await passwords.fits(PASSWORD, hashed)
    for wrong in (PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper(), "", "\0", "\ud800"):
        assert not await passwords.fits(wrong, hashed)
        assert not await passwords.fits(wrong, None)


async def test_a_password_is_the_same_on_every_keyboard() -> None:
    passwords = Passwords(CHEAP)
    hashed = await passwords.hashed(unicodedata.normalize("NFD", "é" * SHORTEST))
    assert await passwords.fits("é" * SHORTEST, hashed)


async def test_what_is_longer_than_any_password_fits_none() -> None:
    passwords = Passwords(CHEAP)
    hashed = await passwords.hashed("x" * LONGEST)
    assert await passwords.fits("x" * LONGEST, hashed)
    assert not await passwords.fits("x" * (LONGEST + 1), hashed)


async def test_nobody_takes_as_long_as_somebody() -> None:
    passwords = Passwords(Cost(memory_kib=16 * 1024, passes=3, lanes=1))
    hashed = await passwords.hashed(PASSWORD)

    async def computed(stored: str | None) -> float:
        begun = time.process_time()
        await passwords.fits("not the password", stored)
        return time.process_time() - begun

    both = [(await computed(hashed), await computed(None)) for _ in range(5)]
    somebody, nobody = (min(spans) for spans in zip(*both, strict=True))
    assert 0.5 < nobody / somebody < 2


@pytest.mark.parametrize("password", ["", "x" * (SHORTEST - 1), "e\u0301" * (SHORTEST - 1), "x" * (LONGEST + 1)])
def test_too_short_and_too_long_are_refused_without_being_quoted(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_good(password)
    assert not password or password not in str(refused.value)
    assert refused.value.field == "password"


def test_just_long_enough_and_just_short_enough_are_good() -> None:
    require_good("x" * SHORTEST)
    require_good("x" * LONGEST)


async def test_hashing_leaves_the_service_answering_and_a_few_are_done_at_a_time() -> None:
    passwords = Passwords(Cost(memory_kib=16 * 1024, passes=2, lanes=1))
    work = [asyncio.ensure_future(passwords.fits(PASSWORD, None)) for _ in range(8)]
    answered = 0
    while not all(one.done() for one in work):
        await asyncio.sleep(0)
        answered += 1
    assert answered > 100
    assert AT_A_TIME == 2
