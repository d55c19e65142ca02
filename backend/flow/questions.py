"""What a job asks a person, and what they answer. Answers are sealed, and gone when the job has taken them."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from backend.store import Store
from backend.store.tables_jobs import questions

CODE_TIME = timedelta(minutes=5)
ACT_TIME = timedelta(hours=1)
POLL_SECONDS = 0.5
NONCE = 12


class Asked(StrEnum):
    """What is asked for. A code is typed in; everything else is done elsewhere, and answered with "done"."""

    CODE = "code"
    SIGN_IN = "sign_in"
    CHALLENGE = "challenge"
    PASSWORD = "password"  # noqa: S105
    CONSENT = "consent"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question that is open until its time is over."""

    id: int
    job: str
    kind: Asked
    until: datetime


class Questions:
    """Asks, takes answers, and hands each to the job that asked, once."""

    def __init__(self, store: Store, key: bytes, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._cipher = AESGCM(key)
        self._clock = clock

    async def ask(self, job: str, kind: Asked, time: timedelta | None = None) -> Question:
        """A new question, open for that time; an older open one of the same job is closed."""
        now = self._clock()
        until = now + (time or (CODE_TIME if kind is Asked.CODE else ACT_TIME))
        values = {"job_id": job, "kind": kind.value, "asked": now, "until": until}
        async with self._store.write() as connection:
            await self._close(connection, job)
            made = await connection.execute(insert(questions).values(values).returning(questions.c.id))
            return Question(id=made.scalar_one(), job=job, kind=kind, until=until)

    async def close(self, job: str) -> None:
        """Asks no longer what the job asked."""
        async with self._store.write() as connection:
            await self._close(connection, job)

    async def open(self, job: str) -> Question | None:
        """What the job asks now."""
        still = (questions.c.job_id == job, questions.c.answered.is_(None), questions.c.until > self._clock())
        async with self._store.read() as connection:
            row = (await connection.execute(select(questions).where(*still))).first()
        return Question(id=row.id, job=job, kind=Asked(row.kind), until=row.until) if row else None

    async def standing(self, job: str) -> Literal["open", "answered", "over"]:
        """How it stands with what the job has asked last; `over` when its time is, or nothing was asked."""
        newest = select(questions).where(questions.c.job_id == job).order_by(questions.c.id.desc()).limit(1)
        async with self._store.read() as connection:
            row = (await connection.execute(newest)).first()
        if row is None or (row.answered is None and row.until <= self._clock()):
            return "over"
        return "open" if row.answered is None else "answered"

    async def answer(self, question: Question, text: str) -> bool:
        """Keeps the answer, sealed. False when it comes too late, or somebody was first."""
        nonce = os.urandom(NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode(), _bound_to(question.id))
        now = self._clock()
        still = (questions.c.id == question.id, questions.c.answered.is_(None), questions.c.until > now)
        async with self._store.write() as connection:
            kept = await connection.execute(update(questions).where(*still).values(answered=now, sealed=sealed))
            return bool(kept.rowcount)

    async def take(self, question: Question) -> str | None:
        """Waits for the answer until the time is over, and empties what was kept of it."""
        while self._clock() < question.until:
            async with self._store.read() as connection:
                row = (await connection.execute(select(questions).where(questions.c.id == question.id))).one()
            if row.answered:
                return await self._emptied(question, row.sealed)
            await asyncio.sleep(POLL_SECONDS)
        return None

    async def _close(self, connection: AsyncConnection, job: str) -> None:
        still = (questions.c.job_id == job, questions.c.answered.is_(None))
        await connection.execute(update(questions).where(*still).values(answered=self._clock()))

    async def _emptied(self, question: Question, sealed: bytes | None) -> str | None:
        async with self._store.write() as connection:
            await connection.execute(update(questions).where(questions.c.id == question.id).values(sealed=None))
        if sealed is None:
            return None
        return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(question.id)).decode()


def _bound_to(id: int) -> bytes:
    return f"unconsent answer {id} 1".encode()
