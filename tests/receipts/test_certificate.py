"""A certificate says how settings read, since when, and never more; of others in the family no evidence."""

import csv
import io
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from automations.errand import Mode
from automations.outcome import Outcome
from backend.certificates import words
from backend.certificates.form import Certificate, Held, Line, Person, Step
from backend.certificates.gathering import line_of
from backend.certificates.page import page
from backend.certificates.pdf import pdf
from backend.certificates.table import table
from backend.records import StoredResult
from tests.cli.process import Shell
from tests.members.family import open_family
from tests.receipts.pdf_text import text_of
from tests.store.household import HOSTILE, KEY, open_household, result

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
OUT, AGAIN, ON, AWAY = Outcome.OPTED_OUT, Outcome.ALREADY_OUT, Outcome.STILL_ON, Outcome.UNREACHABLE


def story(*outcomes: Outcome) -> list[StoredResult]:
    """One outcome a day."""
    return [
        StoredResult(
            id=number,
            setting="x.some",
            mode=Mode.CHECK,
            outcome=one,
            needs=None,
            detail="",
            before=None,
            after=None,
            at=FIRST + timedelta(days=number),
            receipt=f"receipt{number}",
        )
        for number, one in enumerate(outcomes)
    ]


@pytest.mark.parametrize(
    ("outcomes", "since", "proven", "looks", "steps"),
    [
        ((OUT,), 0, 0, 1, [0]),
        ((OUT, AGAIN, AGAIN), 0, 2, 3, [0]),
        ((OUT, AWAY, AGAIN), 0, 2, 2, [0, 1, 2]),
        ((OUT, ON, OUT), 2, 2, 1, [0, 1, 2]),
        ((ON, OUT, AGAIN), 1, 2, 2, [0, 1]),
        ((OUT, AWAY), 0, 0, 1, [0, 1]),
        ((OUT, ON), None, None, 0, [0, 1]),
        ((ON, ON), None, None, 0, [0]),
    ],
)
def test_since_when(
    outcomes: tuple[Outcome, ...], since: int | None, proven: int | None, looks: int, steps: list[int]
) -> None:
    found = story(*outcomes)
    line = line_of("Some", found, receipts=True)
    assert line.since == (None if since is None else found[since].at)
    assert line.proven == (None if proven is None else found[proven].at)
    assert (line.looks, line.receipt) == (looks, None if proven is None else f"receipt{proven}")
    assert [one.at for one in line.steps] == [found[place].at for place in steps]
    assert line.is_out is (outcomes[-1] in (OUT, AGAIN)) and line.at == found[-1].at
    assert line_of("Some", found, receipts=False).receipt is None


def test_only_what_was_proven_is_called_out() -> None:
    said = [words.said(line_of("Some", story(*one), receipts=True)) for one in ((OUT, AGAIN), (OUT, AWAY), (OUT, ON))]
    assert said == [
        "Out since 2026-03-01, proven 2 times, last on 2026-03-02.",
        "Unreachable, looked at on 2026-03-02. It last read opted-out on 2026-03-01.",
        "Still on, looked at on 2026-03-02.",
    ]


def sample(text: str) -> Certificate:
    """A certificate in which every text is this one."""
    steps = (Step(at=FIRST, outcome=OUT),)
    common = {"at": FIRST, "since": FIRST, "proven": FIRST, "looks": 1, "receipt": "0123456789abcdef", "steps": steps}
    lines = tuple(Line(title=text, outcome=one, **common) for one in (OUT, ON))  # type: ignore[arg-type]
    held = Held(platform=text, account=text, claim=text, test_sites=("x.com",), lines=lines)
    people = (Person(name=text, accounts=(held,)), Person(name="Kim", accounts=()))
    return Certificate(made=FIRST, people=people, history=True)


def test_the_page_and_the_pdf_say_the_same_and_nothing_breaks_out() -> None:
    made = sample(HOSTILE)
    html = page(made).decode()
    assert "<script" not in html and "<img" not in html and "onload='x'" not in html
    assert "1 of 2 settings read opted-out" in html and "x.com" in html and words.NO_ACCOUNTS in html
    told = text_of(pdf(sample("Ömer's “posts” 日本")))
    assert "1 of 2 settings read opted-out" in told and "Kim" in told and "0123456789abcdef" in told
    assert "2026-03-01 opted out" in told and "Looked at on test sites" in told


def test_a_spreadsheet_reads_it_and_calculates_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(table(sample('=1+1, "quoted"')).decode("utf-8-sig"))))
    assert [one["outcome"] for one in rows] == ["opted_out", "still_on"]
    assert {one["setting"] for one in rows} == {'\'=1+1, "quoted"'} and rows[0]["out_since"] == "2026-03-01"


async def household_of_two(home: Path) -> None:
    """Each has one account, one setting of it opted out, and one that is not."""
    async with open_family(partial(open_household, home)) as family:
        kim = await family.join("Kim")
        for one in (family.household, family.household.of(kim.member)):
            account = await one.add()
            await one.opt_out(account, one.settings[0])
            await one.records.finish(account, Mode.CHECK, result(account, one.settings[1], ON))


async def test_of_others_outcomes_and_dates_only(home: Path, tmp_path: Path) -> None:
    await household_of_two(home)
    shell = Shell(home=home)
    alone = shell("certificate", "--json", "--to", str(tmp_path / "mine.html"), UNCONSENT_KEY=KEY)
    assert alone.status == 0, alone.err
    assert [(one["out"], one["all"]) for one in alone.document["people"]] == [(1, 2)]
    family = shell("certificate", "--family", "--json", "--to", str(tmp_path / "all.html"), UNCONSENT_KEY=KEY)
    assert [(one["out"], one["all"]) for one in family.document["people"]] == [(1, 2), (1, 2)]
    mine, everybody = ((tmp_path / name).read_text() for name in ("mine.html", "all.html"))
    assert mine.count("Receipt <code>") == everybody.count("Receipt <code>") == 1, "of one's own only"
    assert "Kim" in everybody and "Kim" not in mine and "practice" not in everybody, "no handle of anybody"
    printed = shell("certificate", "--history", "--to", str(tmp_path / "mine.pdf"), UNCONSENT_KEY=KEY)
    assert "1 of 2 settings" in printed.out and (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")
    wrong = shell("certificate", "--to", str(tmp_path / "mine.txt"), UNCONSENT_KEY=KEY)
    assert wrong.status == 2 and ".pdf, .html or .csv" in wrong.err and not (tmp_path / "mine.txt").exists()
