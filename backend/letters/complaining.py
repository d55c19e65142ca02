"""Writes the complaint about a letter that was not answered in time, or whose answer does not do."""

from datetime import date

from automations.outcome import Refused
from backend.letters import words
from backend.letters.addressees import Addressee
from backend.letters.letter import Content, Letter, Recipient, Sender
from backend.letters.terms import Kind, Region, State
from backend.letters.texts import Texts, texts
from backend.letters.writing import Draft, Wish, letter_text, listed, missing


def require_ripe(letter: Letter, today: date) -> None:
    """Refused unless there is something to complain about yet."""
    if letter.kind is Kind.COMPLAINT:
        raise Refused(words.OF_A_COMPLAINT)
    if letter.region not in (Region.EU, Region.UK):
        raise Refused(words.NO_COMPLAINT)
    if letter.sent is None or letter.due is None:
        raise Refused(words.SENT_FIRST.format(state=letter.state.value))
    answered = letter.answered is not None and letter.state is not State.SENT
    if not answered and today <= letter.due:
        raise Refused(words.TOO_EARLY.format(due=letter.due))


def complaint(letter: Letter, about: Addressee, receipts: tuple[str, ...]) -> Draft:
    """The letter to the authority; the first letter and the receipts are enclosed."""
    said, before = texts(letter.language), letter.content
    known = about.authority(letter.region)
    recipient = known or Recipient(company=said.phrases.authority)
    law, parts = said.law_of(letter.region), said.complaint
    names = {
        "company": before.recipient.company,
        "platform": before.platform,
        "handle": before.handle or said.phrases.my_handle,
        "complaint": law.complaint,
    }
    paragraphs = [
        parts.opening.format(**names),
        f"{parts.objection.format(sent=said.day(_day(letter.sent)))}\n{listed(said, before.uses)}",
        *_what_came_of_it(said, letter),
        *([parts.receipts] if receipts else []),
        parts.request,
    ]
    content = Content(
        sender=before.sender,
        recipient=recipient,
        subject=parts.subject.format(**names),
        text=letter_text(said, before.sender, paragraphs, to_company=False),
        handle=before.handle,
        account=before.account,
        platform=before.platform,
        uses=before.uses,
        receipts=receipts,
    )
    return Draft(content=content, remarks=_remarks(letter, said, before.sender, known=known is not None))


def _what_came_of_it(said: Texts, letter: Letter) -> list[str]:
    parts = said.complaint
    if letter.answered is None:
        return [parts.silence.format(time=said.law_of(letter.region).time, due=said.day(_day(letter.due)))]
    answer = " ".join((letter.content.answer or "").split())
    return [parts.answered.format(answered=said.day(letter.answered), answer=answer), parts.not_met]


def _remarks(letter: Letter, said: Texts, sender: Sender, *, known: bool) -> tuple[str, ...]:
    before = letter.content
    wish = Wish(region=letter.region, language=letter.language, uses=before.uses, sender=sender, handle=before.handle)
    remarks = [*missing(said, wish, before.platform)]
    if not known:
        placeholder = said.phrases.authority
        remarks.append(words.NO_AUTHORITY.format(company=before.recipient.company, placeholder=placeholder))
    elif letter.region is Region.EU:
        remarks.append(words.LEAD_AUTHORITY)
    return tuple(remarks)


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError("a letter that was sent has its dates")
    return day
