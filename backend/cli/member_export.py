"""`members export`: everything that is kept of a member, in one file."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.text import Text

from automations.outcome import Refused
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.cli.files import written_as_it_comes
from backend.exports import exported
from backend.exports.words import NAME
from backend.members.activity import What
from backend.members.people import People
from backend.members.principal import Principal
from backend.members.rules import Action, Whose, may

WROTE = "Written: {file}"
WHOSE = "Everything that is kept of {name}, without what is secret. README.txt in it says what each file is."
IN_PART = (
    "Of {name}, what you may see with their grant. README.txt in it says what was left out. They see that you did."
)
NOT_ZIP = "{file}: name a file that ends in .zip, or a folder."


class ExportDocument(Document):
    """What `members export` prints with --json."""

    file: str
    member: str
    at: datetime


async def export(call: Call, name: str | None, *, to: Path | None) -> Answer:
    """Writes it. Another member's takes their grant, and holds what the owner may see with it."""
    file = _file(to)
    async with call.office() as office:
        people = People.over(office.store, office.vault)
        who = await people.household.at_the_machine()
        member = await (people.household.named(who, name) if name else people.household.get(who, who.member))
        await people.grants.require(who, Action.EXPORT, member.id)
        whose = await people.grants.whose(who, member.id)
        await people.activity.note(member.id, who, What.EXPORTED)
        pieces = exported(office.of(member.id), member.name, allowed=partial(_is_allowed, who, whose))
        await written_as_it_comes(file, pieces)
    said = WHOSE if member.id == who.member else IN_PART
    lines = [Text(WROTE.format(file=file), style="head"), Text(said.format(name=member.name))]
    document = ExportDocument(file=str(file), member=member.name, at=datetime.now(UTC))
    return Answer(document=document, text=Text("\n").join(lines))


def _is_allowed(who: Principal, whose: Whose, action: Action) -> bool:
    return who.member == whose.member or may(who, action, whose)


def _file(to: Path | None) -> Path:
    there = (to or Path()).expanduser()
    file = there / NAME if there.is_dir() else there
    if file.suffix.lower() != ".zip":
        raise Refused(NOT_ZIP.format(file=file))
    return file
