"""`receipts` and `verify`, as a person types them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.cli.main import run
from tests.cli.process import Ended, Shell
from tests.receipts.samples import kept, with_pictures
from tests.store.household import KEY, open_household


@pytest.fixture
async def ids(home: Path) -> list[str]:
    """Three receipts, oldest first; the last one of test sites."""
    async with open_household(home) as household:
        account = await household.add()
        made = [await household.opt_out(account, number=number) for number in range(2)]
        seen = with_pictures(account, household.settings[1])
        return [*made, await kept(household, account, seen, test_sites=("x.com",))]


Typed = Callable[..., Ended]


@pytest.fixture
def typed(home: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Typed:
    """Types one command with that data folder. In this process, for speed; in a thread, for a loop of its own."""
    monkeypatch.setenv("UNCONSENT_HOME", str(home))
    monkeypatch.setenv("UNCONSENT_KEY", KEY)

    def type_it(*arguments: str) -> Ended:
        capfdbinary.readouterr()
        with ThreadPoolExecutor(1) as thread:
            status = thread.submit(run, arguments).result()
        out, err = capfdbinary.readouterr()
        return Ended(status=status, out=out.decode(), err=err.decode())

    return type_it


def test_a_process_of_its_own_says_the_same(home: Path, ids: list[str], typed: Typed) -> None:
    ended = Shell(home=home)("receipts", UNCONSENT_KEY=KEY)
    assert ended == typed("receipts")


def test_they_are_listed_newest_first(typed: Typed, ids: list[str]) -> None:
    ended = typed("receipts")
    assert (ended.status, ended.err) == (0, "")
    rows = ended.out.splitlines()
    assert [one for row in rows[:3] for one in ids if one in row] == ids[::-1]
    assert "test site, x me" in rows[0]
    assert f"receipts show {ids[2]}" in rows[-1]
    document = typed("receipts", "list", "x", "me", "--json").document
    assert [one["id"] for one in document["receipts"]] == ids[::-1]
    assert [one["number"] for one in document["receipts"]] == [3, 2, 1]
    assert document["problems"] == []


def test_one_is_shown_exported_and_verified(typed: Typed, ids: list[str], tmp_path: Path) -> None:
    shown = typed("receipts", "show", ids[2][:12])
    assert shown.status == 0
    assert "The setting read opted-out at" in shown.out
    assert "It says nothing about the real platform" in shown.out
    for name in ("a.json", "a.pdf", "a.html"):
        assert typed("receipts", "show", ids[2], "--to", str(tmp_path / name)).status == 0
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    streamed = typed("receipts", "show", ids[2], "--export", "json", "--to", "-")
    assert streamed.out.encode() == (tmp_path / "a.json").read_bytes()
    valid = typed("verify", str(tmp_path / "a.json"))
    assert (valid.status, valid.err) == (0, "")
    assert "Valid: this receipt is as it was signed." in valid.out
    pdf = typed("verify", str(tmp_path / "a.pdf"))
    assert pdf.status == 16
    assert "Not valid. Do not rely on it." in pdf.out


def test_several_are_verified_together(typed: Typed, ids: list[str], tmp_path: Path) -> None:
    for one in ids:
        assert typed("receipts", "show", one, "--export", "json", "--to", str(tmp_path)).status == 0
    files = [str(tmp_path / f"receipt-{one}.json") for one in ids]
    assert "these 3 receipts" in typed("verify", "--whole", *files).out
    gap = typed("verify", "--whole", files[0], files[2], "--json")
    assert (gap.status, gap.document["valid"]) == (16, False)
    assert "Between number 1 and 3 receipts are not among these." in gap.document["problems"]
    assert typed("verify", files[0], files[2]).status == 0


def test_what_cannot_be_done_is_refused(typed: Typed, ids: list[str], tmp_path: Path) -> None:
    for arguments, said in {
        ("receipts", "show", "zz"): "There is no receipt 'zz'",
        ("receipts", "show", ids[0], "--to", str(tmp_path / "a.docx")): "--export json or html or pdf",
        ("receipts", "show", ids[0], "--to", "-"): "--export",
        ("receipts", "show", ids[0], "--export", "json", "--to", "-", "--json"): "Leave one of them out",
        ("verify", str(tmp_path / "nowhere.json")): "No such file",
        ("receipts", "list", "nowhere"): "There is no platform 'nowhere'",
    }.items():
        ended = typed(*arguments)
        assert (ended.status, said in ended.err) == (2, True), ended


def test_a_folder_without_receipts_says_what_to_do(typed: Typed) -> None:
    ended = typed("receipts")
    assert ended.status == 0
    assert "check --all" in ended.out
    assert json.loads(typed("receipts", "--json").out)["receipts"] == []
