"""A household at work: the owner, those who join, and a clock that is moved by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.members.passwords import Cost
from backend.members.people import People
from backend.members.principal import Principal, Role
from tests.store.household import NOON, Household, Opens

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
"""What a password costs here, where none is kept."""
PASSWORD = "five words or even more"
EXTENSION = "abcdefghijklmnopabcdefghijklmnop"


@dataclass(kw_only=True)
class Clock:
    """Stands until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        """Moves it, as in `minutes=5`."""
        self.now += timedelta(**span)


@dataclass(frozen=True, kw_only=True)
class Family:
    """People over a real store."""

    household: Household
    people: People
    clock: Clock
    machine: Principal
    """The owner at the command line."""
    tokens: dict[str, str] = field(default_factory=dict)
    """The last token of each who signed in."""

    async def join(self, name: str, role: Role = Role.MEMBER, password: str = PASSWORD) -> Principal:
        """Somebody who accepts an invitation and signs in."""
        invited = await self.people.invitations.invite(self.machine, name, role)
        await self.people.invitations.accept(invited.token, password)
        return await self.sign_in(name, password)

    async def sign_in(self, name: str, password: str = PASSWORD, code: str | None = None) -> Principal:
        """Somebody in a browser, from an address of their own."""
        _, token = await self.people.signing_in.sign_in(
            name, password, code=code, source=f"the home of {name}", device=f"browser of {name}"
        )
        self.tokens[name] = token
        return await self.people.devices.authenticate(token)

    async def owner(self) -> Principal:
        """The owner in a browser."""
        await self.people.own_password.reset(self.machine, self.machine.member, PASSWORD)
        return await self.sign_in(self.machine.name)

    async def pair(self, who: Principal, extension: str = EXTENSION) -> str:
        """The token of an extension that was paired with that member."""
        begun = await self.people.pairing.begin("Chromium", extension)
        await self.people.pairing.confirm(who, begun.code)
        redeemed = await self.people.pairing.redeem(begun.id, begun.secret, extension=extension)
        assert redeemed.token
        return redeemed.token


@asynccontextmanager
async def open_family(opens: Opens, cost: Cost = CHEAP) -> AsyncIterator[Family]:
    """A data folder with its owner."""
    clock = Clock()
    async with opens(clock=clock) as household:
        people = People.over(household.store, household.vault, clock=clock, cost=cost)
        machine = await people.household.at_the_machine()
        yield Family(household=household, people=people, clock=clock, machine=machine)
