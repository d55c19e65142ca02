"""Tells a person, once, that the time to answer a letter is over and no answer was noted."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from automations.catalogue import Catalogue
from automations.outcome import Refused
from backend.letters import words
from backend.letters.addressees import addressee
from backend.letters.terms import Kind, Region, State
from backend.store import Store
from backend.store.tables_jobs import findings
from backend.store.tables_letters import letters

LETTER_DUE = "letter_due"
"""The kind of finding."""


class Reminders:
    """Looks at all members' letters; of what they say it knows nothing."""

    def __init__(
        self, store: Store, catalogue: Catalogue, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock

    async def tell(self) -> int:
        """Makes a finding of every letter that is due and was not told of; how many there were."""
        now = self._clock()
        over = (letters.c.state == State.SENT.value, letters.c.due < now.date(), letters.c.reminded.is_(None))
        async with self._store.read() as connection:
            if (await connection.execute(select(letters.c.id).where(*over).limit(1))).first() is None:
                return 0
        async with self._store.write() as connection:
            rows = (await connection.execute(select(letters).where(*over).order_by(letters.c.number))).all()
            for row in rows:
                await connection.execute(insert(findings).values(self._finding(row, now)))
                await connection.execute(update(letters).where(letters.c.id == row.id).values(reminded=now))
        return len(rows)

    def _finding(self, row: Any, now: datetime) -> dict[str, Any]:
        return {
            "member_id": row.member_id,
            "account_id": row.account_id,
            "letter_id": row.id,
            "setting": "",
            "kind": LETTER_DUE,
            "detail": due_words(self._name(row.about), row.sent, row.due, Region(row.region), Kind(row.kind)),
            "at": now,
        }

    def _name(self, about: str) -> str:
        try:
            return addressee(self._catalogue, about).name
        except Refused:
            return about


def due_words(company: str, sent: date, due: date, region: Region, kind: Kind) -> str:
    """What happened, and what can be done now."""
    said = words.DUE.format(sent=sent, company=company, due=due)
    if kind is Kind.OBJECTION and region in (Region.EU, Region.UK):
        return f"{said} {words.DUE_NEXT} {words.DUE_EXTENDED}"
    return f"{said} {words.DUE_NEXT_PLAIN}"
