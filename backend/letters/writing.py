"""Writes an objection: the texts of a region and a language, filled with whose data it is and what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.letters import words
from backend.letters.letter import Content, Recipient, Sender, tidy
from backend.letters.terms import Language, Region, Use
from backend.letters.texts import Texts, texts


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the person wants written. `settings` are names of settings as the platform shows them."""

    region: Region
    language: Language
    uses: tuple[Use, ...]
    settings: tuple[str, ...] = ()
    sender: Sender
    handle: str | None
    account: str | None = None
    """Their own name of the account."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter that nobody has seen yet, and what the person should know of it."""

    content: Content
    remarks: tuple[str, ...]


def objection(wish: Wish, platform: str, recipient: Recipient) -> Draft:
    """The letter to a company."""
    said = texts(wish.language)
    names = {
        "platform": platform,
        "handle": wish.handle or said.phrases.my_handle,
        "law": said.law_of(wish.region).name if wish.region in (Region.EU, Region.UK) else "",
    }
    subject, paragraphs = _WRITERS[wish.region](said, wish, names)
    if wish.settings:
        quoted = ", ".join(said.phrases.quoted.format(name=one) for one in wish.settings)
        paragraphs.insert(2, said.phrases.settings.format(settings=quoted, **names))
    content = Content(
        sender=wish.sender,
        recipient=recipient,
        subject=subject.format(**names),
        text=letter_text(said, wish.sender, paragraphs, to_company=True),
        handle=wish.handle,
        account=wish.account,
        platform=platform,
        uses=wish.uses,
    )
    return Draft(content=content, remarks=(*missing(said, wish, platform), *_remarks(wish, recipient)))


def letter_text(said: Texts, sender: Sender, paragraphs: Sequence[str], *, to_company: bool) -> str:
    """The paragraphs between salutation and name."""
    account = f"{said.phrases.account} " if to_company else ""
    reach = f"{account}{said.phrases.reach_me.format(email=sender.email or said.phrases.my_email)}"
    name = sender.name or said.phrases.my_name
    return tidy("\n\n".join((said.phrases.salutation, *paragraphs, reach, f"{said.phrases.closing}\n{name}")))


def missing(said: Texts, wish: Wish, platform: str) -> tuple[str, ...]:
    """What the person has to fill in."""
    phrases = said.phrases
    wanted = (
        (wish.sender.name, words.NO_NAME.format(placeholder=phrases.my_name)),
        (wish.sender.email, words.NO_EMAIL.format(placeholder=phrases.my_email)),
        (wish.handle, words.NO_HANDLE.format(placeholder=phrases.my_handle, platform=platform)),
    )
    return tuple(sentence for given, sentence in wanted if not given)


def unfilled(language: Language, content: Content) -> tuple[str, ...]:
    """The placeholders that still stand in a letter."""
    whole = f"{content.subject}\n{content.text}\n{content.recipient.company}"
    return tuple(one for one in texts(language).placeholders if one in whole)


def listed(said: Texts, uses: Sequence[Use]) -> str:
    """The uses, a line each."""
    return "\n".join(f"- {said.uses[one]}" for one in uses)


def _gdpr(said: Texts, wish: Wish, names: dict[str, str]) -> tuple[str, list[str]]:
    parts, time = said.gdpr, said.law_of(wish.region).time
    paragraphs = [
        parts.opening.format(**names),
        f"{parts.objection.format(**names)}\n{listed(said, wish.uses)}",
        parts.reason,
        *([parts.marketing.format(**names)] if Use.ADS in wish.uses else []),
        parts.consent.format(**names),
        parts.restriction.format(**names),
        parts.answer.format(time=time),
    ]
    return parts.subject, paragraphs


def _us(said: Texts, wish: Wish, names: dict[str, str]) -> tuple[str, list[str]]:
    parts = said.us
    uses = f"{parts.uses}\n{listed(said, wish.uses)}"
    return parts.subject, [
        *(parts.opening.format(**names), parts.sale, parts.sensitive, uses, parts.tell),
        *(parts.times, parts.equal),
    ]


def _other(said: Texts, wish: Wish, names: dict[str, str]) -> tuple[str, list[str]]:
    parts = said.other
    uses = f"{parts.uses}\n{listed(said, wish.uses)}"
    return parts.subject, [parts.opening.format(**names), uses, parts.recipients, parts.answer]


_WRITERS = {Region.EU: _gdpr, Region.UK: _gdpr, Region.US: _us, Region.OTHER: _other}


def _remarks(wish: Wish, recipient: Recipient) -> list[str]:
    remarks = []
    if wish.region in (Region.EU, Region.UK):
        remarks.append(words.YOUR_REASONS)
    if wish.region is Region.US:
        remarks.append(words.OUTSIDE_CALIFORNIA)
    if len(recipient.emails) > 1:
        others = ", ".join(recipient.emails[1:])
        remarks.append(words.SEVERAL_EMAILS.format(chosen=recipient.emails[0], others=others))
    if not recipient.emails and recipient.form:
        remarks.append(words.FORM_ONLY.format(company=recipient.company, url=recipient.form))
    return remarks
