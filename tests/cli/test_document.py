"""The JSON documents are pinned: their keys, their counts, and what stands for interrupted and refused calls."""

import json
import re
from pathlib import Path

from automations.errand import Mode
from automations.outcome import Need, Outcome, Refused
from backend.cli.call import Answer, Call
from backend.cli.document import error_document
from backend.cli.screen import make_screen
from backend.cli.visit import answer
from tests.cli.boards import Teller, family, teller

ROOT = Path(__file__).parents[2]
RESULT_KEYS = [
    "platform",
    "account",
    "setting",
    "outcome",
    "needs",
    "before",
    "after",
    "proofs",
    "seen",
    "receipt",
    "seconds",
    "detail",
    "url",
    "test_sites",
]
SUMMARY_KEYS = ["command", "outcomes", "exit_status", "troubles", "needs_you", "events", "interrupted", "test_sites"]


def answered(told: Teller) -> Answer:
    screen = make_screen(json=True, environ={})
    return answer(Call(screen=screen, environ={}), told.board, told.board.mode.value, [])


def test_a_run_has_these_keys() -> None:
    content = json.loads(answered(family()).document.model_dump_json())
    assert list(content) == ["version", "results", "summary"]
    assert content["version"] == 1
    assert all(list(result) == RESULT_KEYS for result in content["results"])
    assert list(content["summary"]) == SUMMARY_KEYS
    proven = next(result for result in content["results"] if result["outcome"] == "opted_out")
    assert [list(proof) for proof in proven["proofs"]] == [["kind", "at", "detail"]] * 2


def test_counts_and_bits_are_those_of_the_results() -> None:
    given = answered(family())
    content = json.loads(given.document.model_dump_json())
    assert sum(content["summary"]["outcomes"].values()) == len(content["results"])
    assert content["summary"]["exit_status"] == given.status == 4 + 8 + 16 + 32


def test_what_a_person_must_do_comes_with_the_command() -> None:
    content = json.loads(answered(family()).document.model_dump_json())
    nexts = {(one["account"], one["needs"]): one["command"] for one in content["summary"]["needs_you"]}
    assert nexts["work", "sign_in"] == "unconsent sign-in x work"
    assert nexts["club", "consent"] == "unconsent run x club --consent"


def test_a_stopped_run_keeps_its_results_and_bits() -> None:
    told = teller(("x", "me"), ("x", "work"))
    told.plan(told.board.lanes[0])
    told.all_done(told.board.lanes[0], Outcome.NEEDS_YOU, needs=Need.SIGN_IN)
    given = answered(told)
    content = json.loads(given.document.model_dump_json())
    assert given.status == 130
    assert content["summary"]["interrupted"] is True
    assert content["summary"]["exit_status"] == 8
    assert content["results"]


def test_troubles_have_their_bits() -> None:
    refused, bug = teller(("x", "me"), mode=Mode.CHECK), teller(("x", "me"))
    refused.end(refused.board.lanes[0], Refused("The profile is in use."))
    bug.end(bug.board.lanes[0], ZeroDivisionError("secret"))
    assert answered(refused).status == 2
    assert answered(bug).status == 1
    assert "secret" not in answered(bug).document.model_dump_json()


def test_a_refused_call_is_a_document_too() -> None:
    content = json.loads(error_document("run", "There is no platform.", 2).model_dump_json())
    assert list(content) == ["version", "error", "results", "summary"]
    assert content["summary"]["exit_status"] == 2


def test_the_reference_tells_of_every_key_and_outcome() -> None:
    page = (ROOT / "docs/reference/exit-status-and-json.md").read_text()
    example = json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0])
    assert list(example["results"][0]) == RESULT_KEYS
    assert list(example["summary"]) == SUMMARY_KEYS
    assert all(f"`{outcome}`" in page for outcome in Outcome)
    assert all(f"`{need}`" in page for need in Need)
