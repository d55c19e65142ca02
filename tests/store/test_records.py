"""What was done: intents before changes, outcomes with receipts, what can be put back, pauses."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from automations.errand import Mode
from automations.outcome import PROVEN, Limited, NeedsYou, Outcome, Refused
from backend.store.tables import KINDS
from tests.store.household import NOON, Household, Opens, result, writing
from tests.store.outside import VIOLATION, Outside

READS_NOTHING = [one for one in Outcome if one not in PROVEN and one not in (Outcome.STILL_ON, Outcome.NOT_RESTORED)]


async def test_an_outcome_is_kept_with_its_receipt(household: Household) -> None:
    account = await household.add()
    setting = household.settings[0]
    receipt = await household.opt_out(account, setting)
    last = (await household.records.last(account))[setting]
    assert (last.outcome, last.before, last.after, last.receipt) == (Outcome.OPTED_OUT, "checked", "unchecked", receipt)
    assert (await household.receipts.get(receipt)).body.outcome is Outcome.OPTED_OUT


async def test_what_is_skipped_has_no_receipt(household: Household) -> None:
    account = await household.add()
    skipped = result(account, household.settings[0], Outcome.SKIPPED, before=None, after=None)
    assert await household.records.finish(account, Mode.RUN, skipped) is None
    assert (await household.records.last(account))[household.settings[0]].receipt is None
    assert await household.receipts.list() == ()


async def test_the_newest_outcome_counts(household: Household) -> None:
    account = await household.add()
    setting = household.settings[0]
    await household.opt_out(account, setting)
    await household.records.finish(account, Mode.CHECK, result(account, setting, Outcome.STILL_ON, after=None))
    assert (await household.records.last(account))[setting].outcome is Outcome.STILL_ON


async def test_a_result_and_its_receipt_are_stored_together_or_not_at_all(household: Household) -> None:
    account = await household.add()
    await household.accounts.remove(account)
    with pytest.raises(Refused, match="removed meanwhile"):
        await household.records.finish(account, Mode.RUN, result(account, household.settings[0]))
    assert await household.receipts.list() == ()
    assert await household.receipts.problems() == ()


async def test_an_intent_is_on_the_disk_before_anything_else(household: Household, opens: Opens) -> None:
    account = await household.add()
    await household.records.writing(account, writing(account, "x.one"))
    async with opens() as again:
        assert await again.records.unfinished(account) == ("x.one",)
        assert await again.records.restore_points(account) == {"x.one": "checked"}


async def test_what_was_there_first_is_put_back(household: Household) -> None:
    account = await household.add()
    setting = household.settings[0]
    for value in ("checked", "unchecked"):
        await household.records.writing(account, writing(account, setting, value))
        await household.records.finish(account, Mode.RUN, result(account, setting, before=value))
    assert await household.records.restore_points(account) == {setting: "checked"}
    restored = result(account, setting, Outcome.RESTORED, before="unchecked", after="checked")
    await household.records.writing(account, writing(account, setting, "unchecked"))
    await household.records.finish(account, Mode.UNDO, restored)
    assert await household.records.restore_points(account) == {}
    assert await household.records.unfinished(account) == ()


@pytest.mark.parametrize("outcome", READS_NOTHING)
async def test_a_change_that_was_never_made_leaves_nothing_to_put_back(household: Household, outcome: Outcome) -> None:
    account = await household.add()
    setting = household.settings[0]
    await household.records.writing(account, writing(account, setting))
    await household.records.finish(account, Mode.RUN, result(account, setting, outcome, before=None, after=None))
    assert await household.records.restore_points(account) == {}


async def test_a_change_after_which_nothing_was_read_stays_open(household: Household) -> None:
    account = await household.add()
    setting = household.settings[0]
    await household.records.writing(account, writing(account, setting))
    await household.records.finish(account, Mode.RUN, result(account, setting, Outcome.UNREACHABLE, after=None))
    assert await household.records.unfinished(account) == (setting,)
    await household.records.finish(
        account, Mode.CHECK, result(account, setting, Outcome.UNREACHABLE, before=None, after=None)
    )
    assert await household.records.unfinished(account) == (setting,)
    await household.records.finish(
        account, Mode.CHECK, result(account, setting, Outcome.ALREADY_OUT, before="unchecked")
    )
    assert await household.records.unfinished(account) == ()
    assert await household.records.restore_points(account) == {setting: "checked"}


async def test_pauses_hold_until_they_are_lifted(household: Household) -> None:
    account = await household.add()
    day = timedelta(hours=24)
    await household.records.pause("x", account=account, until=NOON, why="A challenge.")
    await household.records.pause("x", account=account, until=NOON + day, why="Another challenge.")
    await household.records.pause("x", why="A limit.")
    challenge, limit = await household.records.pauses()
    assert challenge.until == NOON + day
    assert challenge.holds("x", account.id, NOON + day - timedelta(seconds=1))
    assert not challenge.holds("x", account.id, NOON + day)
    assert not challenge.holds("x", account.id + 1, NOON)
    assert limit.holds("x", account.id + 1, NOON + 1000 * day)
    assert not limit.holds("linkedin", account.id, NOON)
    assert isinstance(challenge.as_stop("X"), NeedsYou)
    assert isinstance(limit.as_stop("X"), Limited)
    await household.records.resume("x")
    assert await household.records.pauses() == ()


async def test_visits_are_noted(household: Household) -> None:
    account = await household.add()
    assert await household.records.last_visit("x") is None
    before = datetime.now(UTC).timestamp()
    await household.records.visited(account)
    await household.records.visited(account)
    last = await household.records.last_visit("x")
    assert last is not None
    assert before <= last <= datetime.now(UTC).timestamp()


async def test_a_clock_that_jumps_back_changes_no_order(opens: Opens) -> None:  # R31
    times = iter([NOON, NOON - timedelta(days=400), NOON - timedelta(days=1), NOON + timedelta(days=9999)] * 20)
    async with opens(clock=lambda: next(times)) as household:
        account = await household.add()
        setting = household.settings[0]
        made = [await household.opt_out(account, setting, number=number) for number in range(6)]
        still = result(account, setting, Outcome.STILL_ON, after=None)
        made.append(await household.records.finish(account, Mode.CHECK, still) or "")
        assert (await household.records.last(account))[setting].outcome is Outcome.STILL_ON
        assert [one.id for one in await household.receipts.list()] == made[::-1]
        assert await household.receipts.problems() == ()


async def test_many_at_once_make_one_chain(household: Household) -> None:
    accounts = [await household.add(f"me {number}") for number in range(4)]
    made = await asyncio.gather(
        *(household.opt_out(one, setting) for one in accounts for setting in household.settings[:4])
    )
    assert sorted(one.body.sequence for one in await household.receipts.list()) == list(range(1, len(made) + 1))
    assert await household.receipts.problems() == ()
    for account in accounts:
        assert await household.records.unfinished(account) == ()


async def test_results_come_in_pages_newest_first(household: Household) -> None:
    account, other = await household.add(), await household.add("other")
    for number in range(5):
        await household.opt_out(account, household.settings[number % 2], number=number)
        await household.opt_out(other)
    everything = await household.records.results(account)
    assert [one.detail for one in everything] == [f"number {number}" for number in (4, 3, 2, 1, 0)]
    assert everything[0].setting == household.settings[0]
    assert (everything[0].mode, everything[0].needs) == (Mode.RUN, None)
    first = await household.records.results(account, limit=2)
    second = await household.records.results(account, limit=2, before=first[-1].id)
    third = await household.records.results(account, limit=2, before=second[-1].id)
    assert (*first, *second, *third) == everything
    assert await household.records.results(account, before=third[-1].id) == ()


async def test_an_attempt_has_one_outcome_for_a_setting(household: Household) -> None:
    account = await household.add()
    one, two, *_ = household.settings
    made = result(account, one)
    first = await household.records.finish(account, Mode.RUN, made, attempt="job/1")
    again = await household.records.finish(account, Mode.RUN, made, attempt="job/1")
    assert first == again
    await household.records.finish(account, Mode.RUN, result(account, two), attempt="job/1")
    third = await household.records.finish(account, Mode.RUN, made, attempt="job/2")
    assert third != first
    stored = await household.records.of_attempt("job/1")
    assert {name: one.outcome for name, one in stored.items()} == dict.fromkeys((one, two), Outcome.OPTED_OUT)
    assert stored[one].receipt == first
    assert await household.records.of_attempt("job/3") == {}
    assert len(await household.receipts.list()) == 3
    assert await household.receipts.problems() == ()


async def test_a_second_outcome_of_an_attempt_cannot_be_stored(household: Household, outside: Outside) -> None:
    account = await household.add()
    await household.records.finish(account, Mode.RUN, result(account, household.settings[0]), attempt="job/1")
    with pytest.raises(VIOLATION, match=r"(?i)unique"):
        outside.run(
            "INSERT INTO results (account_id, setting, mode, outcome, at, detail, test_sites, attempt) "
            "SELECT account_id, setting, mode, 'still_on', at, detail, test_sites, attempt FROM results"
        )


async def test_a_repeated_step_leaves_no_change_open(household: Household) -> None:
    account = await household.add()
    setting = household.settings[0]
    for _ in range(2):
        await household.records.writing(account, writing(account, setting))
        await household.records.finish(account, Mode.RUN, result(account, setting), attempt="job/1")
    assert await household.records.unfinished(account) == ()
    assert len(await household.receipts.list()) == 1


async def test_a_page_s_zero_bytes_are_stored_as_what_they_are_not(household: Household) -> None:
    account = await household.add()
    setting = household.settings[0]
    await household.records.writing(account, writing(account, setting, "a\0b"))
    odd = result(account, setting, before="a\0b", after="c\0d", detail="e\0f")
    await household.records.finish(account, Mode.RUN, odd)
    await household.records.pause("x", why="g\0h")
    (stored,) = await household.records.results(account)
    assert (stored.before, stored.after, stored.detail) == ("a\ufffdb", "c\ufffdd", "e\ufffdf")
    assert await household.receipts.problems() == ()


def insert(outside: Outside, outcome: str, first: str | None, second: str | None) -> None:
    """A result that is written past the program."""
    outside.run(
        "INSERT INTO results (account_id, setting, mode, at, detail, test_sites, outcome, "
        "proof_kind_1, proof_kind_2) VALUES (1, 'x.one', 'run', '2026-03-01 12:00:00', '', '[]', ?, ?, ?)",
        values=(outcome, first, second),
    )


@pytest.mark.parametrize("outcome", sorted(PROVEN))
async def test_no_success_without_two_kinds_of_proof(
    household: Household, outside: Outside, outcome: str
) -> None:  # R3
    await household.add()
    too_few = [(None, None), ("page", None), (None, "page"), *((kind, kind) for kind in KINDS), ("page", "hearsay")]
    for first, second in too_few:
        with pytest.raises(VIOLATION, match=r"(?i)check.*(two_proofs|proof_kind)"):
            insert(outside, outcome, first, second)
    insert(outside, outcome, "page", "api")
    insert(outside, "still_on", None, None)
    with pytest.raises(VIOLATION, match="ck_results_outcome"):
        insert(outside, "surely_out", "page", "api")


async def test_a_success_cannot_be_taken_its_proofs(household: Household, outside: Outside) -> None:  # R3
    await household.opt_out(await household.add())
    for change in ("proof_kind_2 = NULL", "proof_kind_2 = proof_kind_1"):
        with pytest.raises(VIOLATION, match="two_proofs"):
            outside.run(f"UPDATE results SET {change}")  # noqa: S608
