"""Signing in: whatever is wrong looks the same, and waits longer and longer, but never for ever. # R17"""

import asyncio

import pytest
from sqlalchemy import func, select

from backend.members.attempts import BY_NAME, BY_SOURCE, network_of
from backend.members.principal import DeviceKind
from backend.members.trouble import Invalid, NotSignedIn, TooSoon
from backend.store.tables_people import attempts
from tests.members.family import EXTENSION, PASSWORD, Family

WRONG = "not the right password"


async def tried(family: Family, name: str, password: str = WRONG, source: str = "here") -> int | str:
    """Seconds to wait, or what was said; empty when it went well."""
    try:
        await family.people.signing_in.sign_in(name, password, source=source, device="browser")
    except TooSoon as soon:
        return soon.seconds
    except NotSignedIn as wrong:
        return str(wrong)
    return ""


async def test_the_right_password_lets_a_browser_in(family: Family) -> None:
    await family.join("Kim Müller")
    for name in ("Kim Müller", "  kim   MÜLLER ", "Kim Mu\u0308ller"):
        device, token = await family.people.signing_in.sign_in(name, PASSWORD, source="here", device="Firefox")
        who = await family.people.devices.authenticate(token)
        assert (who.name, who.kind, who.device_name) == ("Kim Müller", DeviceKind.BROWSER, "Firefox")
        assert device.extension is None
        assert who.in_person


async def test_an_unknown_name_is_told_as_a_wrong_password(family: Family) -> None:
    kim = await family.join("Kim")
    enrolment = await family.people.codes.enrol(kim)
    assert enrolment.seed
    said = {
        await tried(family, "Kim", source="1"),
        await tried(family, "nobody", source="2"),
        await tried(family, "nobody", PASSWORD, source="3"),
        await tried(family, family.machine.name, PASSWORD, source="4"),  # who has no password yet
        await tried(family, "", "", source="5"),
        await tried(family, "\ud800\0", "x" * 5000, source="6"),
    }
    assert len(said) == 1
    assert "try again" in str(said)


async def test_each_wrong_try_makes_the_next_wait_longer_for_known_and_unknown_names(family: Family) -> None:
    await family.join("Kim")
    for name in ("Kim", "nobody"):
        waits = []
        for number in range(14):
            assert isinstance(await tried(family, name, source=f"{name} {number}"), str)
            wait = await tried(family, name, source="elsewhere")
            waits.append(wait if isinstance(wait, int) else 0)
            if waits[-1]:
                family.clock.move(seconds=waits[-1] - 1)
                assert await tried(family, name, source="elsewhere") == 1
                family.clock.move(seconds=1)
            else:
                assert await tried(family, name, source=f"{name} {number} again") != 0
                break
        assert waits[0] == 0


async def test_the_delays_by_name(family: Family) -> None:
    await family.join("Kim")
    waits = []
    for number in range(13):
        while isinstance(wait := await tried(family, "Kim", source=f"{number}"), int):
            waits.append(wait)
            family.clock.move(seconds=wait)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


async def test_the_delays_by_source_over_many_names(family: Family) -> None:
    waits = []
    for number in range(14):
        while isinstance(wait := await tried(family, f"nobody {number}"), int):
            waits.append(wait)
            family.clock.move(seconds=wait)
    assert waits == [2, 4, 8, 16]
    assert await tried(family, "nobody else", source="elsewhere") != 2


async def test_the_right_password_waits_too_and_works_afterwards(family: Family) -> None:
    await family.join("Kim")
    for _ in range(3):
        await tried(family, "Kim")
    assert await tried(family, "Kim", PASSWORD) == 2
    family.clock.move(seconds=2)
    assert await tried(family, "Kim", PASSWORD) == ""
    assert await tried(family, "Kim", PASSWORD) == ""


async def test_never_a_permanent_lock(family: Family) -> None:
    await family.join("Kim")
    for number in range(60):
        family.clock.move(seconds=300)
        assert isinstance(await tried(family, "Kim", source=f"{number}"), str)
    for _ in range(100):
        assert isinstance(await tried(family, "Kim", source="impatient"), int)
    family.clock.move(seconds=300)
    assert await tried(family, "Kim", PASSWORD, source="home") == ""


async def test_paired_devices_are_unaffected(family: Family) -> None:
    kim = await family.join("Kim")
    token = await family.pair(kim)
    for _ in range(10):
        await tried(family, "Kim")
    assert isinstance(await tried(family, "Kim"), int)
    await family.people.devices.authenticate(token, extension=EXTENSION)
    await family.people.devices.authenticate(family.tokens["Kim"])


async def test_many_at_once_are_not_free(family: Family) -> None:
    await family.join("Kim")
    answers = await asyncio.gather(*(tried(family, "Kim", source=f"{number}") for number in range(40)))
    assert sum(isinstance(one, str) for one in answers) == BY_NAME.free


async def test_ones_own_right_password_does_not_clear_the_address_for_guessing(family: Family) -> None:
    await family.join("Kim")
    for number in range(BY_SOURCE.free):
        await tried(family, f"nobody {number}")
        if number < BY_SOURCE.free - 1:
            assert await tried(family, "Kim", PASSWORD) == ""
    assert await tried(family, "somebody") == 2


async def test_an_ipv6_household_counts_as_one_address(family: Family) -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9%eth0")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("unix socket") == "unix socket"


async def test_failures_are_forgotten_after_a_day_and_do_not_fill_the_disk(family: Family) -> None:
    for number in range(9):
        await tried(family, f"nobody {number}")
    for _ in range(3):
        await tried(family, "Kim", source="elsewhere")
    family.clock.move(days=1, seconds=1)
    assert isinstance(await tried(family, "Kim", source="elsewhere"), str)
    async with family.household.store.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(attempts))).scalar_one() == 2


async def test_a_clock_that_was_set_back_locks_nobody_out(family: Family) -> None:
    await family.join("Kim")
    for _ in range(3):
        await tried(family, "Kim")
    family.clock.move(days=-400)
    assert await tried(family, "Kim", PASSWORD) == ""


async def test_who_tried_is_stored_as_a_hash_that_differs_by_data_folder(family: Family) -> None:
    await tried(family, "Kim", source="192.0.2.7")
    async with family.household.store.read() as connection:
        keys = (await connection.execute(select(attempts.c.key))).scalars().all()
    assert len(keys) == 2
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in keys)


async def test_a_browser_has_a_name_that_can_be_shown(family: Family) -> None:
    await family.join("Kim")
    with pytest.raises(Invalid) as wrong:
        await family.people.signing_in.sign_in("Kim", PASSWORD, source="here", device="\0")
    assert wrong.value.field == "device_name"


async def test_changing_the_password_needs_the_old_one_and_counts_wrong_ones(family: Family) -> None:
    kim = await family.join("Kim")
    change = family.people.own_password.change
    with pytest.raises(Invalid) as short:
        await change(kim, PASSWORD, "short")
    assert short.value.field == "new_password"
    for _ in range(3):
        with pytest.raises(Invalid) as wrong:
            await change(kim, WRONG, "another five words")
        assert wrong.value.field == "old_password"
    with pytest.raises(TooSoon):
        await change(kim, PASSWORD, "another five words")
    family.clock.move(seconds=2)
    await change(kim, PASSWORD, "another five words")
    assert isinstance(await tried(family, "Kim", PASSWORD), str)
    assert await tried(family, "Kim", "another five words") == ""
    assert "password_changed" in [one.what for one in await family.people.activity.list(kim.member)]
