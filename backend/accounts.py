"""The accounts that a person told Unconsent about, with what is sealed for each: passwords, seeds, sessions."""

import asyncio
import copy
import json
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from automations.catalogue import nearest
from automations.errand import Account
from automations.identity import UNNAMED
from automations.outcome import Refused
from automations.sign_in import Credentials
from automations.spec import Platform
from backend.account_words import clean_address, clean_handle, clean_name
from backend.parts import part_names
from backend.store import Store
from backend.store.folder import PROFILES
from backend.store.tables import OWNER, accounts, ticks
from backend.vault import Place, Vault

if TYPE_CHECKING:
    from automations.session_file import StorageState

SignsIn = Literal["by_hand", "credentials", "session_file"]
CREDENTIALS = "credentials"
SESSION = "session"


@dataclass(frozen=True, kw_only=True)
class StoredAccount:
    """One account, without its secrets. `handle` is None until somebody has signed in, UNNAMED where no name was seen.

    `lent`: since when it is signed in only in a browser that its person lends; None when Unconsent has its session.
    """

    id: int
    member: int = OWNER
    platform: str
    name: str
    handle: str | None
    address: str | None
    signs_in: SignsIn
    lent: datetime | None = None
    parts: tuple[str, ...] = ()
    """The blogs or sites that are visited, where the person has named them."""
    ticked: frozenset[str]
    consented: datetime | None
    created: datetime

    @property
    def account(self) -> Account:
        """What an errand needs to know."""
        handle = self.handle if self.is_named else None
        return Account(name=self.name, handle=handle, address=self.address, parts=self.parts)

    @property
    def is_named(self) -> bool:
        """Whether it is known who must be signed in; not where somebody has signed in and nobody saw a name."""
        return self.handle not in (None, UNNAMED)

    def fill(self, url: str) -> str:
        """The address with the account's own site put in."""
        return url.replace("{site}", (self.address or "").rstrip("/"))


class Accounts:
    """Adds, finds and removes the accounts of one member, who has no others."""

    def __init__(self, store: Store, vault: Vault, home: Path, member: int = OWNER) -> None:
        self._store = store
        self._vault = vault
        self._home = home
        self.member = member

    def of(self, member: int) -> "Accounts":
        """The same for another member."""
        others = copy.copy(self)
        others.member = member
        return others

    async def add(
        self,
        platform: Platform,
        name: str,
        *,
        handle: str | None = None,
        address: str | None = None,
        parts: Sequence[str] = (),
        credentials: Credentials | None = None,
    ) -> StoredAccount:
        """A new account; credentials are sealed in the same transaction. Refused when the name is taken or wrong."""
        values = {
            "member_id": self.member,
            "platform": platform.slug,
            "name": clean_name(name),
            "handle": clean_handle(handle),
            "address": clean_address(address),
            "parts": part_names(platform, parts),
            "signs_in": "credentials" if credentials else "by_hand",
            "created": datetime.now(UTC),
        }
        same = (accounts.c.platform == platform.slug, accounts.c.name == values["name"])
        async with self._store.write() as connection:
            if await self._some(connection, *same):
                raise Refused(f"{platform.slug} {values['name']} is there already. Choose another name for it.")
            made = await connection.execute(insert(accounts).values(values).returning(accounts.c.id))
            number: int = made.scalar_one()
            if credentials:
                secret = json.dumps(asdict(credentials)).encode()
                await self._vault.put(connection, self._place(CREDENTIALS, number), secret)
            return await self._one(connection, number)

    async def all(self, platform: str | None = None) -> Sequence[StoredAccount]:
        """Every account, or those at one platform, in the order in which they were added."""
        async with self._store.read() as connection:
            return await self._some(connection, *([accounts.c.platform == platform] if platform else []))

    async def get(self, slug: str, name: str) -> StoredAccount:
        """The account of that name. Refused, with the nearest names, when there is none."""
        there = {one.name: one for one in await self.all(slug)}
        wanted = unicodedata.normalize("NFC", name.strip())
        if wanted in there:
            return there[wanted]
        if not there:
            raise Refused(f"There is no account at {slug} yet. Add one, as in: accounts add {slug} {name}")
        raise Refused(f"There is no account {name!r} at {slug}. {nearest(wanted, there)}")

    async def by_id(self, id: int) -> StoredAccount:
        """The account of that number. Refused when there is none."""
        async with self._store.read() as connection:
            for one in await self._some(connection, accounts.c.id == id):
                return one
        raise Refused(f"There is no account {id}.")

    async def remove(self, account: StoredAccount) -> None:
        """Deletes the browser profile, what is sealed, and the account. Receipts stay.

        The profile goes first: cut short, the account is still there to be removed again, and no session is left over.
        """
        await asyncio.to_thread(_delete, self._profile(account))
        async with self._store.write() as connection:
            await self._vault.forget(connection, account.id, member=self.member)
            await connection.execute(delete(accounts).where(*self._own(account)))
        await self._store.wipe_traces()

    async def set_handle(self, account: StoredAccount, handle: str) -> StoredAccount:
        """Sets who must be signed in."""
        return await self._change(account, handle=clean_handle(handle))

    async def set_parts(self, platform: Platform, account: StoredAccount, parts: Sequence[str]) -> StoredAccount:
        """Names the blogs or sites that are visited; none: as the platform lists them."""
        return await self._change(account, parts=part_names(platform, parts))

    async def tick(self, account: StoredAccount, setting: str) -> StoredAccount:
        """Notes that the person wants this setting, which has a cost, in every run."""
        async with self._store.write() as connection:
            await self._one(connection, account.id)
            await self._untick(connection, account, setting)
            await connection.execute(insert(ticks).values(account_id=account.id, setting=setting))
            return await self._one(connection, account.id)

    async def untick(self, account: StoredAccount, setting: str) -> StoredAccount:
        """Takes that back."""
        async with self._store.write() as connection:
            await self._one(connection, account.id)
            await self._untick(connection, account, setting)
            return await self._one(connection, account.id)

    async def consent(self, account: StoredAccount) -> StoredAccount:
        """Notes that the person agreed to have the platform driven, and when."""
        return await self._change(account, consented=datetime.now(UTC))

    async def withdraw(self, account: StoredAccount) -> StoredAccount:
        """Takes the consent back."""
        return await self._change(account, consented=None)

    async def signed_in_by(self, account: StoredAccount, kind: SignsIn) -> StoredAccount:
        """Notes how the person signed in the last time."""
        return await self._change(account, signs_in=kind, lent=None)

    async def enrolled_in_own_tab(self, account: StoredAccount, handle: str) -> StoredAccount:
        """Notes who is signed in there, in a browser of which Unconsent keeps nothing."""
        return await self._change(account, handle=clean_handle(handle), lent=datetime.now(UTC))

    async def set_credentials(self, account: StoredAccount, credentials: Credentials) -> StoredAccount:
        """Seals what to sign in with from now on."""
        secret = json.dumps(asdict(credentials)).encode()
        async with self._store.write() as connection:
            await self._one(connection, account.id)
            await self._vault.put(connection, self._place(CREDENTIALS, account.id), secret)
            by = update(accounts).where(*self._own(account)).values(signs_in=CREDENTIALS, lent=None)
            await connection.execute(by)
            return await self._one(connection, account.id)

    async def credentials(self, account: StoredAccount) -> Credentials | None:
        """What is stored to sign in with; None when nothing is."""
        secret = await self._secret(account, CREDENTIALS)
        return Credentials(**json.loads(secret)) if secret else None

    async def session(self, account: StoredAccount) -> "StorageState":
        """Cookies that the browser forgets when it is closed; empty when there are none."""
        from automations.session_file import StorageState

        secret = await self._secret(account, SESSION)
        return StorageState.model_validate_json(secret or b'{"cookies": [], "origins": []}')

    async def keep_session(self, account: StoredAccount, state: "StorageState") -> None:
        """Seals such cookies; an account that was removed meanwhile keeps none."""
        place, secret = self._place(SESSION, account.id), state.model_dump_json().encode()
        async with self._store.write() as connection:
            there = await connection.execute(select(accounts.c.id).where(*self._own(account)))
            if there.first() and await self._vault.get(connection, place) != secret:
                await self._vault.put(connection, place, secret)

    def profile(self, account: StoredAccount) -> Path:
        """The folder of the account's browser profile, for its owner only."""
        folder = self._profile(account)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _profile(self, account: StoredAccount) -> Path:
        if account.member != self.member:
            raise Refused(f"There is no account {account.id}.")
        return self._home / PROFILES / f"{account.platform}-{account.id}"

    async def _secret(self, account: StoredAccount, field: str) -> bytes | None:
        async with self._store.read() as connection:
            return await self._vault.get(connection, self._place(field, account.id))

    async def _change(self, account: StoredAccount, **values: Any) -> StoredAccount:
        async with self._store.write() as connection:
            await connection.execute(update(accounts).where(*self._own(account)).values(**values))
            return await self._one(connection, account.id)

    async def _untick(self, connection: AsyncConnection, account: StoredAccount, setting: str) -> None:
        await connection.execute(delete(ticks).where(ticks.c.account_id == account.id, ticks.c.setting == setting))

    def _own(self, account: StoredAccount) -> tuple[ColumnElement[bool], ...]:
        return accounts.c.id == account.id, accounts.c.member_id == self.member

    def _place(self, field: str, account: int) -> Place:
        return Place(field=field, member=self.member, account=account)

    async def _one(self, connection: AsyncConnection, number: int) -> StoredAccount:
        for one in await self._some(connection, accounts.c.id == number):
            return one
        raise Refused("This account was removed meanwhile. Nothing was changed.")

    async def _some(self, connection: AsyncConnection, *conditions: ColumnElement[bool]) -> list[StoredAccount]:
        mine = (accounts.c.member_id == self.member, *conditions)
        rows = (await connection.execute(select(accounts).where(*mine).order_by(accounts.c.id))).mappings().all()
        ticked: dict[int, set[str]] = {}
        for tick in await connection.execute(select(ticks).join(accounts).where(*mine)):
            ticked.setdefault(tick.account_id, set()).add(tick.setting)
        return [
            StoredAccount(
                **{key: value for key, value in row.items() if key not in ("member_id", "parts")},
                member=row["member_id"],
                parts=tuple(json.loads(row["parts"] or "[]")),
                ticked=frozenset(ticked.get(row["id"], ())),
            )
            for row in rows
        ]


def _delete(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
