"""A receipt names nobody whom nobody saw: neither the mark of a name that is not shown, nor one that a person gave."""

import json

import pytest

from automations.errand import Mode
from automations.identity import UNNAMED
from automations.outcome import Outcome
from backend.receipts.words import WHOSE
from tests.store.household import Household, catalogue, result


@pytest.mark.parametrize("handle", [UNNAMED, "me@example.org"])
async def test_no_handle_is_claimed(household: Household, handle: str) -> None:
    account = await household.accounts.add(catalogue().platform("claude"), "me", handle=handle)
    told = await household.records.finish(account, Mode.RUN, result(account, "claude.improve_models"))
    assert told
    body = json.loads(await household.receipts.export(told, "json"))["receipt"]
    assert body["account"] == {"name": "me", "handle": None, "address": None}
    assert body["statement"].endswith(WHOSE)
    page = (await household.receipts.export(told, "html")).decode()
    assert handle not in page and "not seen whose account" in page


async def test_where_nothing_is_stated_there_is_nothing_to_add(household: Household) -> None:
    account = await household.accounts.add(catalogue().platform("claude"), "me", handle=UNNAMED)
    stopped = result(account, "claude.improve_models", Outcome.NEEDS_YOU, after=None)
    told = await household.records.finish(account, Mode.RUN, stopped)
    assert told
    body = json.loads(await household.receipts.export(told, "json"))["receipt"]
    assert WHOSE not in body["statement"]


async def test_a_platform_that_names_people_is_told_as_before(household: Household) -> None:
    account = await household.add()
    body = json.loads(await household.receipts.export(await household.opt_out(account), "json"))["receipt"]
    assert body["account"]["handle"] == "practice" and WHOSE not in body["statement"]


async def test_a_name_that_was_not_shown_is_no_name_to_look_for(household: Household) -> None:
    """Should the platform come to show one, whoever is signed in must be confirmed anew."""
    account = await household.accounts.add(catalogue().platform("claude"), "me", handle=UNNAMED)
    assert account.handle == UNNAMED and not account.is_named and account.account.handle is None
