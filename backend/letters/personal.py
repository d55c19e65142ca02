"""What a member keeps for their letters, sealed: who they are, and the mail server through which they send."""

import copy
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, SecretStr

from automations.outcome import Refused
from backend.letters.letter import Sender
from backend.store import Store
from backend.store.tables import OWNER
from backend.vault import Place, Vault

Security = Literal["starttls", "tls", "none"]
HERE = ("localhost", "127.0.0.1", "::1")
NOT_PLAIN = (
    "{host} is another machine: the password and the letter would travel in the clear. Use starttls (port 587) or tls "
    "(port 465); without either only a server on this machine is spoken to."
)
Kept = TypeVar("Kept", bound=BaseModel)


class Mailbox(BaseModel):
    """A mail server of the person's own. `address` is what letters are sent from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str
    port: int
    security: Security = "starttls"
    address: str
    user: str | None = None
    password: SecretStr | None = None


class Personal:
    """Keeps both."""

    def __init__(self, store: Store, vault: Vault, *, member: int = OWNER) -> None:
        self._store = store
        self._vault = vault
        self.member = member

    def of(self, member: int) -> "Personal":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        return others

    async def sender(self) -> Sender:
        """Who they said they are; empty when they have not."""
        return await self._get("letters_sender", Sender) or Sender()

    async def keep_sender(self, sender: Sender) -> None:
        """Keeps that for the next letters."""
        await self._put("letters_sender", sender.model_dump_json())

    async def forget_sender(self) -> None:
        """Forgets it."""
        await self._remove("letters_sender")

    async def mailbox(self) -> Mailbox | None:
        """Their mail server."""
        return await self._get("letters_mailbox", Mailbox)

    async def keep_mailbox(self, mailbox: Mailbox) -> None:
        """Keeps a mail server with its password. Refused when it would be spoken to in the clear over a network."""
        if mailbox.security == "none" and mailbox.host.lower() not in HERE:
            raise Refused(NOT_PLAIN.format(host=mailbox.host))
        secret = mailbox.password.get_secret_value() if mailbox.password else None
        shown = mailbox.model_copy(update={"password": None}).model_dump()
        await self._put("letters_mailbox", _Written(**shown | {"password": secret}).model_dump_json())

    async def forget_mailbox(self) -> None:
        """Forgets it with its password."""
        await self._remove("letters_mailbox")

    async def _get(self, field: str, kind: type[Kept]) -> Kept | None:
        async with self._store.read() as connection:
            sealed = await self._vault.get(connection, Place(field=field, member=self.member))
        return kind.model_validate_json(sealed) if sealed else None

    async def _put(self, field: str, content: str) -> None:
        async with self._store.write() as connection:
            await self._vault.put(connection, Place(field=field, member=self.member), content.encode())

    async def _remove(self, field: str) -> None:
        async with self._store.write() as connection:
            await self._vault.remove(connection, Place(field=field, member=self.member))
        await self._store.wipe_traces()


class _Written(BaseModel):
    """A mailbox as it is sealed: the one place where its password is written out."""

    host: str
    port: int
    security: Security
    address: str
    user: str | None
    password: str | None
