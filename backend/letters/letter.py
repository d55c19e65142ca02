"""A letter as it is kept: what everybody who may list it sees, and what is sealed."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from backend.letters.terms import Kind, Language, Region, State, Use, Way

COMMA = re.compile(r", (?!Inc\.|Ltd\.|L\.L\.C\.|LLC\b)")
"""Between the parts of a postal address, and not within a company's name."""


def lines_of(post: str) -> list[str]:
    """The lines of a postal address that is written in one line."""
    return COMMA.split(post)


class Sealed(BaseModel):
    """A part of what the vault holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sender(Sealed):
    """Who writes. Nothing of it is ever made up; what is missing stays a placeholder in the letter."""

    name: str | None = None
    email: str | None = None
    address: str | None = None
    """Postal, in lines."""


class Recipient(Sealed):
    """Who is written to, by every way that is known. `emails`: the first one is used unless another one is chosen."""

    company: str
    post: str | None = None
    """In one line, with commas."""
    emails: tuple[str, ...] = ()
    form: str | None = None

    @property
    def email(self) -> str | None:
        """Where mail goes."""
        return self.emails[0] if self.emails else None


class Content(Sealed):
    """What a letter says, and to whom. `receipts`: ids of those that are enclosed with a complaint."""

    sender: Sender
    recipient: Recipient
    subject: str
    text: str
    """From the salutation to the name, paragraphs with an empty line between them."""
    handle: str | None = None
    account: str | None = None
    """The person's own name of the account."""
    platform: str
    """Its name for people."""
    uses: tuple[Use, ...]
    answer: str | None = None
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter. Beside `content` nothing of it is personal. `about` is the slug of a platform or company."""

    number: int
    id: str
    member: int
    account: int | None
    kind: Kind
    about: str
    region: Region
    language: Language
    state: State
    made: datetime
    sent: date | None
    way: Way | None
    due: date | None
    answered: date | None
    reminded: datetime | None
    complains_of: str | None
    """The id of the letter that a complaint is about."""
    content: Content

    def overdue(self, today: date) -> bool:
        """Whether the time to answer is over, and nothing was noted."""
        return self.state is State.SENT and self.due is not None and today > self.due


def approval(sender: str, letter: Letter) -> str:
    """The hash of exactly what would be sent from that address: what a person approves, and nothing else, goes out."""
    content = letter.content
    said: list[Any] = [sender, content.recipient.email, content.subject, content.text, list(content.receipts)]
    said += [content.sender.model_dump(), letter.complains_of]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def tidy(text: str) -> str:
    """Text as it is typed, with one kind of line end and no signs that steer a terminal."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = re.sub(r"[^\S\n]", " ", plain).split("\n")
    return "\n".join("".join(one for one in line if one.isprintable()).rstrip() for line in lines).strip("\n")
