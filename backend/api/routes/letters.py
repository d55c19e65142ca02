"""Letters: objections for what has no switch. Written, read, changed and removed; nothing here sends one."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from fastapi import Query as FromQuery
from pydantic import Field, StringConstraints

from backend.api.gates import Asking, Gate
from backend.api.pages import In, Out, Page, PagingOfMember, Query, mark, number
from backend.api.words import HexPath, Number, SettingId, Slug
from backend.letters import words
from backend.letters.letter import Letter, Sender
from backend.letters.mail import mailto
from backend.letters.ordering import Order, clean_sender, write
from backend.letters.terms import Kind, Language, Region, State, Use, Way
from backend.members.activity import What
from backend.members.rules import Action
from backend.members.trouble import NotThere
from backend.office import Office

router = APIRouter(prefix="/letters", tags=["letters"])
Seeing = Annotated[Asking, Depends(Gate(Action.SEE_EVIDENCE))]
Writing = Annotated[Asking, Depends(Gate(Action.WRITE_LETTERS))]
Email = Annotated[str, StringConstraints(min_length=3, max_length=254)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=50_000)]
MEDIA = {"pdf": "application/pdf", "eml": "message/rfc822", "zip": "application/zip", "txt": "text/plain"}
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILES = {200: {"description": "The file", "content": dict.fromkeys(MEDIA.values(), BINARY)}}


class SenderIn(In):
    """Who writes. What is left out is what they last said, or stays a placeholder."""

    name: Line | None = None
    email: Email | None = None
    address: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None

    def sender(self) -> Sender:
        """In a form that can stand in a letter."""
        return clean_sender(self.name, self.email, self.address)


class LetterIn(In):
    """What is to be written. `about`: a platform or company; or an `account` at a platform, which tells both."""

    about: Slug | None = None
    account: Number | None = None
    region: Annotated[Region, Field(strict=False)]
    language: Annotated[Language, Field(strict=False)]
    uses: Annotated[list[Annotated[Use, Field(strict=False)]], Field(default=[], max_length=10)]
    settings: Annotated[list[SettingId], Field(default=[], max_length=20)]
    handle: Line | None = None
    sender: SenderIn | None = None
    recipient: Email | None = None
    member: Number | None = None


class LetterChange(In):
    """Other words for a draft; what is left out stays."""

    subject: Line | None = None
    text: Text | None = None


class LetterOut(Out):
    """One letter in short. No state says anything about what the platform did."""

    id: str
    kind: Kind
    about: str
    company: str
    account: int | None
    region: Region
    language: Language
    state: State
    made: datetime
    sent: date | None
    way: Way | None
    due: date | None
    overdue: bool
    answered: date | None
    complains_of: str | None

    @classmethod
    def of(cls, letter: Letter, today: date) -> "LetterOut":
        """As it is listed."""
        return cls(**short(letter, today))


class WholeLetter(LetterOut):
    """One letter. `approval` stands for exactly what would be sent; it is null where nothing can be sent now."""

    subject: str
    text: str
    sender: Sender
    post: str | None
    emails: list[str]
    form: str | None
    mailto: str | None
    answer: str | None
    receipts: list[str]
    remarks: list[str]
    approval: str | None
    note: str


class FileQuery(Query):
    """As what: `pdf` for paper, `eml` a mail draft, `zip` all that is enclosed, `txt` the text."""

    format: Literal["pdf", "eml", "zip", "txt"] = "pdf"


@router.get("")
async def list_letters(query: Annotated[PagingOfMember, FromQuery()], asking: Seeing) -> Page[LetterOut]:
    """Letters, newest first."""
    office = await asking.of(query.member)
    drawer = office.letters.drawer
    found = await drawer.list(before=number(query.cursor), limit=query.limit + 1)
    shown, more = found[: query.limit], len(found) > query.limit
    items = [LetterOut.of(one, drawer.today) for one in shown]
    return Page(items=items, next=mark(shown[-1].number) if more else None)


@router.post("", status_code=201)
async def write_letter(wish: LetterIn, asking: Writing) -> WholeLetter:
    """Writes a draft. Nothing is sent."""
    if wish.account is not None:
        office, account = await asking.account(wish.account)
        about = account.platform
    else:
        office, account, about = await asking.of(wish.member), None, wish.about or ""
    order = Order(
        about=about,
        account=account,
        region=wish.region,
        language=wish.language,
        uses=tuple(wish.uses),
        settings=tuple(wish.settings),
        handle=wish.handle,
        sender=wish.sender.sender() if wish.sender else None,
        email=wish.recipient,
    )
    made = await write(office.letters, order)
    await note(asking, made.letter, What.LETTER_WRITTEN)
    return await whole(office, made.letter, made.remarks)


@router.get("/{id}")
async def get_letter(id: HexPath, asking: Seeing) -> WholeLetter:
    """One letter with all that it says."""
    return await whole(*await found(asking, id))


@router.patch("/{id}")
async def edit_letter(id: HexPath, wish: LetterChange, asking: Writing) -> WholeLetter:
    """Changes the words of a draft. What was approved before is not approved any more."""
    office, letter = await found(asking, id)
    changed = await office.letters.edit(letter, subject=wish.subject, text=wish.text)
    await note(asking, changed, What.LETTER_CHANGED)
    return await whole(office, changed)


@router.delete("/{id}", status_code=204)
async def remove_letter(id: HexPath, asking: Writing) -> None:
    """Deletes it with what it says."""
    office, letter = await found(asking, id)
    await office.letters.remove(letter)
    await note(asking, letter, What.LETTER_REMOVED)


@router.get("/{id}/file", response_class=Response, responses=FILES)  # type: ignore[arg-type]
async def export_letter(id: HexPath, query: Annotated[FileQuery, FromQuery()], asking: Seeing) -> Response:
    """The letter as a file."""
    office, letter = await found(asking, id)
    letters = office.letters
    if query.format == "txt":
        content = letter.content.text.encode()
    else:
        content = await {"pdf": letters.pdf, "eml": letters.eml, "zip": letters.bundle}[query.format](letter)
    name = f'attachment; filename="letter-{id[:8]}.{query.format}"'
    return Response(content, media_type=MEDIA[query.format], headers={"Content-Disposition": name})


async def found(asking: Asking, id: str) -> tuple[Office, Letter]:
    """That letter and its member's office. NotThere, always alike, when it is not for whoever asks."""
    member = await asking.desk.lookups.member_of_letter(id)
    if member is None:
        raise NotThere
    office = await asking.of(member)
    return office, await office.letters.drawer.get(id)


async def whole(office: Office, letter: Letter, remarks: tuple[str, ...] = ()) -> WholeLetter:
    """The letter as it is shown."""
    content, letters = letter.content, office.letters
    return WholeLetter(
        **short(letter, letters.drawer.today),
        subject=content.subject,
        text=content.text,
        sender=content.sender,
        post=content.recipient.post,
        emails=list(content.recipient.emails),
        form=content.recipient.form,
        mailto=mailto(letter),
        answer=content.answer,
        receipts=list(content.receipts),
        remarks=list(remarks),
        approval=await letters.approval(letter) if letter.state is State.DRAFT else None,
        note=words.A_REQUEST,
    )


async def note(asking: Asking, letter: Letter, what: What) -> None:
    """In the member's log, without a word of what it says."""
    await asking.desk.people.activity.note(letter.member, asking.who, what, f"{letter.about} {letter.id[:8]}")


def short(letter: Letter, today: date) -> dict[str, object]:
    """What every list shows."""
    own = ("id", "kind", "about", "account", "region", "language", "state", "made", "sent", "way", "due", "answered")
    same = {name: getattr(letter, name) for name in (*own, "complains_of")}
    return {**same, "company": letter.content.recipient.company, "overdue": letter.overdue(today)}
