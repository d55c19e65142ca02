"""A complaint: only when there is something to complain about, with the letter and receipts that anyone can check."""

import io
import zipfile
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from automations.outcome import Refused
from backend.letters.terms import Kind, Language, Region, State
from backend.letters.texts import texts
from backend.receipts import verify_files
from tests.letters.desks import Desk


async def test_it_is_written_when_the_time_is_over(desk: Desk) -> None:
    letter = await desk.letters.sent(await desk.draft())
    with pytest.raises(Refused, match="The time to answer ends on 2027-02-04"):
        await desk.letters.complain(letter)
    desk.clock.move(days=31)
    with pytest.raises(Refused, match="ends on"):
        await desk.letters.complain(letter)
    desk.clock.move(days=1)
    made = await desk.letters.complain(letter)
    said = made.letter.content.text
    assert (made.letter.kind, made.letter.state, made.letter.complains_of) == (Kind.COMPLAINT, State.DRAFT, letter.id)
    assert made.letter.content.recipient.email == "authority@correo.example"
    for part in ("4 January 2027", "4 February 2027", "Article 77 GDPR", "Correo, Inc.", "kim", "no answer"):
        assert part in said
    assert "records" not in said and any("where you live" in one for one in made.remarks)
    with pytest.raises(Refused, match="This is a complaint already"):
        await desk.letters.complain(made.letter)
    due = (await desk.letters.sent(made.letter)).due
    assert due == date(2027, 5, 5)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("region", [Region.EU, Region.UK])
async def test_an_answer_is_told_in_every_language(desk: Desk, language: Language, region: Region) -> None:
    letter = await desk.letters.sent(await desk.draft(language=language, region=region))
    letter = await desk.letters.answered(letter, "They say\nno {way}.")
    content = (await desk.letters.complain(letter)).letter.content
    said, law = content.text, texts(language).law_of(region)
    assert "They say no {way}." in said and law.complaint in said and texts(language).complaint.not_met in said
    assert texts(language).complaint.silence.split("{")[0] not in said
    assert texts(language).phrases.account not in said
    assert content.recipient.company == ("An Authority" if region is Region.EU else "Information Commissioner's Office")


async def test_where_there_is_none(desk: Desk) -> None:
    with pytest.raises(Refused, match="A complaint is about one that was sent"):
        await desk.letters.complain(await desk.draft())
    for region in (Region.US, Region.OTHER):
        letter = await desk.letters.sent(await desk.draft(region=region))
        desk.clock.move(days=100)
        with pytest.raises(Refused, match="Complaints are for the EU and the UK"):
            await desk.letters.complain(letter)


async def test_an_unknown_authority_stays_a_placeholder(desk: Desk) -> None:
    letter = await desk.letters.sent(await desk.draft("snap", language=Language.GERMAN))
    desk.clock.move(days=60)
    made = await desk.letters.complain(letter)
    assert made.letter.content.recipient.company == "[Name und Anschrift der Behörde]"
    assert any("[Name und Anschrift der Behörde]" in one for one in made.remarks)


async def test_what_is_enclosed_can_be_checked_by_anyone(desk: Desk, tmp_path: Path) -> None:
    account, other = await desk.account(), await desk.account("other")
    old = await desk.household.opt_out(account)
    kept = [await desk.household.opt_out(account, one) for one in desk.household.settings[:2]]
    foreign = await desk.household.opt_out(other)
    letter = await desk.letters.sent(await desk.draft("x", account=account))
    desk.clock.move(days=60)
    complaint = (await desk.letters.complain(letter)).letter
    assert set(complaint.content.receipts) == set(kept) and not {old, foreign} & set(complaint.content.receipts)
    assert "Unconsent" in complaint.content.text
    with zipfile.ZipFile(io.BytesIO(await desk.letters.bundle(complaint))) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        archive.extractall(tmp_path)
    assert names == {
        *("read-me.txt", "complaint.pdf", "objection.pdf"),
        *(f"receipts/receipt-{id}.{form}" for id in kept for form in ("json", "pdf")),
    }
    verdict = verify_files(sorted((tmp_path / "receipts").glob("*.json")))
    assert verdict.valid and verdict.problems == ()
    one = tmp_path / f"receipts/receipt-{kept[0]}.json"
    one.write_bytes(one.read_bytes().replace(b"opted_out", b"still_on_"))
    assert not verify_files([one]).valid
    message = message_from_bytes(await desk.letters.eml(complaint), policy=policy.default)
    assert {part.get_filename() for part in message.iter_attachments()} == {
        name.rpartition("/")[2] for name in names - {"read-me.txt"}
    }
    assert await desk.letters.bundle(complaint) == await desk.letters.bundle(complaint)
