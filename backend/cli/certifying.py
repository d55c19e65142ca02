"""`certificate`: on one sheet what is switched off, since when, and what stands behind it."""

from datetime import UTC, datetime
from pathlib import Path

from rich.text import Text

from automations.outcome import Refused
from backend.certificates import words as sentences
from backend.certificates.drawing import DRAWN
from backend.certificates.form import Certificate, Person
from backend.certificates.gathering import of_household
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.cli.files import written
from backend.members.people import People

WROTE = "Written: {file}"
USUAL = Path("certificate.pdf")
NO_FORMAT = "{file}: name a file that ends in .pdf, .html or .csv."


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
    draw = {f".{form}": draw for form, draw in DRAWN.items()}.get(file.suffix.lower())
    if draw is None:
        raise Refused(NO_FORMAT.format(file=file))
    async with call.office() as office:
        household = People.over(office.store, office.vault)
        who = await household.household.at_the_machine()
        people = await of_household(office, household, who, family=family)
    made = Certificate(made=datetime.now(UTC), people=people, history=history)
    written(file, draw(made))
    parts = tuple(PersonPart(name=one.name, out=_count(one, out=True), all=_count(one)) for one in people)
    lines = [Text(WROTE.format(file=file), style="head"), Text(sentences.summary(made))]
    return Answer(document=CertificateDocument(file=str(file), people=parts), text=Text("\n").join(lines))


def _count(person: Person, *, out: bool = False) -> int:
    lines = [line for one in person.accounts for line in one.lines]
    return sum(one.is_out for one in lines) if out else len(lines)
