"""`certificate`: on one sheet what is switched off, since when, and what stands behind it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.text import Text

from automations.outcome import Refused
from backend.certificates import words as sentences
from backend.certificates.form import Certificate, Person
from backend.certificates.gathering import of_person
from backend.certificates.page import page
from backend.certificates.table import table
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.files import written
from backend.members.people import People
from backend.members.rules import Action
from backend.vault import Vault

WROTE = "Written: {file}"
USUAL = Path("certificate.pdf")
NO_FORMAT = "{file}: name a file that ends in .pdf, .html or .csv."


def _pdf(made: Certificate) -> bytes:
    from backend.certificates.pdf import pdf  # loads what draws only where something is drawn

    return pdf(made)


DRAWN: Mapping[str, Callable[[Certificate], bytes]] = {".pdf": _pdf, ".html": page, ".csv": table}
"""How each form is drawn, by the ending of the file."""


class PersonPart(Part):
    """How many settings of how many read opted-out."""

    name: str
    out: int
    all: int


class CertificateDocument(Document):
    """What `certificate` prints with --json."""

    file: str
    people: tuple[PersonPart, ...]


async def certified(call: Call, *, family: bool, history: bool, to: Path | None) -> Answer:
    """Writes it to a file. Of others in the family it says what the owner may see: outcomes and dates."""
    file = (to or USUAL).expanduser()
    draw = DRAWN.get(file.suffix.lower())
    if draw is None:
        raise Refused(NO_FORMAT.format(file=file))
    people = await _people(call, family=family)
    made = Certificate(made=datetime.now(UTC), people=tuple(people), history=history)
    written(file, draw(made))
    parts = tuple(PersonPart(name=one.name, out=_count(one, out=True), all=_count(one)) for one in people)
    lines = [Text(WROTE.format(file=file), style="head"), Text(sentences.summary(made))]
    return Answer(document=CertificateDocument(file=str(file), people=parts), text=Text("\n").join(lines))


async def _people(call: Call, *, family: bool) -> list[Person]:
    """The owner; with `family` the others too, as far as the owner may see how they stand."""
    async with call.office() as office:
        people = People.over(office.store, Vault(office.store, office.key))
        who = await people.household.at_the_machine()
        found = []
        for one in await people.household.members(who):
            if one.id != who.member and not family:
                continue
            await people.grants.require(who, Action.SEE_STATUS, one.id)
            found.append(await of_person(office.of(one.id), one.name, receipts=one.id == who.member))
        return found


def _count(person: Person, *, out: bool = False) -> int:
    lines = [line for one in person.accounts for line in one.lines]
    return sum(one.is_out for one in lines) if out else len(lines)
