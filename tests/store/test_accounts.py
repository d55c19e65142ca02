"""Accounts: added once, found by name, removed with all that was sealed for them."""

from pathlib import Path

import pytest

from automations.outcome import Refused
from automations.session_file import Cookie, StorageState
from automations.sign_in import Credentials
from tests.store.household import Household, Opens

SECRET = Credentials(user="me", password="correct horse", totp="JBSWY3DPEHPK3PXP")
SESSION = StorageState(cookies=(Cookie(name="auth", value="v" * 40, domain="x.com"),))


async def test_an_account_is_stored_with_its_secrets(household: Household, opens: Opens) -> None:
    account = await household.add(credentials=SECRET)
    await household.accounts.keep_session(account, SESSION)
    async with opens() as again:
        found = await again.accounts.get("x", "me")
        assert found == account
        assert await again.accounts.credentials(found) == SECRET
        assert await again.accounts.session(found) == SESSION


async def test_nothing_is_stored_where_nothing_was_given(household: Household) -> None:
    account = await household.add()
    assert await household.accounts.credentials(account) is None
    assert not await household.accounts.session(account)


async def test_a_name_is_taken_once(household: Household) -> None:
    first = await household.add(credentials=SECRET)
    with pytest.raises(Refused, match="x me is there already"):
        await household.add(credentials=Credentials(user="other", password="other"))
    assert await household.accounts.all() == [first]
    assert await household.accounts.credentials(first) == SECRET


async def test_another_way_to_type_a_name_is_the_same_name(household: Household) -> None:
    composed, decomposed = "Zo\u00eb", "Zoe\u0308"
    account = await household.add(composed)
    assert await household.accounts.get("x", decomposed) == account
    with pytest.raises(Refused, match="is there already"):
        await household.add(decomposed)


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "two\nlines", "-rf", "\u202eme", "\0"])
async def test_names_that_cannot_be_typed_are_refused(household: Household, name: str) -> None:
    with pytest.raises(Refused, match="cannot be the name"):
        await household.add(name)


@pytest.mark.parametrize(
    "address",
    [
        "blog.example",
        "ftp://blog.example",
        "https://me@blog.example",
        "https://blog.example?a",
        "https://blog.example#a",
        "https://blog.example:0",
        "https://blog.example:99999",
        "https://[::1",
        "https://blog .example",
        "https://blog.example/{site}",
        "https://" + "a" * 2000,
    ],
)
async def test_addresses_that_are_none_are_refused(household: Household, address: str) -> None:
    with pytest.raises(Refused, match="address"):
        await household.accounts.add(household.platform, "blog", address=address)


async def test_an_address_is_filled_in(household: Household) -> None:
    account = await household.accounts.add(household.platform, "blog", address=" https://blog.example/sub/ ")
    assert account.fill("{site}/wp-admin") == "https://blog.example/sub/wp-admin"


async def test_what_is_not_there_is_refused_with_what_is(household: Household) -> None:
    with pytest.raises(Refused, match="accounts add x me"):
        await household.accounts.get("x", "me")
    await household.add("practice")
    with pytest.raises(Refused, match="Did you mean practice"):
        await household.accounts.get("x", "practise")


async def test_ticks_and_consent_are_kept_and_taken_back(household: Household) -> None:
    account = await household.add()
    ticked = await household.accounts.tick(account, "x.some")
    ticked = await household.accounts.tick(ticked, "x.some")
    assert ticked.ticked == {"x.some"}
    assert (await household.accounts.untick(ticked, "x.some")).ticked == frozenset()
    assert (await household.accounts.consent(account)).consented is not None
    assert (await household.accounts.withdraw(account)).consented is None
    assert (await household.accounts.set_handle(account, " @other ")).handle == "other"
    assert (await household.accounts.signed_in_by(account, "session_file")).signs_in == "session_file"


async def test_a_removed_account_leaves_its_receipts_and_nothing_else(household: Household, home: Path) -> None:
    account = await household.add(credentials=SECRET)
    other = await household.add("practice", credentials=SECRET)
    await household.accounts.keep_session(account, SESSION)
    (household.accounts.profile(account) / "Cookies").write_text("v" * 40)
    receipt = await household.opt_out(account)
    await household.accounts.remove(account)
    assert await household.accounts.all() == [other]
    assert await household.accounts.credentials(other) == SECRET
    assert (await household.receipts.get(receipt)).body.account.name == "me"
    assert await household.receipts.problems() == ()
    assert list((home / "profiles").iterdir()) == []
    with pytest.raises(Refused, match="removed meanwhile"):
        await household.accounts.consent(account)


async def test_a_session_that_comes_late_is_not_kept_for_a_removed_account(household: Household) -> None:
    account = await household.add()
    await household.accounts.remove(account)
    await household.accounts.keep_session(account, SESSION)
    again = await household.add()
    assert again.id != account.id
    assert not await household.accounts.session(again)


async def test_the_profile_is_for_its_owner_only(household: Household) -> None:  # R23
    folder = household.accounts.profile(await household.add())
    assert folder.stat().st_mode & 0o777 == 0o700
