"""A service with its dashboard, people in it, and what they do in their browsers."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from automations.outcome import Outcome
from backend.accounts import StoredAccount
from backend.members.principal import Role
from tests.extension.house import House, house_in
from tests.members.family import PASSWORD

PHONE: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1200, "height": 800}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The dashboard in somebody's browser, and every address that the browser asked for."""

    url: str
    context: BrowserContext
    page: Page
    member: int = 1
    asked: list[str] = field(default_factory=list)

    async def opens(self, hash: str = "") -> None:
        """Types an address."""
        await self.page.goto(self.url + "/" + hash)

    async def goes(self, hash: str) -> None:
        """Follows a link within the page."""
        await self.page.evaluate("(hash) => { location.hash = hash; }", hash)

    async def signs_in(self, name: str, password: str = PASSWORD, *, stay: bool = False) -> None:
        """As anybody does."""
        await self.page.get_by_label("Your name here").fill(name)
        await self.page.get_by_label("Password", exact=True).fill(password)
        await self.page.get_by_label("Stay signed in on this device").set_checked(stay)
        await self.page.get_by_role("button", name="Sign in").click()
        await self.page.locator("#nav a").first.wait_for(state="attached")

    async def reads(self, title: str) -> None:
        """Waits for that heading."""
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(title))

    async def press(self, name: str, *, exact: bool = True) -> None:
        """Presses that button."""
        await self.page.get_by_role("button", name=name, exact=exact).click()

    async def kept(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the browser keeps for this tab, and on this device."""
        both = await self.page.evaluate("[{...sessionStorage}, {...localStorage}]")
        return both[0], both[1]


@asynccontextmanager
async def seen(browser: Browser, url: str, member: int = 1, **options: Any) -> AsyncIterator[Seen]:
    """A browser of somebody's own, wide unless it is said otherwise. Files are kept only where that is looked at."""
    usual = {"viewport": WIDE, "locale": "en", "service_workers": "block", "accept_downloads": True}
    context = await browser.new_context(**{**usual, **options})
    page = await context.new_page()
    found = Seen(url=url, context=context, page=page, member=member)
    context.on("request", lambda request: found.asked.append(request.url))
    try:
        yield found
    finally:
        await context.close()


@contextmanager
def dashboard_in(home: Path) -> Iterator[House]:
    """A new service whose owner has a password."""
    with house_in(home) as house:
        with_password(house)
        yield house


def with_password(house: House, name: str = "owner", password: str = PASSWORD) -> None:
    """What `unconsent members password` does."""
    people = house.running.people
    machine = house.running.do(people.household.at_the_machine())
    house.running.do(people.household.rename(machine, name))
    house.running.do(people.own_password.reset(machine, machine.member, password))


def joins(house: House, name: str, role: Role = Role.MEMBER) -> int:
    """Somebody has accepted an invitation; their number."""
    people = house.running.people
    machine = house.running.do(people.household.at_the_machine())
    invited = house.running.do(people.invitations.invite(machine, name, role))
    return house.running.do(people.invitations.accept(invited.token, PASSWORD)).id


def account_of(house: House, member: int, name: str = "me", outcome: Outcome | None = None) -> StoredAccount:
    """An account of that member, of which everything is known when an outcome is named."""
    office = house.running.service.office.of(member)
    account = house.running.do(office.accounts.add(office.catalogue.platform("x"), name, handle="practice"))
    for one in house.settings() if outcome else ():
        house.tell(account, one, outcome or Outcome.OPTED_OUT)
    return account
