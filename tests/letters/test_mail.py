"""A letter as paper, mail draft and link: the same words, every sign drawn, and nothing that breaks a mail's head."""

import email
import urllib.parse
from datetime import date
from email import policy
from typing import Any

import pytest

from automations.outcome import Refused
from backend.letters.letter import Letter, Sender
from backend.letters.mail import mailto
from backend.letters.ordering import clean_email, clean_sender
from backend.letters.sheet import sheet
from backend.letters.terms import Language, Region
from tests.letters.desks import Desk
from tests.receipts.pdf_text import text_of

SIGNS = Sender(name="Núria Ñuñez-Großmann", email="nuria@example.org", address="Straße 5\nŁódź\nЖитомир")


def words_of(pdf: bytes) -> str:
    """Its text in one line, without the hyphens and breaks of the page."""
    return " ".join(text_of(pdf).split())


async def letter_of(desk: Desk, language: Language, **more: Any) -> Letter:
    """To the made-up platform."""
    return await desk.draft(language=language, **more)


@pytest.mark.parametrize("language", Language)
async def test_the_paper_says_what_the_letter_says(desk: Desk, language: Language) -> None:
    letter = await letter_of(desk, language, sender=SIGNS)
    pdf = sheet(letter, date(2027, 1, 4))
    said = words_of(pdf)
    for paragraph in letter.content.text.replace("\n- ", "\n").split("\n"):
        assert " ".join(paragraph.split()) in said
    for part in (letter.content.subject, *(SIGNS.address or "").split("\n"), "Correo, Inc.", "1 Plaza Ñuñoa", "2027"):
        assert part in said
    assert "\\u{" not in said and "\N{EN DASH}" in said
    assert pdf == sheet(letter, date(2027, 1, 4))


async def test_a_usual_letter_fits_on_one_page(desk: Desk) -> None:
    for language in Language:
        for region in Region:
            letter = await letter_of(desk, language, region=region, settings=("ai_training",))
            pdf = sheet(letter, date(2027, 1, 4))
            assert pdf.count(b"/Type /Page\n") == 1, (language, region)


async def test_signs_that_no_font_has_are_numbers_and_long_letters_have_pages(desk: Desk) -> None:
    letter = await letter_of(desk, Language.ENGLISH)
    long = await desk.letters.edit(letter, text="\n\n".join([letter.content.text] * 3 + ["\U00012000"]))
    pdf = sheet(long, date(2027, 1, 4))
    assert pdf.count(b"/Type /Page\n") > 1 and "\\u{12000}" in words_of(pdf)
    assert sheet(letter, date(2027, 1, 4), ()).startswith(b"%PDF")


async def test_a_mail_draft_opens_for_writing(desk: Desk) -> None:
    letter = await letter_of(desk, Language.PORTUGUESE, sender=SIGNS)
    message = email.message_from_bytes(await desk.letters.eml(letter), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "eu@correo.example"
    assert message["From"].addresses[0].display_name == SIGNS.name
    assert message["Subject"] == letter.content.subject
    body = message.get_body()
    assert body and body.get_content().replace("\r\n", "\n").strip() == letter.content.text
    (paper,) = message.iter_attachments()
    assert paper.get_filename() == "objection.pdf" and paper.get_content() == await desk.letters.pdf(letter)


async def test_a_link_opens_the_same_mail(desk: Desk) -> None:
    letter = await letter_of(desk, Language.SPANISH)
    parts = urllib.parse.urlsplit(mailto(letter) or "")
    said = urllib.parse.parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.path) == ("mailto", "eu@correo.example")
    assert said["subject"] == [letter.content.subject]
    assert said["body"] == [letter.content.text.replace("\n", "\r\n")]
    assert mailto(await desk.draft("x")) is None


@pytest.mark.parametrize(
    "email", ["kim", "kim@", "kim@example", "a b@example.org", "kim@example.org\nBcc: all@example.org", "ö@example.org"]
)
async def test_what_is_no_address_is_refused(desk: Desk, email: str) -> None:
    with pytest.raises(Refused, match="is no e-mail address"):
        clean_email(email)


async def test_a_name_cannot_add_to_the_head(desk: Desk) -> None:
    sender = clean_sender("Kim\r\nBcc: all@example.org", "kim@example.org", None)
    letter = await letter_of(desk, Language.ENGLISH, sender=sender)
    message = email.message_from_bytes(await desk.letters.eml(letter), policy=policy.default)
    assert message["Bcc"] is None and message["From"].addresses[0].addr_spec == "kim@example.org"
    with pytest.raises(Refused, match="signs that cannot be printed"):
        clean_sender("Kim\u202e", None, None)
