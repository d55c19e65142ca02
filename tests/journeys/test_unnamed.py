"""An account of a platform that shows nobody's name: from the session file to the receipt, as it is typed and told."""

import json

from automations.practice.scenario import Scenario
from tests.journeys.person import Person

SETTING = "claude.improve_models"


async def test_an_account_without_a_name(person: Person) -> None:
    file = person.session_file("claude")
    assert (await person.types("accounts", "add", "claude", "me", "--consent")).status == 0
    signed_in = await person.types("sign-in", "claude", "me", "--session", str(file))
    assert signed_in.status == 0, signed_in.err
    assert "does not show who" in signed_in.err and "Signed in." in signed_in.out
    listed = await person.types("accounts", "list")
    assert "(name not shown)" in listed.out and "@" not in listed.out

    assert (await person.types("check", "claude", "me", "--json")).outcomes == {SETTING: "still_on"}
    run = await person.types("run", "claude", "me", "--json")
    assert run.outcomes == {SETTING: "opted_out"}, run.out + run.err
    assert person.truth("claude")[SETTING] is False
    (receipt,) = [one["receipt"] for one in run.document["results"]]
    exported = person.folder / "receipt.json"
    assert (await person.types("receipts", "show", receipt, "--to", str(exported))).status == 0
    body = json.loads(exported.read_text())["receipt"]
    assert body["account"]["handle"] is None and "not seen whose account" in body["statement"]
    assert (await person.types("verify", str(exported))).status == 0

    undone = await person.types("undo", "claude", "me", "--json")
    assert undone.outcomes == {SETTING: "restored"} and person.truth("claude")[SETTING] is True


async def test_a_session_that_has_ended_signs_nobody_in(person: Person) -> None:
    file = person.session_file("claude", scenario=Scenario.SIGNED_OUT)
    await person.types("accounts", "add", "claude", "me", "--consent")
    signed_in = await person.types("sign-in", "claude", "me", "--session", str(file), "--json")
    assert signed_in.status == 8, signed_in.out + signed_in.err
    listed = await person.types("accounts", "list")
    assert "(name not shown)" not in listed.out
