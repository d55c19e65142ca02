"""How a letter goes on: sent after approval, or by the person; answered, complained about, put aside."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field, StringConstraints

from backend.api.gates import Asking, Gate
from backend.api.pages import In
from backend.api.routes.letters import WholeLetter, Writing, found, note, whole
from backend.api.words import HexPath
from backend.letters.terms import Way
from backend.members.activity import What
from backend.members.rules import Action

router = APIRouter(prefix="/letters/{id}", tags=["letters"])
Sending = Annotated[Asking, Depends(Gate(Action.SEND_LETTERS))]
Day = Annotated[date, Field(strict=False)]


class SendIn(In):
    """`approval` as the letter was shown with: nothing but exactly that is sent."""

    approval: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SentIn(In):
    """When and how the person sent it; today, and by the first way that is known, unless said otherwise."""

    on: Day | None = None
    by: Literal["email", "form", "post"] | None = None


class LetterAnswerIn(In):
    """What they say, in the person's words. `until`: they only ask for more time, until then."""

    note: Annotated[str, StringConstraints(min_length=1, max_length=5000)]
    on: Day | None = None
    until: Day | None = None


@router.post("/send")
async def send_letter(id: HexPath, wish: SendIn, asking: Sending) -> WholeLetter:
    """Sends it through the member's own mail server, when it is what they approved."""
    office, letter = await found(asking, id)
    sent = await office.letters.send(letter, approved=wish.approval)
    await note(asking, sent, What.LETTER_SENT)
    return await whole(office, sent)


@router.post("/sent")
async def note_sent(id: HexPath, wish: SentIn, asking: Writing) -> WholeLetter:
    """Notes that the person has sent it. From then on its deadline is kept."""
    office, letter = await found(asking, id)
    sent = await office.letters.sent(letter, on=wish.on, way=Way(wish.by) if wish.by else None)
    await note(asking, sent, What.LETTER_SENT)
    return await whole(office, sent)


@router.post("/answer")
async def note_answer(id: HexPath, wish: LetterAnswerIn, asking: Writing) -> WholeLetter:
    """Notes an answer."""
    office, letter = await found(asking, id)
    answered = await office.letters.answered(letter, wish.note, on=wish.on, until=wish.until)
    await note(asking, answered, What.LETTER_CHANGED)
    return await whole(office, answered)


@router.post("/complaint", status_code=201)
async def complain(id: HexPath, asking: Writing) -> WholeLetter:
    """Writes a complaint to the authority: a draft, with the letter and the account's receipts enclosed."""
    office, letter = await found(asking, id)
    made = await office.letters.complain(letter)
    await note(asking, made.letter, What.LETTER_WRITTEN)
    return await whole(office, made.letter, made.remarks)


@router.post("/close")
async def close_letter(id: HexPath, asking: Writing) -> WholeLetter:
    """Puts it aside. Nothing reminds of it any more."""
    office, letter = await found(asking, id)
    closed = await office.letters.close(letter)
    await note(asking, closed, What.LETTER_CHANGED)
    return await whole(office, closed)
