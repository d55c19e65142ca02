"""R22: nothing secret is readable at rest, and what was swapped, put back or taken away does not open."""

import asyncio
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from automations.outcome import Refused
from automations.session_file import Cookie, Item, Origin, StorageState
from automations.sign_in import Credentials
from backend.store.tables import OWNER
from backend.vault import Place
from tests.store.household import KEY, Household, Opens, open_household
from tests.store.outside import DATABASE, Outside

CANARIES = [f"canary{number:02}{'qwzj' * 4}" for number in range(50)]
"""10 users, passwords, seeds, cookies and entries of local storage."""


def secret(number: int) -> Credentials:
    """Three canaries."""
    return Credentials(user=CANARIES[number], password=CANARIES[number + 10], totp=CANARIES[number + 20])


def session(number: int) -> StorageState:
    """Two canaries."""
    return StorageState(
        cookies=(Cookie(name="auth", value=CANARIES[number + 30], domain="x.com"),),
        origins=(Origin(origin="https://x.com", localStorage=(Item(name="t", value=CANARIES[number + 40]),)),),
    )


def found_in(outside: Outside) -> set[str]:
    """Canaries, and the key, in all that is stored; also written backwards, in UTF-16 or in hex."""
    content = outside.content()
    names = {file.name for file in outside.home.rglob("*")}
    assert outside.server or DATABASE in names
    return {
        one
        for one in (*CANARIES, KEY)
        if any(
            form in content
            for form in (one.encode(), one[::-1].encode(), one.encode("utf-16-le"), one.encode().hex().encode())
        )
        or any(one in name for name in names)
    }


async def test_no_secret_is_readable_at_rest(opens: Opens, outside: Outside) -> None:
    async with opens() as household:
        accounts = [await household.add(f"me {number}", credentials=secret(number)) for number in range(10)]
        for number, account in enumerate(accounts):
            await household.accounts.keep_session(account, session((number + 1) % 10))
            await household.accounts.keep_session(account, session(number))
            await household.opt_out(account)
        assert outside.server or (outside.home / f"{DATABASE}-wal").stat().st_size > 10_000
        assert found_in(outside) == set()
        for number, account in enumerate(accounts):
            assert await household.accounts.credentials(account) == secret(number)
            assert await household.accounts.session(account) == session(number)
        for account in accounts[::2]:
            await household.accounts.remove(account)
        assert found_in(outside) == set()
    assert found_in(outside) == set()


async def test_what_is_sealed_is_gone_with_its_account(opens: Opens, outside: Outside) -> None:
    async with opens() as household:
        account = await household.add(credentials=secret(0))
        rows = outside.run("SELECT sealed FROM secrets WHERE account_id IS NOT NULL")
        await household.accounts.remove(account)
        assert len(rows) == 1
        assert rows[0][0] not in outside.content()
        assert rows[0][0].hex().encode() not in outside.content()


async def test_no_secret_is_shown(household: Household, outside: Outside) -> None:
    account = await household.add(credentials=secret(0))
    await household.accounts.keep_session(account, session(0))
    outside.run("UPDATE secrets SET sealed = ?", values=(bytes(80),))
    told = [repr(secret(0)), str(secret(0)), repr(session(0)), str(session(0)), repr(household), repr(account)]
    for work in (
        household.accounts.credentials(account),
        household.accounts.session(account),
        household.accounts.keep_session(account, session(1)),
        household.accounts.add(household.platform, "me", credentials=secret(2)),
        household.accounts.add(household.platform, "-", credentials=secret(3)),
    ):
        with pytest.raises(Exception) as trouble:
            await work
        told.append("".join(traceback.format_exception(trouble.value)))
        told.append(repr(trouble.value.__dict__))
    assert not [one for one in (*CANARIES, KEY) if any(one in text for text in told)]


async def test_a_bug_while_something_is_sealed_shows_nothing(household: Household, outside: Outside) -> None:
    await household.add(credentials=secret(0))
    outside.run("ALTER TABLE secrets RENAME COLUMN sealed TO other")
    with pytest.raises(Exception, match="sealed") as trouble:
        await household.add("other", credentials=secret(1))
    told = "".join(traceback.format_exception(trouble.value))
    assert not [one for one in CANARIES if one in told]
    assert "parameters hidden" in told


def swap_rows(outside: Outside) -> None:
    """The sealed texts of two accounts change places."""
    first, second = outside.table("secrets")[:2]
    outside.put("secrets", [(*first[:5], second[5]), (*second[:5], first[5])])


def swap_accounts(outside: Outside) -> None:
    """The same, with all that is written beside them."""
    first, second = outside.table("secrets")[:2]
    outside.put(
        "secrets",
        [(first[0], *second[1:3], first[3], *second[4:]), (second[0], *first[1:3], second[3], *first[4:])],
    )


def newer_number(outside: Outside) -> None:
    """An older text passes for a newer one."""
    outside.run("UPDATE secrets SET version = version + 1")


def take_away(outside: Outside) -> None:
    """A secret is gone, as if there never was one."""
    outside.run("DELETE FROM secrets WHERE id = 1")


def take_ledger_away(outside: Outside) -> None:
    """The list of what is right is gone."""
    outside.run("DELETE FROM ledgers")


def flip_a_bit(outside: Outside) -> None:
    """One bit of a sealed text is another one."""
    rows = outside.table("secrets")
    outside.put("secrets", [(*row[:5], row[5][:-1] + bytes([row[5][-1] ^ 1])) for row in rows])


def empty(outside: Outside) -> None:
    """Nothing is left of the sealed texts."""
    outside.run("UPDATE secrets SET sealed = ?", values=(b"",))


@pytest.mark.parametrize(
    "tamper", [swap_rows, swap_accounts, newer_number, take_away, take_ledger_away, flip_a_bit, empty]
)
async def test_what_was_tampered_with_does_not_open(
    opens: Opens, outside: Outside, tamper: Callable[[Outside], None]
) -> None:
    async with opens() as household:
        accounts = [await household.add(f"me {number}", credentials=secret(number)) for number in range(2)]
        tamper(outside)
        with pytest.raises(Refused, match="Nothing was used"):
            await household.accounts.credentials(accounts[0])


async def opened(household: Household) -> Credentials | None:
    """What opens of the first account."""
    return await household.accounts.credentials(await household.accounts.get("x", "me"))


@pytest.mark.parametrize("tables", [("secrets",), ("ledgers",)])
async def test_an_older_copy_does_not_open(household: Household, outside: Outside, tables: tuple[str, ...]) -> None:
    account = await household.add(credentials=secret(0))
    older = {name: outside.table(name) for name in tables}
    async with household.store.write() as connection:
        await household.vault.put(connection, Place(field="credentials", account=account.id), b'{"user":"new"}')
    for name, rows in older.items():
        outside.put(name, rows)
    with pytest.raises(Refused, match="put back from an older copy"):
        await opened(household)


async def test_a_removed_secret_that_is_put_back_does_not_open(household: Household, outside: Outside) -> None:
    account = await household.add(credentials=secret(0))
    older = outside.table("secrets")
    async with household.store.write() as connection:
        await household.vault.forget(connection, account.id)
    assert await opened(household) is None
    outside.put("secrets", older)
    with pytest.raises(Refused, match="changed from outside"):
        await opened(household)


@pytest.mark.parametrize("names", [("secrets", "ledgers"), ("member_keys",), ("secrets", "ledgers", "member_keys")])
async def test_another_folder_s_secrets_do_not_open(
    opens: Opens, outside: Outside, tmp_path: Path, names: tuple[str, ...]
) -> None:
    other = Outside(home=tmp_path / "other")
    for opening in (opens(), open_household(other.home)):
        async with opening as household:
            await household.add(credentials=secret(0))
    for name in names:
        outside.put(name, other.table(name))
    async with opens() as household:
        with pytest.raises(Refused, match="does not open"):
            await opened(household)


async def test_a_backup_of_the_whole_opens(home: Path, tmp_path: Path) -> None:  # R32
    async with open_household(home) as household:
        await household.add(credentials=secret(0))
        Outside(home=home).run("PRAGMA wal_checkpoint(TRUNCATE)", f"VACUUM INTO '{tmp_path / 'backup.db'}'")
        await household.opt_out(await household.accounts.get("x", "me"))
    restored = tmp_path / "restored"
    async with open_household(restored):
        pass
    (restored / DATABASE).write_bytes((tmp_path / "backup.db").read_bytes())
    async with open_household(restored) as household:
        assert await opened(household) == secret(0)
        assert await household.receipts.problems() == ()


async def test_no_nonce_is_used_twice(household: Household, outside: Outside) -> None:
    account = await household.add()
    seen = []
    for _ in range(20):
        async with household.store.write() as connection:
            await household.vault.put(connection, Place(field="same", account=account.id), b"same")
        seen += [row[0] for row in outside.run("SELECT sealed FROM secrets UNION ALL SELECT sealed FROM ledgers")]
    assert len({sealed[:12] for sealed in seen}) == len({sealed[12:] for sealed in seen}) == len(set(seen)) == 40


async def test_places_are_apart(household: Household) -> None:
    places = [Place(field=field, account=account) for field in ("a", "b") for account in (None, 1, 2, 12)]
    await household.add("1")
    await household.add("2")
    async with household.store.write() as connection:
        for place in places[:3] + places[4:7]:
            await household.vault.put(connection, place, place.name.encode())
        await household.vault.forget(connection, 1)
        kept = [await household.vault.get(connection, place) for place in places]
    names = [None if place.account in (1, 12) else place.name.encode() for place in places]
    assert kept == names
    assert all(place.member == OWNER for place in places)


async def test_two_at_once_lose_nothing(household: Household) -> None:
    accounts = [await household.add(f"me {number}") for number in range(5)]
    await asyncio.gather(
        *(household.accounts.keep_session(one, session(number)) for number, one in enumerate(accounts))
    )
    for number, account in enumerate(accounts):
        assert await household.accounts.session(account) == session(number)
