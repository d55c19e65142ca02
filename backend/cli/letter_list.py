"""`letters list` and `letters show`: what is kept, how far each is, and a letter as text or file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from rich.console import Group, RenderableType
from rich.text import Text

from automations.outcome import Refused
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.files import written
from backend.letters import words as said
from backend.letters.letter import Letter
from backend.letters.mail import mailto
from backend.letters.terms import Kind, Language, Region, State, Way
from backend.office import Office

NONE_YET = "No letter is written yet. Write one:"
SEE_ONE = "See one:"
WROTE = "Written: {files}"
TWO = "--text prints the text alone. Leave it out, or leave out --json and the files."
Done = Literal["written", "edited", "sent", "answered", "closed", "removed"]
SEND_IT = "Send it through your own mail server:"
SENT_IT = "Send it yourself, and note that:"
ANSWER_IT = "When they answer:"
COMPLAIN = "When they do not answer in time, or not well:"


class LetterPart(Part):
    """One letter, in short. `company` is whom it is to; a complaint goes to an authority."""

    id: str
    kind: Kind
    about: str
    company: str
    account: str | None
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


class LettersDocument(Document):
    """What `letters list` prints with --json."""

    letters: tuple[LetterPart, ...]
    note: str


class LetterDocument(Document):
    """What the other commands about one letter print with --json. `approval` stands for exactly what would be sent."""

    letter: LetterPart
    done: Done | None = None
    subject: str
    text: str
    answer: str | None
    email: str | None
    form: str | None
    post: str | None
    mailto: str | None
    receipts: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    approval: str | None = None
    files: tuple[str, ...] = ()
    note: str


async def listed(call: Call) -> Answer:
    """All letters, newest first."""
    async with call.office() as office:
        found, today = await office.letters.drawer.list(), office.letters.drawer.today
    document = LettersDocument(letters=tuple(part(one, today) for one in found), note=said.A_REQUEST)
    return Answer(document=document, text=_list(call, document.letters))


async def shown(call: Call, id: str, files: Mapping[str, Path], *, only_text: bool) -> Answer:
    """One letter; written to files where some are named."""
    if only_text and (files or call.screen.json):
        raise Refused(TWO)
    async with call.office() as office:
        letter = await office.letters.drawer.get(id)
        makers = {"pdf": office.letters.pdf, "eml": office.letters.eml, "zip": office.letters.bundle}
        for form, file in files.items():
            written(file, await makers[form](letter))
        document = await document_of(office, letter, files=[str(file) for file in files.values()])
    if only_text:
        return Answer(document=document, text=Text(document.text))
    return Answer(document=document, text=_files(files) if files else letter_text(call, document))


async def document_of(
    office: Office, letter: Letter, *, done: Done | None = None, remarks: Sequence[str] = (), files: Sequence[str] = ()
) -> LetterDocument:
    """The letter as the documents show it."""
    content = letter.content
    return LetterDocument(
        letter=part(letter, office.letters.drawer.today),
        done=done,
        subject=content.subject,
        text=content.text,
        answer=content.answer,
        email=content.recipient.email,
        form=content.recipient.form,
        post=content.recipient.post,
        mailto=mailto(letter),
        receipts=content.receipts,
        remarks=tuple(remarks),
        approval=await office.letters.approval(letter) if letter.state is State.DRAFT else None,
        files=tuple(files),
        note=said.A_REQUEST,
    )


def part(letter: Letter, today: date) -> LetterPart:
    """The letter in short."""
    same = ("id", "kind", "about", "region", "language", "state", "made", "sent", "way", "due", "answered")
    return LetterPart(
        **{name: getattr(letter, name) for name in same},
        company=letter.content.recipient.company,
        account=letter.content.account,
        overdue=letter.overdue(today),
        complains_of=letter.complains_of,
    )


def letter_text(call: Call, document: LetterDocument) -> RenderableType:
    """The whole letter, what to know of it, and what can be done next."""
    pen = call.screen.pen(call.program)
    lines = [_line(document.letter), Text("")]
    for name, value in (("To", document.letter.company), ("Post", document.post), ("E-mail", document.email)):
        lines += [Text.assemble((f"  {name:<8}", "quiet"), value)] if value else []
    lines += [Text.assemble(("  Form    ", "quiet"), document.form)] if document.form else []
    lines += [Text.assemble(("  Subject ", "quiet"), (document.subject, "head")), Text("")]
    for paragraph in document.text.split("\n"):
        lines += pen.wrapped(paragraph, indent=2) if paragraph else [Text("")]
    lines.append(Text(""))
    if document.answer:
        lines += pen.wrapped(f"Their answer, in your words: {document.answer}", indent=1)
    if document.receipts:
        lines += pen.wrapped(f"Enclosed: the letter it is about, and {len(document.receipts)} receipts.", indent=1)
    for remark in document.remarks:
        lines += pen.wrapped(f"! {remark}", indent=1, style="you")
    lines += [
        *pen.wrapped(document.note, indent=1, style="head"),
        *_next(call, document.letter, by_mail=bool(document.email)),
    ]
    return Group(*lines)


def short_text(call: Call, document: LetterDocument) -> RenderableType:
    """One line of it, and what can be done next."""
    note = Text(f" {document.note}", style="quiet")
    return Group(_line(document.letter), *_next(call, document.letter, by_mail=bool(document.email)), note)


def _list(call: Call, letters: Sequence[LetterPart]) -> RenderableType:
    if not letters:
        command = words.command(call.program, "letters", "write", "PLATFORM", "--region", "eu")
        return Text.assemble(f" {NONE_YET} ", (command, "command"))
    command = words.command(call.program, "letters", "show", letters[0].id[:8])
    foot = Text.assemble(f" {SEE_ONE} ", (command, "command"))
    return Group(*map(_line, letters), Text(""), foot, Text(f" {said.A_REQUEST}", style="quiet"))


def _line(letter: LetterPart) -> Text:
    whom = letter.company if letter.account is None else f"{letter.company} ({letter.about} {letter.account})"
    line = Text.assemble(f" {letter.id[:8]}  ", (whom, "head"), f"  {letter.kind.value}, {letter.state.value}")
    if letter.sent:
        line.append(f" {letter.sent}")
    if letter.state is State.SENT and letter.due:
        over = f", the time to answer ended on {letter.due}" if letter.overdue else f", answer due by {letter.due}"
        line.append(over, style="you" if letter.overdue else "")
    return line


def _next(call: Call, letter: LetterPart, *, by_mail: bool) -> list[Text]:
    id = letter.id[:8]
    ways: list[tuple[str, tuple[str, ...]]] = []
    if letter.state is State.DRAFT:
        ways = [(SEND_IT, ("send", id))] if by_mail else []
        ways.append((SENT_IT, ("sent", id)))
    elif letter.state is State.SENT:
        ways = [(ANSWER_IT, ("answered", id, "--note", "..."))]
    if letter.state in (State.SENT, State.ANSWERED) and letter.kind is Kind.OBJECTION and letter.region in ("eu", "uk"):
        ways.append((COMPLAIN, ("complaint", id)))
    return [
        Text.assemble(f" {what} ", (words.command(call.program, "letters", *parts), "command")) for what, parts in ways
    ]


def _files(files: Mapping[str, Path]) -> RenderableType:
    return Group(
        Text(WROTE.format(files=", ".join(map(str, files.values()))), style="head"), Text(said.A_REQUEST, style="quiet")
    )
