"""The members of the data folder, for the length of a command, and the owner who gives it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from backend.accounts import Accounts
from backend.cli.call import Call
from backend.keys import find_key
from backend.members.member import Member
from backend.members.people import People
from backend.members.principal import Principal
from backend.store import open_store
from backend.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a command about members works with."""

    people: People
    owner: Principal
    accounts: Accounts

    async def whose(self, name: str | None) -> Member:
        """The member of that name; the owner without one."""
        household = self.people.household
        if name is None:
            return await household.get(self.owner, self.owner.member)
        return await household.named(self.owner, name)


@asynccontextmanager
async def opened(call: Call) -> AsyncIterator[Opened]:
    """Opens the data folder; whoever has its key speaks for the owner."""
    settings = call.settings()
    async with open_store(settings.home, database=settings.database) as store:
        vault = Vault(store, await find_key(settings, store, notice=call.screen.notice))
        people = People.over(store, vault)
        owner = await people.household.at_the_machine()
        yield Opened(people=people, owner=owner, accounts=Accounts(store, vault, settings.home))
