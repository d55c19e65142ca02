"""The letters of one member in the store: their rows, and what is sealed in the vault for each."""

import copy
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.outcome import Refused
from backend.letters import words
from backend.letters.letter import Content, Letter
from backend.letters.terms import Kind, Language, Region, State, Way
from backend.store import Store
from backend.store.tables import OWNER
from backend.store.tables_jobs import findings
from backend.store.tables_letters import letters
from backend.vault import Place, Vault

Clock = Callable[[], datetime]
Condition = ColumnElement[bool]


class NewLetter(BaseModel):
    """What is known of a letter before it is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    account: int | None
    kind: Kind
    about: str
    region: Region
    language: Language
    complains_of: str | None = None


class Drawer:
    """Keeps, finds, changes and removes letters. What is another member's is not there."""

    def __init__(
        self, store: Store, vault: Vault, *, member: int = OWNER, clock: Clock = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._vault = vault
        self.member = member
        self._clock = clock

    def of(self, member: int) -> "Drawer":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        return others

    @property
    def today(self) -> date:
        """The day it is, in UTC."""
        return self._clock().date()

    async def keep(self, new: NewLetter, content: Content) -> Letter:
        """A new draft."""
        id = secrets.token_hex(16)
        values = {
            "id": id,
            "member_id": self.member,
            "account_id": new.account,
            "kind": new.kind.value,
            "about": new.about,
            "region": new.region.value,
            "language": new.language.value,
            "state": State.DRAFT.value,
            "made": self._clock(),
            "complains_of": new.complains_of,
        }
        async with self._store.write() as connection:
            await connection.execute(insert(letters).values(values))
            await self._seal(connection, id, content)
            return await self._one(connection, letters.c.id == id)

    async def get(self, id: str) -> Letter:
        """The letter of that id, or of one that begins like it. Refused when there is none, or more than one."""
        start = id.strip().lower()
        async with self._store.read() as connection:
            found = await self._some(connection, letters.c.id.startswith(start, autoescape=True), limit=4)
        if not start or not found:
            raise Refused(words.NO_LETTER.format(id=id))
        if len(found) > 1:
            raise Refused(words.SEVERAL.format(id=id, ids=", ".join(one.id for one in found)))
        return found[0]

    async def list(self, *, before: int | None = None, limit: int | None = None) -> Sequence[Letter]:
        """All letters, newest first; a page of them holds at most `limit`, older than the one with that number."""
        older = [letters.c.number < before] if before is not None else []
        async with self._store.read() as connection:
            return await self._some(connection, *older, limit=limit)

    async def change(
        self, letter: Letter, *states: State, content: Content | None = None, settled: bool = False, **values: Any
    ) -> Letter | None:
        """Changes a letter; None when it is in none of these states any more. `settled`: its reminder is done with."""
        this = (letters.c.id == letter.id, letters.c.state.in_([one.value for one in states]))
        async with self._store.write() as connection:
            mine = (letters.c.member_id == self.member, *this)
            changed = await connection.execute(update(letters).where(*mine).values(**values))
            if not changed.rowcount:
                return None
            if content is not None:
                await self._seal(connection, letter.id, content)
            if settled:
                open_ones = (findings.c.letter_id == letter.id, findings.c.seen.is_(None))
                await connection.execute(update(findings).where(*open_ones).values(seen=self._clock()))
            return await self._one(connection, letters.c.id == letter.id)

    async def remove(self, letter: Letter) -> None:
        """Deletes a letter with what it says."""
        async with self._store.write() as connection:
            await self._vault.remove(connection, self._place(letter.id))
            await connection.execute(delete(letters).where(letters.c.id == letter.id, self._mine))
        await self._store.wipe_traces()

    @property
    def _mine(self) -> Condition:
        return letters.c.member_id == self.member

    def _place(self, id: str) -> Place:
        return Place(field=f"letter.{id}", member=self.member)

    async def _seal(self, connection: AsyncConnection, id: str, content: Content) -> None:
        await self._vault.put(connection, self._place(id), content.model_dump_json().encode())

    async def _one(self, connection: AsyncConnection, condition: Condition) -> Letter:
        (found,) = await self._some(connection, condition)
        return found

    async def _some(
        self, connection: AsyncConnection, *conditions: Condition, limit: int | None = None
    ) -> Sequence[Letter]:
        wanted = select(letters).where(self._mine, *conditions).order_by(letters.c.number.desc()).limit(limit)
        return [await self._opened(connection, row) for row in (await connection.execute(wanted)).all()]

    async def _opened(self, connection: AsyncConnection, row: Any) -> Letter:
        sealed = await self._vault.get(connection, self._place(row.id))
        if sealed is None:
            raise ValueError("a letter without its content")
        return Letter(
            number=row.number,
            id=row.id,
            member=row.member_id,
            account=row.account_id,
            kind=Kind(row.kind),
            about=row.about,
            region=Region(row.region),
            language=Language(row.language),
            state=State(row.state),
            made=row.made,
            sent=row.sent,
            way=Way(row.way) if row.way else None,
            due=row.due,
            answered=row.answered,
            reminded=row.reminded,
            complains_of=row.complains_of,
            content=Content.model_validate_json(sealed),
        )
