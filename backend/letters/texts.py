"""The texts of letters, one file a language: all of them have the same parts, or are not read."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import model_validator

from automations.spec.words import Model, Text
from backend.letters.terms import Language, Region, Use

FOLDER = Path(__file__).with_name("texts")


class Law(Model):
    """How a law, its time to answer and its right to complain are called."""

    name: Text
    time: Text
    complaint: Text


class Laws(Model):
    """The same articles, in the Union and in the United Kingdom."""

    eu: Law
    uk: Law


class Phrases(Model):
    """What every letter has. Placeholders stand in brackets."""

    salutation: Text
    closing: Text
    my_name: Text
    my_email: Text
    my_handle: Text
    authority: Text
    settings: Text
    quoted: Text
    account: Text
    reach_me: Text


class Objection(Model):
    """Article 21 and what goes with it."""

    subject: Text
    opening: Text
    objection: Text
    reason: Text
    marketing: Text
    consent: Text
    restriction: Text
    answer: Text


class Requests(Model):
    """California's law."""

    subject: Text
    opening: Text
    sale: Text
    sensitive: Text
    uses: Text
    tell: Text
    times: Text
    equal: Text


class Plea(Model):
    """Where no law is named."""

    subject: Text
    opening: Text
    uses: Text
    recipients: Text
    answer: Text


class Complaint(Model):
    """To an authority."""

    subject: Text
    opening: Text
    objection: Text
    silence: Text
    answered: Text
    not_met: Text
    receipts: Text
    request: Text


class Texts(Model):
    """One language."""

    day_format: Text
    months: tuple[Text, ...]
    phrases: Phrases
    law: Laws
    uses: dict[Use, Text]
    gdpr: Objection
    us: Requests
    other: Plea
    complaint: Complaint

    @model_validator(mode="after")
    def _is_whole(self) -> "Texts":
        if len(self.months) != 12 or set(self.uses) != set(Use):
            raise ValueError("twelve months and every use have a name")
        return self

    def day(self, day: date) -> str:
        """The date as people write it."""
        return self.day_format.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def law_of(self, region: Region) -> Law:
        """The law of that region; ValueError where none is named."""
        if region is Region.EU:
            return self.law.eu
        if region is Region.UK:
            return self.law.uk
        raise ValueError(f"no law of {region.value} is named")

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What a person has yet to fill in."""
        phrases = self.phrases
        return (phrases.my_name, phrases.my_email, phrases.my_handle, phrases.authority)


@cache
def texts(language: Language) -> Texts:
    """The texts in that language."""
    with (FOLDER / f"{language.value}.toml").open("rb") as file:
        return Texts.model_validate(tomllib.load(file), strict=False)
