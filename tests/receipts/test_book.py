"""The receipts of a data folder: what is changed, taken away or cut off there is missed, and not handed out."""

from pathlib import Path

import pytest
from sqlalchemy import text

from automations.outcome import Refused
from backend.receipts import Receipts
from tests.receipts.samples import kept, with_pictures
from tests.store.household import Household
from tests.store.outside import Outside

TAMPERED = {
    "the text of the body": "UPDATE receipts SET body = replace(body, 'number 1', 'number 9') WHERE sequence = 2",
    "another outcome beside it": "UPDATE receipts SET outcome = 'still_on' WHERE sequence = 2",
    "another time beside it": "UPDATE receipts SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 2",
    "another account beside it": "UPDATE receipts SET account = 'other' WHERE sequence = 2",
    "another name": "UPDATE receipts SET id = '0123456789abcdef' WHERE sequence = 2",
    "the signature": "UPDATE receipts SET signature = (SELECT max(signature) FROM receipts WHERE sequence = 1) "
    "WHERE sequence = 2",
    "no signature": "UPDATE receipts SET signature = '' WHERE sequence = 2",
    "no body": "UPDATE receipts SET body = '{}' WHERE sequence = 2",
    "the hash": "UPDATE receipts SET digest = 'sha256:0' WHERE sequence = 2",
    "the first is gone": "DELETE FROM receipts WHERE sequence = 1",
    "one is gone": "DELETE FROM receipts WHERE sequence = 2",
    "the last is gone": "DELETE FROM receipts WHERE sequence = 4",
    "the last two are gone": "DELETE FROM receipts WHERE sequence > 2",
    "all are gone": "DELETE FROM receipts",
    "one is gone, and the rest counted anew": "DELETE FROM receipts WHERE sequence = 2; "
    "UPDATE receipts SET sequence = sequence - 1 WHERE sequence > 2",
    "two are exchanged": "UPDATE receipts SET sequence = 99 WHERE sequence = 2; "
    "UPDATE receipts SET sequence = 2 WHERE sequence = 3; UPDATE receipts SET sequence = 3 WHERE sequence = 99",
    "a picture is another one": "UPDATE pictures SET png = (SELECT sealed FROM ledgers)",
    "a picture is gone": "DELETE FROM pictures",
}


def tamper(outside: Outside, script: str) -> None:
    """What somebody does who writes to the database itself."""
    outside.run(*script.split("; "))


@pytest.fixture
async def four(household: Household) -> list[str]:
    """Four receipts; the second one has pictures."""
    account = await household.add()
    made = []
    for number in range(4):
        if number == 1:
            made.append(await kept(household, account, with_pictures(account, household.settings[0], "number 1")))
        else:
            made.append(await household.opt_out(account, number=number))
    assert await household.receipts.problems() == ()
    return made


@pytest.mark.parametrize("script", TAMPERED.values(), ids=TAMPERED)
async def test_what_was_tampered_with_is_told(
    household: Household, outside: Outside, four: list[str], script: str
) -> None:  # R38
    tamper(outside, script)
    problems = await household.receipts.problems()
    assert problems
    assert len(await household.receipts.list()) <= 4


@pytest.mark.parametrize(
    "what", ["the text of the body", "the signature", "no signature", "no body", "a picture is gone"]
)
async def test_what_was_changed_is_not_handed_out(
    household: Household, outside: Outside, four: list[str], what: str
) -> None:
    tamper(outside, TAMPERED[what])
    for format in ("json", "html", "pdf"):
        with pytest.raises(Refused, match="not as it was signed, so it is not handed out"):
            await household.receipts.export(four[1], format)
    assert await household.receipts.export(four[0], "json")


async def test_a_cut_chain_is_not_continued_unnoticed(
    household: Household, outside: Outside, four: list[str]
) -> None:  # R38
    tamper(outside, TAMPERED["the last two are gone"])
    await household.opt_out(await household.accounts.get("x", "me"))
    newest, *_ = await household.receipts.list()
    assert newest.body.sequence == 5
    assert "another one is missing" in " ".join(await household.receipts.problems())


async def test_without_its_key_nothing_is_signed(household: Household, four: list[str]) -> None:
    async with household.store.write() as connection:
        ledger = await household.vault._ledger(connection, 1)
        left = {name: version for name, version in ledger.versions.items() if "signing_key" not in name}
        await connection.execute(text("DELETE FROM secrets WHERE place = '1/0/signing_key'"))
        await household.vault._renew(connection, ledger, left)
    with pytest.raises(Refused, match="The key that signs receipts is gone"):
        await household.opt_out(await household.accounts.get("x", "me"))
    assert len(await household.receipts.list()) == 4


async def test_a_receipt_is_found_by_the_beginning_of_its_id(
    household: Household, outside: Outside, four: list[str]
) -> None:
    for one in four:
        assert (
            (await household.receipts.get(one)).id == (await household.receipts.get(f" {one[:12].upper()} ")).id == one
        )
    for wrong in ("", "  ", "zz", "%", "_", four[0] + "0"):
        with pytest.raises(Refused, match="There is no receipt"):
            await household.receipts.get(wrong)
    alike = four[0][:15] + ("0" if four[0][15] != "0" else "1")
    tamper(outside, f"UPDATE receipts SET id = '{alike}' WHERE sequence = 2")  # noqa: S608
    with pytest.raises(Refused, match="Several receipts begin with"):
        await household.receipts.get(four[0][:15])


async def test_they_are_listed_newest_first_and_by_account(household: Household, four: list[str]) -> None:
    other = await household.opt_out(await household.add("other"))
    receipts: Receipts = household.receipts
    assert [one.id for one in await receipts.list()] == [other, *four[::-1]]
    assert [one.id for one in await receipts.list("x", "me")] == four[::-1]
    assert [one.id for one in await receipts.list("x", "other")] == [other]
    assert await receipts.list("linkedin") == ()


async def test_they_come_in_pages(household: Household, four: list[str]) -> None:
    await household.opt_out(await household.add("other"))
    first = await household.receipts.list("x", "me", limit=3)
    rest = await household.receipts.list("x", "me", limit=3, before_sequence=first[-1].body.sequence)
    assert [one.id for one in (*first, *rest)] == four[::-1]
    assert len(first) == 3


async def test_a_wrong_clock_leaves_the_sentence_to_the_proofs(household: Household, home: Path) -> None:
    receipt = await household.receipts.get(await household.opt_out(await household.add()))
    assert receipt.body.statement == "The setting read opted-out at 2026-03-01T12:00:00.000Z."
    assert receipt.body.clock == "as stated by this service"
    assert receipt.body.url == "https://x.com/settings/grok_settings"
