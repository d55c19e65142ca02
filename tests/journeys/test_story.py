"""The whole story of an account, as a newcomer types it, and what the platform knows at every step."""

import json
from pathlib import Path

from automations.practice.scenario import Scenario
from tests.journeys.person import Person

ESSENTIAL = "x.grok_training"


async def test_from_the_session_file_to_the_undo(person: Person) -> None:
    await person.signed_in("x")
    sharing = person.truth("x")

    refused = await person.types("check", "x", "me", "--json")
    assert refused.status == 8, refused.err
    assert {one["needs"] for one in refused.document["results"] if one["outcome"] == "needs_you"} == {"consent"}

    checked = await person.types("check", "x", "me", "--consent", "--json")
    assert checked.status == 4, checked.err
    assert set(checked.outcomes.values()) == {"still_on"}
    assert person.writes("x") == ()

    run = await person.types("run", "x", "me", "--json")
    assert run.status == 0, run.out + run.err
    assert set(run.outcomes) == set(checked.outcomes)
    assert set(run.outcomes.values()) == {"opted_out"}
    written = person.writes("x")
    assert len(written) == len(run.outcomes)
    for result in run.document["results"]:
        if result["outcome"] == "opted_out":
            assert len({proof["kind"] for proof in result["proofs"]}) >= 2
            assert result["receipt"]
            assert "x.com" in result["test_sites"], "every result says that test sites stood in"

    again = await person.types("run", "x", "me", "--json")
    assert set(again.outcomes.values()) == {"already_out"}
    assert person.writes("x") == written, "R5: running twice writes once"

    undone = await person.types("undo", "x", "me", "--json")
    assert undone.status == 0, undone.out + undone.err
    assert set(undone.outcomes.values()) == {"restored"}
    assert person.truth("x") == sharing

    nothing = await person.types("undo", "x", "me", "--json")
    assert nothing.outcomes == {}
    assert person.truth("x") == sharing


async def test_receipts_are_listed_exported_and_verified(person: Person, tmp_path: Path) -> None:
    await person.signed_in("harbour")
    run = await person.types("run", "harbour", "me", "harbour.partners", "--json")
    receipts = {one["receipt"] for one in run.document["results"] if one["receipt"]}
    assert receipts
    listed = await person.types("receipts", "list", "--json")
    assert listed.status == 0, listed.err
    for receipt in sorted(receipts):
        exported = [tmp_path / f"{receipt}.{kind}" for kind in ("json", "html", "pdf")]
        for file in exported:
            ended = await person.types("receipts", "show", receipt, "--to", str(file))
            assert ended.status == 0, ended.err
            assert file.stat().st_size > 500
        verified = await person.types("verify", str(exported[0]))
        assert verified.status == 0, verified.out + verified.err
        document = json.loads(exported[0].read_text())
        forged = json.dumps(document).replace("opted_out", "already_out", 1)
        exported[0].write_text(forged)
        assert (await person.types("verify", str(exported[0]))).status != 0


async def test_what_costs_something_is_changed_only_when_it_is_named(person: Person) -> None:
    await person.signed_in("x")
    run = await person.types("run", "x", "me", ESSENTIAL, "--consent", "--json")
    assert run.outcomes == {ESSENTIAL: "opted_out"}
    assert [write.setting for write in person.writes("x")] == [ESSENTIAL]


async def test_somebody_else_is_signed_in(person: Person) -> None:  # R6
    file = person.session_file("x", scenario=Scenario.WRONG_ACCOUNT)
    await person.types("accounts", "add", "x", "me", "--handle", person.handle, "--consent")
    signed_in = await person.types("sign-in", "x", "me", "--session", str(file), "--json")
    assert signed_in.status == 8, signed_in.out + signed_in.err
    run = await person.types("run", "x", "me", "--json")
    assert run.status == 8
    assert set(run.outcomes.values()) == {"wrong_account"}
    assert person.writes("x") == person.writes("x", "someone_else") == ()


async def test_an_expired_session_asks_for_the_person(person: Person) -> None:
    await person.signed_in("x")
    person.practice.revoke("x", person.handle)
    run = await person.types("run", "x", "me", "--consent", "--json")
    assert run.status == 8
    assert {one["needs"] for one in run.document["results"] if one["needs"]} == {"sign_in"}
    assert run.document["summary"]["needs_you"][0]["command"].endswith("sign-in x me")


async def test_a_limit_pauses_the_platform_for_everyone_until_a_person_resumes_it(person: Person) -> None:  # R37
    await person.signed_in("harbour")
    await person.signed_in("harbour", "other", handle=f"{person.handle}_2")
    file = person.session_file("harbour", scenario=Scenario.LOCKED)
    await person.types("sign-in", "harbour", "me", "--session", str(file))
    locked = await person.types("run", "harbour", "me", "--json")
    assert locked.status == 32, locked.out
    other = await person.types("run", "harbour", "other", "harbour.partners", "--json")
    assert set(other.outcomes.values()) == {"limited"}
    assert person.writes("harbour", f"{person.handle}_2") == ()
    assert (await person.types("platforms", "harbour", "--resume")).status == 0
    resumed = await person.types("run", "harbour", "other", "harbour.partners", "--json")
    assert resumed.status == 0, resumed.out
