"""What a page showed that was not as known, sealed in the vault until its person reports it, or removes the account."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from automations.outcome import Result
from backend.accounts import StoredAccount
from backend.store import Store
from backend.store.tables import OWNER, accounts
from backend.vault import Place, Vault

FIELD = "unknown_pages"


class Sighting(BaseModel):
    """The controls of one page in words, as `automations.seen` lists them, and the receipt that tells of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    receipt: str
    seen: tuple[str, ...]


class _Sightings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    by_setting: Mapping[str, Sighting] = {}


@dataclass(kw_only=True)
class Sightings:
    """The newest sighting of every setting of one member's accounts. A page may show anything, so they are sealed."""

    store: Store
    vault: Vault
    member: int = OWNER

    def of(self, member: int) -> "Sightings":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        return others

    async def keep(self, account: StoredAccount, result: Result, receipt: str | None) -> None:
        """Seals what was seen; nothing is kept of a page that was as known, or of an account that is gone."""
        if not result.seen or receipt is None:
            return
        place = self._place(account)
        async with self.store.write() as connection:
            mine = (accounts.c.id == account.id, accounts.c.member_id == self.member)
            if not (await connection.execute(select(accounts.c.id).where(*mine))).first():
                return
            before = _opened(await self.vault.get(connection, place))
            sighting = Sighting(receipt=receipt, seen=result.seen)
            now = _Sightings(by_setting={**before, result.setting: sighting})
            await self.vault.put(connection, place, now.model_dump_json().encode())

    async def all(self, account: StoredAccount) -> Mapping[str, Sighting]:
        """By setting id."""
        async with self.store.read() as connection:
            return _opened(await self.vault.get(connection, self._place(account)))

    def _place(self, account: StoredAccount) -> Place:
        return Place(field=FIELD, member=self.member, account=account.id)


def _opened(secret: bytes | None) -> Mapping[str, Sighting]:
    return _Sightings.model_validate_json(secret).by_setting if secret else {}
