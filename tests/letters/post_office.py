"""A real mail server on loopback, with TLS from the start or after STARTTLS, that keeps what it is given."""

import asyncio
import base64
import email
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Literal

import trustme

USER, PASSWORD = "kim@example.org", "a password for the mail server"


@dataclass(kw_only=True)
class PostOffice:
    """One server. `refuses`: what it says to a letter instead of taking it; `silent`: it is gone when it has one."""

    authority: trustme.CA = field(default_factory=trustme.CA)
    name: str = "localhost"
    security: Literal["starttls", "tls", "none"] = "starttls"
    refuses: str = ""
    silent: bool = False
    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)
    """Everything that was given as one, and whether it was right."""

    def trust(self) -> ssl.SSLContext:
        """What a machine trusts that trusts this server's authority, as any other."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    @asynccontextmanager
    async def open(self) -> AsyncIterator["PostOffice"]:
        """While the block lasts."""
        context = self._context()
        server = await asyncio.start_server(
            lambda reader, writer: _Talk(self, context, reader, writer).run(),
            "127.0.0.1",
            0,
            ssl=context if self.security == "tls" else None,
        )
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.authority.issue_cert(self.name).configure_cert(context)
        return context


@dataclass(kw_only=False)
class _Talk:
    """One connection."""

    office: PostOffice
    context: ssl.SSLContext
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sender: str = ""
    recipients: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Until one of the two hangs up."""
        with suppress(ConnectionError, ssl.SSLError):
            await self._say("220 at your service")
            while line := (await self.reader.readline()).decode().strip():
                if not await self._answer(line):
                    break
        self.writer.close()
        with suppress(ConnectionError, ssl.SSLError, TimeoutError):
            await self.writer.wait_closed()

    async def _answer(self, line: str) -> bool:
        verb = line.split(" ")[0].upper()
        if verb == "EHLO":
            starttls = (
                [] if self.writer.get_extra_info("ssl_object") or self.office.security == "none" else ["STARTTLS"]
            )
            await self._say("250-localhost", *(f"250-{one}" for one in starttls), "250 AUTH PLAIN")
        elif verb == "STARTTLS":
            await self._say("220 go ahead")
            await self.writer.start_tls(self.context)
        elif verb == "AUTH":
            await self._let_in(line.split(" ")[2])
        elif verb == "MAIL":
            self.sender = line.partition("<")[2].partition(">")[0]
            await self._say("250 ok")
        elif verb == "RCPT":
            self.recipients.append(line.partition("<")[2].partition(">")[0])
            await self._say("250 ok")
        elif verb == "DATA":
            return await self._take()
        else:
            await self._say("221 bye" if verb == "QUIT" else "250 ok")
            return verb != "QUIT"
        return True

    async def _let_in(self, given: str) -> None:
        _, user, password = base64.b64decode(given).decode().split("\0")
        self.office.passwords.append(password)
        right = (user, password) == (USER, PASSWORD)
        await self._say("235 welcome" if right else "535 5.7.8 wrong")

    async def _take(self) -> bool:
        await self._say("354 go on")
        content = await self.reader.readuntil(b"\r\n.\r\n")
        if self.office.refuses:
            await self._say(self.office.refuses)
            return True
        self.office.taken.append(email.message_from_bytes(content[:-3], policy=policy.default))
        self.office.envelopes.append((self.sender, self.recipients))
        if self.office.silent:
            return False
        await self._say("250 taken")
        return True

    async def _say(self, *lines: str) -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self.writer.drain()
