"""A data folder at work, as the product opens it: store, key, vault, accounts, receipts and records."""

import base64
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import insert

from automations.catalogue import Catalogue, load
from automations.errand import Mode, Progress, Stage
from automations.outcome import PROVEN, Evidence, Need, Outcome, Proof, ProofKind, Result
from automations.reach import Overrides
from automations.sign_in import Credentials
from automations.spec import Platform
from backend.accounts import Accounts, StoredAccount
from backend.key_places import Ring
from backend.keys import find_key
from backend.receipts import Receipts
from backend.records import Clock, Records
from backend.settings import Settings
from backend.store import Store, open_store
from backend.store.tables import members
from backend.vault import Vault

KEY = base64.b64encode(bytes(range(32))).decode()
GIVEN = {"UNCONSENT_KEY": KEY}
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' \u202e${x} javascript:x"


@cache
def catalogue() -> Catalogue:
    """The packaged platforms."""
    return load()


@dataclass(frozen=True, kw_only=True)
class Household:
    """Everything that is stored in one data folder."""

    store: Store
    vault: Vault
    accounts: Accounts
    receipts: Receipts
    records: Records
    platform: Platform

    def of(self, member: int) -> "Household":
        """The same for another member."""
        return replace(
            self, accounts=self.accounts.of(member), receipts=self.receipts.of(member), records=self.records.of(member)
        )

    async def join(self, name: str) -> "Household":
        """What a new member sees."""
        async with self.store.write() as connection:
            made = insert(members).values(name=name, created=NOON).returning(members.c.id)
            member: int = (await connection.execute(made)).scalar_one()
        return self.of(member)

    @property
    def settings(self) -> list[str]:
        """Ids of settings that a run changes."""
        return [one.id for one in self.platform.settings]

    async def add(self, name: str = "me", *, credentials: Credentials | None = None) -> StoredAccount:
        """An account of somebody who has signed in."""
        return await self.accounts.add(self.platform, name, handle="practice", credentials=credentials)

    async def opt_out(self, account: StoredAccount, setting: str | None = None, *, number: int = 0) -> str:
        """One setting from the intent to the receipt, whose id is returned."""
        setting = setting or self.settings[0]
        await self.records.writing(account, writing(account, setting))
        receipt = await self.records.finish(account, Mode.RUN, result(account, setting, detail=f"number {number}"))
        assert receipt is not None
        return receipt


def writing(account: StoredAccount, setting: str, value: str | None = "checked") -> Progress:
    """A change that is about to be made."""
    return Progress(platform=account.platform, account=account.name, setting=setting, stage=Stage.WRITING, value=value)


def proof(kind: ProofKind, detail: str = "it read unchecked") -> Proof:
    """One observation."""
    return Proof(kind=kind, at=NOON, detail=detail)


def result(
    account: StoredAccount,
    setting: str,
    outcome: Outcome = Outcome.OPTED_OUT,
    *,
    before: str | None = "checked",
    after: str | None = "unchecked",
    detail: str = "",
    url: str | None = "https://x.com/settings/grok_settings?private=1#top",
    evidence: tuple[Evidence, ...] = (),
) -> Result:
    """An outcome, with two proofs where it needs them."""
    return Result(
        platform=account.platform,
        account=account.name,
        setting=setting,
        outcome=outcome,
        needs=Need.SIGN_IN if outcome is Outcome.NEEDS_YOU else None,
        before=before,
        after=after,
        proofs=(proof(ProofKind.PAGE), proof(ProofKind.API)) if outcome in PROVEN else (),
        detail=detail,
        url=url,
        evidence=evidence,
    )


def settings_of(home: Path, environ: Mapping[str, str] = GIVEN) -> Settings:
    """Settings with that folder and environment."""
    return Settings(home=home, overrides=Overrides(), environ=environ)


Opens = Callable[..., AbstractAsyncContextManager[Household]]
"""Opens one data folder, on the database that the test is about."""


@asynccontextmanager
async def open_household(
    home: Path,
    *,
    database: SecretStr | None = None,
    environ: Mapping[str, str] = GIVEN,
    clock: Clock = lambda: datetime.now(UTC),
    patience: float = 10.0,
    ring: Callable[[], Ring | None] = lambda: None,
    notice: Callable[[str], None] = lambda _: None,
) -> AsyncIterator[Household]:
    """The data folder, opened as the product does."""
    async with open_store(home, database=database, patience=patience) as store:
        key = await find_key(settings_of(home, environ), store, notice=notice, ring=ring)
        vault = Vault(store, key)
        receipts = Receipts(store, vault, catalogue(), clock=clock)
        yield Household(
            store=store,
            vault=vault,
            accounts=Accounts(store, vault, home),
            receipts=receipts,
            records=Records(store, receipts, clock=clock),
            platform=catalogue().platform("x"),
        )
