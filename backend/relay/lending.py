"""What the service asks to be lent: a one-time token for each job, redeemed by one extension, once."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from backend.members.tokens import hash_of, new_token

Message = dict[str, Any]
DONE = "done"
"""How it ends when everything was done."""
Send = Callable[[Message], Awaitable[None]]


@dataclass(kw_only=True, eq=False)
class Lending:
    """One job in somebody's own tab. `hosts`: where it may go. `ended`: why it is over, in the extension's words."""

    job: str
    extension: str
    hosts: tuple[str, ...]
    over: asyncio.Event = field(default_factory=asyncio.Event)
    ended: str | None = None
    hear: Callable[[Message], Awaitable[None]] | None = None
    _send: Send | None = None

    def begin(self, send: Send) -> None:
        """The extension is there."""
        self._send = send

    async def send(self, message: Message) -> None:
        """To the extension; nothing where it is gone."""
        if self._send is not None and self.ended is None:
            await self._send(message)

    async def heard(self, message: Message) -> None:
        """From the extension, one after the other: what came first is forwarded first."""
        if message.get("type") == "ended":
            self.end(str(message.get("reason", ""))[:40])
        elif self.hear is not None and message.get("type") != "ping":
            await self.hear(message)

    def end(self, reason: str) -> None:
        """It is over; the first reason counts."""
        if self.ended is None:
            self.ended = reason
            self.over.set()


@dataclass(kw_only=True)
class Lendings:
    """Who lends a tab for which job: those that were offered one-time tokens, and those that came.

    `patience`: seconds for the extension to come; it tries again and again while a service starts anew.
    """

    patience: float = 45.0
    _offered: dict[str, Lending] = field(default_factory=dict)
    """By the hash of their tokens."""
    _there: dict[str, Lending] = field(default_factory=dict)
    """By their jobs."""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def offer(self, job: str, extension: str, hosts: tuple[str, ...]) -> str:
        """The token by which that extension takes part in the job once; an earlier one for it is good no longer."""
        token = new_token()
        self._offered = {key: one for key, one in self._offered.items() if one.job != job}
        self._offered[hash_of(token)] = Lending(job=job, extension=extension, hosts=hosts)
        return token

    def take(self, token: str, extension: str | None) -> Lending | None:
        """The lending of that token, for its own extension, once. Whoever else shows the token spends it."""
        lending = self._offered.pop(hash_of(token), None)
        if lending is None or extension != lending.extension or self.lent(lending.job):
            return None
        return lending

    async def begin(self, lending: Lending, send: Send) -> None:
        """The extension is there, and knows where it may go."""
        lending.begin(send)
        async with self._news:
            self._there = {job: one for job, one in self._there.items() if one.ended is None} | {lending.job: lending}
            self._news.notify_all()

    def lent(self, job: str) -> Lending | None:
        """What is lent for the job now."""
        lending = self._there.get(job)
        return lending if lending and lending.ended is None else None

    async def wait(self, job: str) -> Lending | None:
        """What is lent for the job, as soon as it is; None when nothing is in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.patience), self._news:
                await self._news.wait_for(lambda: self.lent(job) is not None)
        return self.lent(job)

    async def release(self, job: str) -> None:
        """Nothing is needed for the job any more: its tab is closed, and its token is good no longer."""
        self._offered = {key: one for key, one in self._offered.items() if one.job != job}
        lending = self.lent(job)
        if lending:
            await lending.send({"type": "end"})
            lending.end(DONE)
