"""What the service asks to be lent: a one-time token for each run, redeemed by one extension, once, soon."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from backend.members.tokens import hash_of, new_token

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
SERVICE_GONE = "service_gone"


@dataclass(kw_only=True, eq=False)
class Lending:
    """One run in somebody's own tab. `hosts`: where it may go. `ended`: why it is over, in the extension's words."""

    extension: str
    hosts: tuple[str, ...]
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    ended: str | None = None
    hear: Callable[[Message], Awaitable[None]] | None = None
    _send: Send | None = None

    def begin(self, send: Send) -> None:
        """The extension is there."""
        self._send = send
        self.arrived.set()

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
    """The runs that wait for an extension, by the hash of their tokens."""

    _waiting: dict[str, Lending] = field(default_factory=dict)

    def offer(self, extension: str, hosts: tuple[str, ...]) -> tuple[Lending, str]:
        """A run, and the token by which that extension takes part in it once."""
        token = new_token()
        lending = Lending(extension=extension, hosts=hosts)
        self._waiting[hash_of(token)] = lending
        return lending, token

    def take(self, token: str, extension: str | None) -> Lending | None:
        """The run of that token, for its own extension, once. Whoever else shows the token spends it."""
        lending = self._waiting.pop(hash_of(token), None)
        if lending is None or lending.over.is_set() or extension != lending.extension:
            return None
        return lending

    def withdraw(self, lending: Lending) -> None:
        """Its token is good no longer."""
        self._waiting = {key: one for key, one in self._waiting.items() if one is not lending}
