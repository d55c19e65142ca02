"""Twenty personal things on a page that is not as known: none of them is in the report. # R14 R24"""

import html
import json

from automations.practice.scenario import Scenario
from automations.practice.twist import Twist
from tests.journeys.person import Person
from tests.reporting.canaries import CANARIES, HANDLE

SETTING = "x.grok_training"
PLAIN = "Erlaube allen, das zu sehen"


def planted(page: str) -> str:
    """The page with twenty more switches, each named by something personal, and one that is not."""
    rows = (f'<input type="checkbox" aria-label="{html.escape(one)}">' for one in (PLAIN, *CANARIES))
    return page.replace('<div id="root">', f'<div>{"".join(rows)}</div><div id="root">')


async def test_no_personal_text_is_in_a_report(person: Person) -> None:
    assert len(set(CANARIES)) == 20
    twist = Twist(html=planted)
    await person.signed_in(
        "x", "qwzjhome", handle=HANDLE, scenario=Scenario.RELABELLED, only={SETTING}, language="de", twist=twist
    )
    assert (await person.types("accounts", "add", "x", "qwzjclub")).status == 0
    checked = await person.types("check", "x", "qwzjhome", SETTING, "--consent", "--json")
    assert checked.outcomes == {SETTING: "not_recognised"}, checked.err
    (seen,) = (one["seen"] for one in checked.document["results"] if one["setting"] == SETTING)
    assert all(any(one[:40] in line for line in seen) for one in (PLAIN, "Anna Qwzjort", "qwzj.example.org zeigen"))

    shown = await person.types("report", "x", "qwzjhome")
    assert shown.status == 2 and "--yes" in shown.err
    assert (await person.types("report", "--yes", "--to", "told.json")).status == 0
    told = (person.folder / "told.json").read_text()
    (page,) = json.loads(told)["pages"]
    assert page["page_language"] == "de" and page["test_site"]
    named = [one["name"] for one in page["controls"] if one["name"]]
    assert PLAIN in named
    assert sum(bool(one["left_out"]) for one in page["controls"]) >= len(CANARIES) - 1
    for text in (shown.out, told):
        assert "qwzj" not in text.casefold().replace("\\u00ad", "").replace("\u00ad", "")
        assert "anna" not in text.casefold()
