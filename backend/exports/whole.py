"""The whole file of a member: what it says of itself, each topic, receipts to verify, letters to read."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select

from automations.outcome import Refused
from backend.certificates.form import Certificate
from backend.certificates.gathering import of_person
from backend.certificates.page import page
from backend.exports import words
from backend.exports.archive import File, once, packed
from backend.exports.opened import OPENED, text_of
from backend.exports.rows import Item, Names, rows_of
from backend.exports.topics import TOPICS
from backend.members.rules import Action
from backend.office import Office
from backend.store.tables import receipts

Allowed = Callable[[Action], bool]
"""Whether whoever asks may have what takes this. For oneself it is always so."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """One file in the making. `problems`: what could not be read, as it was changed from outside."""

    office: Office
    name: str
    allowed: Allowed
    made: datetime
    problems: list[str] = field(default_factory=list)

    async def files(self) -> AsyncIterator[File]:
        """All of them, the one that explains the others first."""
        left_out = [one.name for one in (*TOPICS, *OPENED) if not self.allowed(one.needs)]
        said = words.read_me(self.name, self.made, left_out)
        yield File(name="README.txt", pieces=once(said.encode()))
        yield File(name="certificate.html", pieces=self._certificate())
        names = await Names.of(self.office)
        for topic in TOPICS:
            if self.allowed(topic.needs):
                yield self._listed(topic.name, rows_of(topic, self.office, names))
        for one in OPENED:
            if self.allowed(one.needs):
                yield self._listed(one.name, one.read(self.office))
        async for receipt in self._receipts():
            yield receipt
        if self.allowed(Action.WRITE_LETTERS):
            async for letter in self._letters():
                yield letter
        if self.problems:
            yield File(name="PROBLEMS.txt", pieces=once(words.problems(self.problems).encode()))

    def _listed(self, name: str, items: AsyncIterator[Item]) -> File:
        return File(name=f"{name}.json", pieces=self._lines(name, items))

    async def _lines(self, name: str, items: AsyncIterator[Item]) -> AsyncIterator[bytes]:
        """A list as JSON, an item at a time."""
        glue = "[\n"
        try:
            async for one in items:
                yield (glue + json.dumps(one, indent=1, ensure_ascii=False, default=_told)).encode()
                glue = ",\n"
        except Refused as changed:
            self.problems.append(f"{name}.json: {changed}")
        yield b"[]\n" if glue == "[\n" else b"\n]\n"

    async def _certificate(self) -> AsyncIterator[bytes]:
        person = await of_person(self.office, self.name, receipts=True)
        yield page(Certificate(made=self.made, people=(person,), history=True))

    async def _receipts(self) -> AsyncIterator[File]:
        """Each as it can be verified, with its pictures."""
        mine = receipts.c.member_id == self.office.receipts.member
        wanted = select(receipts.c.id, receipts.c.sequence).where(mine).order_by(receipts.c.sequence)
        async with self.office.store.read() as connection:
            known = (await connection.execute(wanted)).all()
        for one in known:
            try:
                content = await self.office.receipts.export(one.id, "json")
            except Refused as changed:
                self.problems.append(f"receipt {one.id}: {changed}")
                continue
            yield File(name=f"receipts/{one.sequence:06}-{one.id}.json", pieces=once(content))

    async def _letters(self) -> AsyncIterator[File]:
        try:
            found = await self.office.letters.drawer.list()
        except Refused:
            return  # told with letters.json
        for one in found:
            name = f"letters/{one.made:%Y-%m-%d}-{one.about}-{one.id[:8]}.txt"
            yield File(name=name, pieces=once(text_of(one).encode()))


def exported(office: Office, name: str, *, allowed: Allowed = lambda _: True) -> AsyncIterator[bytes]:
    """Everything that is kept of the office's member, who has that name, as the pieces of a ZIP archive."""
    made = datetime.now(UTC)
    return packed(Export(office=office, name=name, allowed=allowed, made=made).files(), made)


def _told(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
