"""The texts: whole in every language and region, filled without a rest, and never claiming what a letter cannot do."""

import re
import string
from datetime import date
from itertools import product

import pytest

from backend.letters.letter import Recipient, Sender
from backend.letters.terms import Language, Region, Use
from backend.letters.texts import Texts, texts
from backend.letters.writing import Wish, objection

CLAIMS = (
    *("opted out", "opt-out", "opt out", "opted-out", "is hereby"),
    *("abgemeldet", "ausgetragen", "opt-out", "abgeschaltet", "deaktiviert"),
    *("désactiv", "désinscri", "desactivad", "dado de baja", "desativad", "disattivat", "uitgeschakeld", "afgemeld"),
)
"""What would say that something is done already."""
LAWS = {
    Region.EU: ("21", "GDPR|DSGVO|RGPD|AVG", "12"),
    Region.UK: ("21", "UK GDPR", "12A"),
    Region.US: ("1798.120", "1798.121", "15", "45", "CCPA"),
    Region.OTHER: ("30",),
}
NAMED = re.compile(r"GDPR|DSGVO|RGPD|AVG|CCPA|§|\bart(\.|ic|íc|ig|ik)", re.IGNORECASE)
BOTH = tuple(product(Language, Region))
SENDER = Sender(name="Kim", email="kim@example.org")
RECIPIENT = Recipient(company="Nowhere Ltd.", post="Nowhere Ltd., 1 Street, Town", emails=("to@example.org",))


def written(language: Language, region: Region, sender: Sender = SENDER, handle: str | None = "kim") -> str:
    """A letter with everything in it."""
    wish = Wish(
        region=region, language=language, uses=tuple(Use), settings=("A {switch}",), sender=sender, handle=handle
    )
    content = objection(wish, "Nowhere", RECIPIENT).content
    return f"{content.subject}\n\n{content.text}"


def fields(said: Texts) -> dict[str, set[str]]:
    """The placeholders of every text, by where it stands."""

    def walk(value: object, path: str) -> dict[str, set[str]]:
        if isinstance(value, str):
            return {path: {name for _, name, _, _ in string.Formatter().parse(value) if name}}
        items = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
        return {where: names for key, one in items for where, names in walk(one, f"{path}.{key}").items()}

    return walk(said.model_dump(), "")


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_same_placeholders(language: Language) -> None:
    assert fields(texts(language)) == fields(texts(Language.ENGLISH))


@pytest.mark.parametrize(("language", "region"), BOTH)
def test_a_letter_is_filled_and_names_its_law(language: Language, region: Region) -> None:
    letter = written(language, region)
    assert "kim" in letter and "Nowhere" in letter and "kim@example.org" in letter and "A {switch}" in letter
    assert not re.search(r"\{\w*\}", letter.replace("{switch}", ""))
    assert not re.search(r"\[[^\]]*\]", letter)
    for law in LAWS[region]:
        assert re.search(law, letter), law
    if region is Region.OTHER:
        assert not NAMED.search(letter)
    assert all(texts(language).uses[one] in letter for one in Use)
    assert letter.endswith("\nKim")


@pytest.mark.parametrize("language", Language)
def test_no_two_languages_share_a_text(language: Language) -> None:
    for other in set(Language) - {language}:
        ours, theirs = written(language, Region.EU).split("\n\n"), written(other, Region.EU).split("\n\n")
        assert not set(ours[1:-1]) & set(theirs[1:-1])


@pytest.mark.parametrize(("language", "region"), BOTH)
def test_nothing_claims_that_something_is_done(language: Language, region: Region) -> None:
    said = written(language, region).casefold()
    complaint = " ".join(texts(language).complaint.model_dump().values()).casefold()
    assert [claim for claim in CLAIMS if claim in said or claim in complaint] == []


@pytest.mark.parametrize(("language", "region"), BOTH)
def test_what_is_missing_stays_in_brackets(language: Language, region: Region) -> None:
    letter, phrases = written(language, region, Sender(), None), texts(language).phrases
    for placeholder in (phrases.my_name, phrases.my_email, phrases.my_handle):
        assert placeholder in letter and placeholder.startswith("[") and placeholder.endswith("]")


def test_advertising_is_objected_to_without_reasons_only_when_it_is_meant() -> None:
    said = texts(Language.ENGLISH)
    wish = Wish(region=Region.EU, language=Language.ENGLISH, uses=(Use.AI_TRAINING,), sender=SENDER, handle="kim")
    letter = objection(wish, "Nowhere", RECIPIENT).content.text
    assert "21(2)" not in letter and "21(2)" in written(Language.ENGLISH, Region.EU)
    assert said.uses[Use.ADS] not in letter


@pytest.mark.parametrize("language", Language)
def test_days_are_written_out(language: Language) -> None:
    said = texts(language)
    assert len({said.day(date(2027, month, 3)) for month in range(1, 13)}) == 12
    assert "3" in said.day(date(2027, 1, 3)) and "2027" in said.day(date(2027, 1, 3))
