"""R22: several members in one store: nobody finds, changes or opens what belongs to another."""

import asyncio
from collections.abc import Callable

import pytest

from automations.errand import Mode
from automations.outcome import Refused
from automations.session_file import Cookie, StorageState
from automations.sign_in import Credentials
from backend.vault import Place
from tests.store.household import NOON, Household, Opens, result, writing
from tests.store.outside import Outside

MINE = Credentials(user="me", password="correct horse")
THEIRS = Credentials(user="other", password="battery staple")
SESSION = StorageState(cookies=(Cookie(name="auth", value="v" * 40, domain="x.com"),))


@pytest.fixture
async def other(household: Household) -> Household:
    """What a second member sees."""
    return await household.join("second")


async def test_each_finds_only_their_own(household: Household, other: Household) -> None:
    mine, theirs = await household.add(credentials=MINE), await other.add(credentials=THEIRS)
    assert (mine.member, theirs.member, mine.name) == (1, 2, theirs.name)
    for one, account, secret in ((household, mine, MINE), (other, theirs, THEIRS)):
        assert await one.accounts.all() == [account]
        assert await one.accounts.get("x", "me") == await one.accounts.by_id(account.id) == account
        assert await one.accounts.credentials(account) == secret
    with pytest.raises(Refused, match=f"no account {theirs.id}"):
        await household.accounts.by_id(theirs.id)
    assert household.accounts.profile(mine) != other.accounts.profile(theirs)


async def test_nothing_of_others_can_be_used(household: Household, other: Household) -> None:
    theirs = await other.add(credentials=THEIRS)
    await other.accounts.keep_session(theirs, SESSION)
    receipt = await other.opt_out(theirs)
    await other.accounts.tick(theirs, "x.some")
    profile = other.accounts.profile(theirs)
    mine = household.accounts
    for forbidden in (
        mine.remove(theirs),
        mine.tick(theirs, "x.other"),
        mine.untick(theirs, "x.some"),
        mine.consent(theirs),
        mine.withdraw(theirs),
        mine.set_handle(theirs, "me"),
        mine.signed_in_by(theirs, "session_file"),
        household.receipts.get(receipt),
        household.receipts.export(receipt, "json"),
        household.records.writing(theirs, writing(theirs, "x.some")),
        household.records.finish(theirs, Mode.RUN, result(theirs, household.settings[0])),
        household.records.pause("x", account=theirs, why="A challenge."),
    ):
        with pytest.raises(Refused, match=r"removed meanwhile|There is no"):
            await forbidden
    with pytest.raises(Refused, match="There is no account"):
        mine.profile(theirs)
    await mine.keep_session(theirs, StorageState())
    assert await mine.credentials(theirs) is None
    assert not await mine.session(theirs)
    assert await household.receipts.list() == ()
    assert await household.records.last(theirs) == {}
    assert await household.records.results(theirs) == ()
    assert await household.records.restore_points(theirs) == {}
    assert await household.records.unfinished(theirs) == ()
    assert (await other.accounts.by_id(theirs.id)).ticked == {"x.some"}
    assert await other.accounts.credentials(theirs) == THEIRS
    assert await other.accounts.session(theirs) == SESSION
    assert len(await other.records.results(theirs)) == 1
    assert profile.is_dir()


async def test_each_has_a_chain_and_a_key(household: Household, other: Household) -> None:
    for number in range(2):
        for one in (household, other):
            account = (await one.accounts.all() or [await one.add()])[0]
            await one.opt_out(account, number=number)
    chains = [await one.receipts.list() for one in (household, other)]
    assert [[one.body.sequence for one in chain] for chain in chains] == [[2, 1], [2, 1]]
    assert len({one.body.key for one in chains[0]} | {one.body.key for one in chains[1]}) == 2
    for one, (newest, first) in zip((household, other), chains, strict=True):
        assert (newest.body.previous, first.body.previous) == (first.digest, None)
        assert await one.receipts.problems() == ()


async def test_many_members_at_once_make_a_chain_each(household: Household) -> None:
    people = [household, *[await household.join(f"member {number}") for number in range(3)]]
    accounts = [await one.add() for one in people]
    work = [
        one.opt_out(account, setting)
        for setting in household.settings[:4]
        for one, account in zip(people, accounts, strict=True)
    ]
    await asyncio.gather(*work)
    for one in people:
        assert [receipt.body.sequence for receipt in await one.receipts.list()] == [4, 3, 2, 1]
        assert await one.receipts.problems() == ()


async def test_a_pause_of_an_account_is_its_member_s(household: Household, other: Household) -> None:
    mine, theirs = await household.add(), await other.add()
    await household.records.pause("x", account=mine, until=NOON, why="A challenge.")
    await other.records.pause("x", account=theirs, until=NOON, why="Another challenge.")
    await other.records.pause("x", why="A limit, for everyone.")
    assert [one.why for one in await household.records.pauses()] == ["A challenge.", "A limit, for everyone."]
    assert [one.why for one in await other.records.pauses()] == ["Another challenge.", "A limit, for everyone."]
    await household.records.resume("x", account=theirs)
    assert len(await other.records.pauses()) == 2
    await other.records.resume("x", account=theirs)
    assert [one.why for one in await other.records.pauses()] == ["A limit, for everyone."]
    await other.records.resume("x")
    assert [one.account_id for one in await household.records.pauses()] == [mine.id]
    await household.accounts.remove(mine)
    assert await household.records.pauses() == ()


async def test_each_key_is_random_and_sealed(household: Household, other: Household, outside: Outside) -> None:
    for one in (household, other):
        await one.add(credentials=MINE)
    keys = dict(outside.table("member_keys"))
    assert sorted(keys) == [1, 2]
    assert len({bytes(one) for one in keys.values()} | {bytes(one)[12:] for one in keys.values()}) == 4
    await other.add("again")
    assert dict(outside.table("member_keys")) == keys


def swap_keys(outside: Outside) -> None:
    """The keys of two members change places."""
    (first, one), (second, two) = outside.table("member_keys")
    outside.put("member_keys", [(first, two), (second, one)])


def take_keys_away(outside: Outside) -> None:
    """The keys are gone."""
    outside.run("DELETE FROM member_keys")


def empty_keys(outside: Outside) -> None:
    """Nothing is left of the keys."""
    outside.run("UPDATE member_keys SET sealed = ?", values=(b"",))


def flip_a_bit(outside: Outside) -> None:
    """One bit of a key is another one."""
    outside.put("member_keys", [(who, sealed[:-1] + bytes([sealed[-1] ^ 1])) for who, sealed in table(outside)])


def table(outside: Outside) -> list[tuple[int, bytes]]:
    """All keys."""
    return [(who, bytes(sealed)) for who, sealed in outside.table("member_keys")]


def swap_everything(outside: Outside) -> None:
    """All that is sealed for one member passes for another's, and the other way round."""
    swap_keys(outside)
    (first, *one), (second, *two) = outside.table("ledgers")
    outside.put("ledgers", [(first, *two), (second, *one)])
    rows = outside.table("secrets")
    moved = [(id, 3 - who, account, f"{3 - who}{place[1:]}", *rest) for id, who, account, place, *rest in rows]
    outside.put("secrets", moved)


def take_all_but_the_key_away(outside: Outside) -> None:
    """As if nothing had ever been sealed."""
    outside.run("DELETE FROM secrets", "DELETE FROM ledgers")


TAMPER = {
    swap_keys: "key",
    empty_keys: "key",
    flip_a_bit: "key",
    swap_everything: "key",
    take_keys_away: "key|ledger",
    take_all_but_the_key_away: "ledger",
}
"""What is done, and what does not open then. The owner's ledger is tried with the key of release 0.1.0."""


@pytest.mark.parametrize(("tamper", "what"), TAMPER.items(), ids=lambda one: getattr(one, "__name__", ""))
async def test_keys_that_were_tampered_with_open_nothing(
    household: Household, other: Household, outside: Outside, tamper: Callable[[Outside], None], what: str
) -> None:
    accounts = [await household.add(credentials=MINE), await other.add(credentials=THEIRS)]
    tamper(outside)
    before = outside.table("secrets")
    for one, account in zip((household, other), accounts, strict=True):
        with pytest.raises(Refused, match=rf"^The stored ({what}) does not open"):
            await one.accounts.credentials(account)
        with pytest.raises(Refused, match="Nothing was used"):
            await one.accounts.keep_session(account, SESSION)
    assert outside.table("secrets") == before


async def test_a_shredded_member_has_nothing_and_nobody_else_is_touched(
    household: Household, other: Household, outside: Outside
) -> None:
    mine, theirs = await household.add(credentials=MINE), await other.add(credentials=THEIRS)
    gone = {name: outside.table(name) for name in ("member_keys", "ledgers", "secrets")}
    async with other.store.write() as connection:
        await other.vault.shred(connection, 2)
    assert await other.accounts.credentials(theirs) is None
    assert await household.accounts.credentials(mine) == MINE
    assert {who for name in ("member_keys", "ledgers") for who, *_ in outside.table(name)} == {1}
    place = Place(field="credentials", member=2, account=theirs.id)
    async with other.store.write() as connection:
        await other.vault.put(connection, place, b"new")
    for name in ("ledgers", "secrets"):
        outside.put(name, gone[name])
    with pytest.raises(Refused, match="Nothing was used"):
        await other.accounts.credentials(theirs)


async def test_what_was_shredded_can_be_shredded_again_when_damaged(household: Household, outside: Outside) -> None:
    account = await household.add(credentials=MINE)
    empty_keys(outside)
    for _ in range(2):
        async with household.store.write() as connection:
            await household.vault.shred(connection, 1)
    assert await household.accounts.credentials(account) is None


async def test_members_are_told_apart_after_a_restart(household: Household, other: Household, opens: Opens) -> None:
    theirs = await other.add(credentials=THEIRS)
    receipt = await other.opt_out(theirs)
    async with opens() as again:
        assert await again.accounts.all() == []
        assert await again.of(2).accounts.credentials(theirs) == THEIRS
        assert [one.id for one in await again.of(2).receipts.list()] == [receipt]
