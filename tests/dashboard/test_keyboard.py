"""The dashboard without a mouse, and on a narrow screen: everything is reached, and the focus is never lost."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from automations.errand import Mode
from automations.outcome import Outcome
from backend.accounts import StoredAccount
from tests.dashboard.conftest import NUMBERS
from tests.dashboard.house import PHONE, Seen, account_of, joins, seen
from tests.extension.house import House
from tests.members.family import PASSWORD

TITLES = {
    "Overview": "1 account needs you",
    "Running now": "Running now",
    "Platforms": "Platforms",
    "Letters": "Letters",
    "Who may see": "Who may see",
    "Devices": "Devices",
    "Activity": "Activity",
    "Notifications": "Notifications",
    "Settings": "Settings",
}
HERE = """() => [document.activeElement.id, document.activeElement.textContent.trim(),
  getComputedStyle(document.activeElement).outlineStyle]"""


@pytest.fixture
async def page(browser: Browser, house: House) -> AsyncIterator[Seen]:
    """The page to sign in on a phone, for somebody with an account that needs them."""
    member = joins(house, f"Kim {next(NUMBERS)}")
    account_of(house, member, outcome=Outcome.NEEDS_YOU)
    async with seen(browser, house.served.url, member, viewport=PHONE) as found:
        await found.opens()
        await found.reads("Sign in")
        yield found


def name_of(page: Seen, house: House) -> str:
    """What they are called."""
    machine = house.running.do(house.running.people.household.at_the_machine())
    return house.running.do(house.running.people.household.get(machine, page.member)).name


async def tabs_to(page: Seen, *wanted: str) -> None:
    """Presses Tab until what has that id or text has the focus, and shows it."""
    for _ in range(120):
        await page.page.keyboard.press("Tab")
        id, text, outline = await page.page.evaluate(HERE)
        if id in wanted or text in wanted:
            assert outline == "solid", f"{wanted} shows no focus"
            return
    raise AssertionError(f"Tab never reaches {wanted}")


async def test_every_page_is_reached_by_the_keyboard_alone(page: Seen, house: House) -> None:
    keyboard = page.page.keyboard
    await tabs_to(page, "field-name")
    await keyboard.type(name_of(page, house))
    await tabs_to(page, "field-password")
    await keyboard.type(PASSWORD)
    await keyboard.press("Enter")
    for name, title in TITLES.items():
        await expect(page.page.locator("#menu")).to_have_attribute("aria-expanded", "false")
        await page.page.locator("h1").wait_for()
        await tabs_to(page, "menu")
        await keyboard.press("Enter")
        await expect(page.page.locator("#menu")).to_have_attribute("aria-expanded", "true")
        await tabs_to(page, name)
        await keyboard.press("Enter")
        await page.reads(title)
        assert await page.page.title() == f"{title} · Unconsent"
        if name != "Overview":  # there one was already
            await expect(page.page.get_by_role("heading", level=1)).to_be_focused()
        await expect(page.page.get_by_role("link", name="Platforms")).to_be_hidden()


def news_of(page: Seen, house: House, account: StoredAccount, outcome: Outcome) -> None:
    """A run of the account ends while somebody looks at it."""
    for one in house.settings():
        house.tell(account, one, outcome)
    service = house.running.service
    asked = service.ask(page.member, account.id, Mode.CHECK, options={}, asked_by="test")
    house.running.do(service.cancel(house.running.do(asked)[0]))


async def test_the_focus_stays_where_it_is_when_news_comes(page: Seen, house: House) -> None:
    await page.signs_in(name_of(page, house))
    await page.reads("1 account needs you")
    [account] = house.running.do(house.running.service.office.of(page.member).accounts.all())
    await page.goes(f"#/accounts/{account.id}")
    heading, settings = page.page.get_by_role("heading", level=1), page.page.locator(".settings")
    await expect(heading).to_be_focused()
    news_of(page, house, account, Outcome.OPTED_OUT)
    await expect(settings).to_contain_text("Opted out")
    await expect(heading).to_be_focused()
    await page.press("Remove this account")
    await expect(page.page.get_by_role("button", name="Cancel")).to_be_focused()
    news_of(page, house, account, Outcome.STILL_ON)
    await expect(settings).to_contain_text("Sharing")
    await expect(page.page.get_by_role("button", name="Cancel")).to_be_focused()
    await page.page.keyboard.press("Enter")
    await expect(page.page.get_by_role("button", name="Remove this account")).to_be_focused()
    await tabs_to(page, "skip")
    await page.page.keyboard.press("Enter")
    await expect(heading).to_be_focused()
