"""Where there is no switch: what is not offered, in honest words, and whom to write to."""

from typing import Literal, Self

from pydantic import model_validator

from automations.spec.words import Address, Model, SettingId, Text

Region = Literal["all", "EU/EEA", "UK", "US"]


class Unoffered(Model):
    """Something that the platform does not offer. With an `id` every run and check tells it as an outcome."""

    id: SettingId | None = None
    what: Text
    wording: Text
    regions: Text | None = None
    since: Text | None = None
    url: Address | None = None


class LegalRoute(Model):
    """One way to write to the platform, or to the authority that watches over it."""

    kind: Literal["form", "letter", "complaint", "help"]
    what: Text
    regions: tuple[Region, ...]
    """Where it is meant for; `all` stands alone."""
    url: Address | None = None
    email: tuple[Text, ...] = ()
    post: Text | None = None
    """Name and postal address, in one line, with commas."""
    note: Text | None = None
    confidence: Literal["high", "medium", "low"] = "medium"

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not (self.url or self.email or self.post):
            raise ValueError("url: give the address of the form or page, an e-mail address or a postal one")
        return self


class ByHand(Model):
    """A setting that only the person can change: too little is known of it to be driven, or it must not be."""

    id: SettingId
    title: Text
    why: Text
    category: Literal["ai_training", "data_sharing", "ads", "profiling", "indexing", "history"]
    essential: bool = False
    url: Address | None = None
    """None where its address is not known."""
    path: tuple[Text, ...] = ()
    look_for: Text
    """What it is called on the page, as far as that is known."""
    out: Text
    """How it looks when opted out."""
    not_driven: Text
    """Why Unconsent does not change it."""
    regions: Text = "all"
    confidence: Literal["high", "medium", "low"]
    seen: Text
