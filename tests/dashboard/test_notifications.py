"""Where one is told, and when: the screen, read back from the service; what is wrong stands at its field. # R14 R20"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Locator, expect

from automations.outcome import Outcome
from backend.members.principal import Role
from backend.messenger.form import Ended, Why
from backend.notify import targets
from backend.notify.hours import minutes
from backend.notify.wishes import Wishes
from tests.dashboard.conftest import NUMBERS
from tests.dashboard.house import Seen, account_of, joins, seen
from tests.extension.house import House
from tests.notify.webhook import Webhook

HERE = "#/notifications"
NAME, ADDRESS = "Your own name for it", "Address of the place"


@pytest.fixture
async def webhook() -> AsyncIterator[Webhook]:
    """That takes everything."""
    async with Webhook().open() as webhook:
        yield webhook


async def adds(who: Seen, name: str, url: str) -> None:
    """As anybody does."""
    await who.page.get_by_label(NAME).fill(name)
    await who.page.get_by_label(ADDRESS).fill(url)
    await who.press("Add it")


def place(who: Seen, name: str) -> Locator:
    """What the page says of one."""
    return who.page.locator("#view li.line").filter(has_text=name)


async def test_a_place_is_named_tried_and_removed(
    owner: Seen, house: House, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "BETWEEN_TESTS", timedelta(minutes=10))
    await owner.page.get_by_role("link", name="Notifications").click()
    await owner.reads("Notifications")
    await expect(owner.page.get_by_text("You are told nowhere yet.")).to_be_visible()
    await adds(owner, "hook", f"{webhook.url}/canary")
    await expect(place(owner, "hook")).to_contain_text("Nothing was sent yet")
    await expect(owner.page.get_by_role("button", name="Send a test hook")).to_be_focused()
    await expect(owner.page.get_by_label(ADDRESS)).to_have_value("")
    await owner.page.keyboard.press("Enter")
    await expect(place(owner, "hook")).to_contain_text("A test was sent. Look whether it came.")
    assert [one["title"] for one in webhook.taken] == ["Unconsent: a test"]
    await expect(owner.page.get_by_role("button", name="Send a test hook")).to_be_focused()
    await owner.press("Send a test hook")
    await expect(owner.page.get_by_role("alert")).to_contain_text("Wait 600 seconds")
    assert "canary" not in await owner.page.content() and not [one for one in owner.asked if "canary" in one]
    await owner.press("Remove hook")
    await expect(owner.page.get_by_role("button", name="Cancel")).to_be_focused()
    await owner.press("Yes, remove")
    await expect(owner.page.get_by_text("You are told nowhere yet.")).to_be_visible()
    assert house.running.do(house.running.service.office.notifications.targets.list()) == ()


async def test_a_test_that_does_not_arrive_says_so(someone: Seen, webhook: Webhook) -> None:
    await someone.goes(HERE)
    await adds(someone, "inside", webhook.url)
    await someone.press("Send a test inside")
    await expect(place(someone, "inside")).to_contain_text("Nothing arrives since")
    await expect(place(someone, "inside")).to_contain_text("It leads to an address inside the network")
    await expect(someone.page.locator("#announce")).to_contain_text("inside the network")
    await expect(someone.page.get_by_text("A test was sent")).to_have_count(0)
    assert webhook.taken == []


async def test_what_is_wrong_stands_at_its_field(someone: Seen) -> None:
    await someone.goes(HERE)
    address, name = someone.page.get_by_label(ADDRESS), someone.page.get_by_label(NAME)
    await adds(someone, "phone", "nonsense://somewhere")
    await expect(address).to_be_focused()
    await expect(address).to_have_attribute("aria-invalid", "true")
    described = (await address.get_attribute("aria-describedby") or "").split()
    said = [await someone.page.locator(f"#{one}").inner_text() for one in described]
    assert "is not an address that Apprise knows" in said[0] and "never shown again" in said[1]
    await expect(address).to_have_value("nonsense://somewhere")
    await address.fill("jsons://example.org/hook")
    await someone.press("Add it")
    await expect(place(someone, "phone")).to_be_visible()
    await expect(someone.page.locator("[aria-invalid]")).to_have_count(0)
    await adds(someone, "phone", "jsons://example.org/other")
    await expect(name).to_be_focused()
    await expect(someone.page.locator("#field-name-wrong")).to_contain_text("phone is there already")


async def test_what_and_when(someone: Seen, house: House) -> None:
    wishes = house.running.service.office.notifications.of(someone.member).wishes
    await someone.goes(HERE)
    page = someone.page
    await expect(page.get_by_label("From")).to_be_hidden()
    await page.get_by_label("A letter without an answer in time").uncheck()
    await page.get_by_label("Day", exact=True).select_option(label="Friday")
    await page.get_by_label("Hour", exact=True).select_option("18")
    await page.get_by_label("Quiet hours").check()
    await page.get_by_label("From").fill("23:15")
    await page.get_by_label("Until").fill("23:15")
    await page.get_by_label("Time zone").select_option("Europe/Berlin")
    await someone.press("Save")
    await expect(page.get_by_label("From")).to_be_focused()
    await expect(page.locator("#field-begin-wrong")).to_contain_text("begin and end at the same time")
    await expect(page.get_by_label("Day", exact=True)).to_have_value("4")
    await page.get_by_label("Until").fill("06:30")
    await someone.press("Save")
    await expect(page.locator("#announce")).to_have_text("Saved")
    kept = house.running.do(wishes.get())
    assert (kept.quiet, kept.zone) == ((minutes("23:15"), minutes("06:30")), "Europe/Berlin")
    assert (kept.digest, kept.weekday, kept.hour) == (True, 4, 18)
    assert {one.value for one in kept.at_once} == {"came_back", "needs_you"}
    await page.reload()
    await expect(page.get_by_label("From")).to_have_value("23:15")
    await page.get_by_label("Quiet hours").uncheck()
    await page.get_by_label("Once a week").uncheck()
    await expect(page.get_by_label("Day", exact=True)).to_be_hidden()
    await someone.press("Save")
    await expect(page.locator("#announce")).to_have_text("Saved")
    kept = house.running.do(wishes.get())
    assert (kept.quiet, kept.digest) == (None, False) != (Wishes().quiet, Wishes().digest)


async def test_the_first_page_says_where_nothing_arrives(someone: Seen, house: House) -> None:
    account_of(house, someone.member, outcome=Outcome.OPTED_OUT)
    targets = house.running.service.office.notifications.of(someone.member).targets
    made = house.running.do(targets.add("mailbox", "mailtos", "mailtos://example.org"))
    house.running.do(targets.note(made.id, Ended(why=Why.UNREACHABLE)))
    await someone.page.reload()
    await someone.page.get_by_role("link", name="Messages do not reach mailbox").click()
    await someone.reads("Notifications")
    await expect(place(someone, "mailbox")).to_contain_text("The server cannot be reached.")
    await expect(place(someone, "mailbox")).to_contain_text("E-mail")


async def test_a_child_is_told_who_is_told(browser: Browser, house: House) -> None:
    name = f"child {next(NUMBERS)}"
    number = joins(house, name, Role.RESTRICTED)
    async with seen(browser, house.served.url, number) as child:
        await child.opens(HERE)
        await child.signs_in(name)
        await expect(child.page.get_by_text("Whoever looks after your accounts is told")).to_be_visible()
        await expect(child.page.get_by_role("button", name="Add it")).to_have_count(0)
        assert not [one for one in child.asked if "/api/v1/notifications" in one]


async def test_from_the_settings(someone: Seen) -> None:
    await someone.goes("#/settings")
    await someone.page.locator("#view").get_by_role("link", name="Notifications").click()
    await someone.reads("Notifications")
    assert await someone.page.title() == "Notifications · Unconsent"
