"""A form by which a person objects: prefilled, sent only after the person has read it, or left to them."""

from typing import Literal

from automations.spec.words import Address, Labels, Model, SettingId, Text


class Form(Model):
    """One form. What was sent is `submitted`: there is nothing to read again."""

    id: SettingId
    title: Text
    why: Text
    category: Literal["ai_training", "data_sharing", "ads", "profiling", "indexing", "history"]
    essential: bool = False
    url: Address
    question: Labels = {}
    """A question that may be asked before the fields are drawn."""
    opens_with: Labels = {}
    """The answer to it, by which the fields are drawn."""
    email: Text | None = None
    """Selector of the field for the e-mail address; the facts call it stable."""
    reason: Text | None = None
    """Selector of the field for the person's own words."""
    button: Labels
    """The button that sends it."""
    sent: Labels = {}
    """What the page says when it has been sent."""
    needs_code: bool = False
    """Whether a code may be asked for, which goes to the e-mail address."""
    code: Text | None = None
    """Selector of the field for that code."""
    not_driven: Text | None = None
    """Why Unconsent leaves it to the person, where it does."""
    regions: Text
    honest: Text
    """What may be expected of it, and no more."""
    confidence: Literal["high", "medium", "low"]
    seen: Text
    open_questions: tuple[Text, ...] = ()
    advice: tuple[Text, ...] = ()
