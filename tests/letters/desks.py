"""Letters of a member in a real data folder, with a clock that is moved by hand and platforms of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from automations.catalogue import Catalogue, load
from backend.accounts import StoredAccount
from backend.letters import Letters
from backend.letters.desk import Written
from backend.letters.letter import Letter, Sender
from backend.letters.ordering import Order, write
from backend.letters.personal import Mailbox
from backend.letters.terms import Language, Region
from tests.letters.post_office import PASSWORD, USER, PostOffice
from tests.store.household import Household, Opens

PLATFORMS = Path(__file__).parent / "platforms"
NEW_YEAR = datetime(2027, 1, 4, 12, tzinfo=UTC)
KIM = Sender(name="Kim Ørsted", email="kim@example.org", address="Große Straße 5\n80331 München")


@dataclass(kw_only=True)
class Clock:
    """Stands until it is moved."""

    now: datetime = NEW_YEAR

    def __call__(self) -> datetime:
        return self.now

    def move(self, days: int) -> None:
        """Some days later."""
        self.now += timedelta(days=days)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The letters, the folder that they are in, and the time."""

    household: Household
    letters: Letters
    clock: Clock

    def of(self, household: Household) -> "Desk":
        """Another member's."""
        return replace(self, household=household, letters=self.letters.of(household.accounts.member))

    async def account(self, name: str = "me") -> StoredAccount:
        """An account at X."""
        return await self.household.add(name)

    async def write(self, about: str = "x", **order: object) -> Written:
        """A letter to them, from the Union and in English unless said otherwise."""
        wish = {"region": Region.EU, "language": Language.ENGLISH, "sender": KIM, "handle": "kim", **order}
        return await write(self.letters, Order(about=about, **wish))  # type: ignore[arg-type]

    async def draft(self, about: str = "correo", **order: object) -> Letter:
        """One that can be sent by mail."""
        return (await self.write(about, **order)).letter

    async def trusts(self, office: PostOffice, **changes: object) -> "Desk":
        """The same, with that mail server."""
        box = Mailbox(
            host="localhost",
            port=office.port,
            security=office.security,
            address=USER,
            user=USER,
            password=SecretStr(PASSWORD),
        )
        await self.letters.personal.keep_mailbox(box.model_copy(update=changes))
        return replace(self, letters=replace(self.letters, trust=office.trust))

    async def approved(self, letter: Letter) -> str:
        """What stands for it now."""
        approval = await self.letters.approval(letter)
        assert approval
        return approval


@asynccontextmanager
async def open_desk(opens: Opens) -> AsyncIterator[Desk]:
    """The owner's letters in an empty folder."""
    clock = Clock()
    async with opens(clock=clock) as household:
        letters = Letters.over(household.store, household.vault, catalogue(), household.receipts, clock=clock)
        yield Desk(household=household, letters=letters, clock=clock)


def catalogue() -> Catalogue:
    """The packaged platforms, and one that has an e-mail address."""
    return load([PLATFORMS])
