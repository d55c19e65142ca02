"""The card of an objection form on an account's page: what is read there is what the platform receives."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from automations.errand import Mode
from backend.members.principal import Role
from tests.chromium import LOCAL, launched
from tests.objections.person import INSTAGRAM, REASON, Barrier, Person, new_person, person_of, without_consent
from tests.window.house import House

PHONE: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1000, "height": 800}
SLOWLY = 30_000
"""A browser works meanwhile, in milliseconds."""
SEE, SEND, YES = "See what would be sent", "Send it", "Yes, send it now"


@pytest.fixture(scope="module")
async def looking() -> AsyncIterator[Browser]:
    async with launched(LOCAL) as browser:
        yield browser


@asynccontextmanager
async def page_of(looking: Browser, person: Person, viewport: ViewportSize = WIDE) -> AsyncIterator[Page]:
    """Their account in the dashboard; nothing fails there unseen."""
    context = await looking.new_context(viewport=viewport, locale="en", service_workers="block")
    await context.add_init_script(f"sessionStorage.setItem('unconsent.token', '{person.member.token}')")
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    await page.goto(f"{person.house.url}/#/accounts/{person.account.id}")
    await expect(page.get_by_role("heading", name="Objection form").first).to_be_visible()
    yield page
    await context.close()
    assert wrong == []


async def tabs_to(page: Page, wanted: str) -> None:
    """Presses Tab until what has that text or id has the focus."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        here = "[document.activeElement.id, document.activeElement.textContent.trim()]"
        if wanted in await page.evaluate(here):
            return
    raise AssertionError(f"Tab never reaches {wanted}")


async def test_what_is_shown_is_what_goes_out(looking: Browser, house: House, person: Person) -> None:
    async with page_of(looking, person) as page:
        card = page.locator(f"[id='form-{person.form}']")
        await expect(page.get_by_text("it never counts as opted out")).to_be_visible()
        words = card.get_by_label("Your own words")
        await words.fill(REASON)
        job, _ = await house.service.ask(person.member.id, person.account.id, Mode.CHECK, options={}, asked_by="test")
        await house.service.cancel(job)  # news: the page is drawn anew
        await page.wait_for_timeout(500)
        assert await words.input_value() == REASON
        barrier = Barrier(sending=False)
        barrier.before(person)
        await card.get_by_role("button", name=SEE).click()
        await expect(card.get_by_role("status")).to_contain_text("Nothing is sent.")
        await expect(card.locator("progress")).to_be_visible()
        barrier.opened.set()
        await expect(card.get_by_role("heading", name="This would be sent")).to_be_focused(timeout=SLOWLY)
        shown = await card.locator(".letter-text").text_content()
        assert shown == REASON and person.posted == 0
        for text in (person.practised.email, str(person.account.handle), "Submit", "Nothing can be read again."):
            await expect(card).to_contain_text(text)
        await card.get_by_role("button", name=SEND).click()
        await expect(card).to_contain_text("It goes out once, and cannot be taken back.")
        assert person.posted == 0
        await card.get_by_role("button", name=YES).click()
        await expect(card.get_by_role("heading", name="Sent to Facebook")).to_be_visible(timeout=SLOWLY)
        [objection] = person.received
        assert dict(objection.fields) == {"email": person.practised.email, "reason": shown} and person.posted == 1
        await expect(page.locator(".history")).to_contain_text("Request sent")
        assert "Opted out" not in await page.locator("main").inner_text()
        await card.get_by_role("button", name="Back to the form").click()
        await expect(card).to_contain_text("Sent on ")
        await page.locator(".history").get_by_role("button", name="Receipt").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")
        await expect(page.locator("blockquote")).to_contain_text("A form was sent at")


async def test_on_a_phone_with_the_keyboard_alone(looking: Browser, house: House) -> None:
    person = await new_person(house, "instagram", INSTAGRAM)
    async with page_of(looking, person, PHONE) as page:
        await tabs_to(page, f"field-reason-{INSTAGRAM}")
        await page.keyboard.type("I object.")
        await tabs_to(page, SEE)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="This would be sent")).to_be_focused(timeout=SLOWLY)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
        await tabs_to(page, SEND)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Cancel")).to_be_focused()
        await page.keyboard.press("Shift+Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Sent to Instagram")).to_be_focused(timeout=SLOWLY)
        assert [one.fields["reason"] for one in person.received] == ["I object."]


async def test_a_second_time_is_told_and_asked_for(looking: Browser, person: Person) -> None:
    await person.sends((await person.reads())["approval"])
    async with page_of(looking, person) as page:
        card = page.locator(f"[id='form-{person.form}']")
        await expect(card).to_contain_text("Sent on ")
        await card.get_by_role("button", name=SEE).click()
        await card.get_by_role("button", name=SEND).click(timeout=SLOWLY)
        await expect(card).to_contain_text("once more")
        await card.get_by_role("button", name=YES).click()
        await expect(card.get_by_role("heading", name="Sent to Facebook")).to_be_visible(timeout=SLOWLY)
        assert len(person.received) == 2


async def test_who_leaves_the_page_leaves_nothing_behind(looking: Browser, house: House, person: Person) -> None:
    barrier = Barrier(sending=False)
    barrier.before(person)
    async with page_of(looking, person) as page:
        await page.locator(f"[id='form-{person.form}']").get_by_role("button", name=SEE).click()
        async with asyncio.timeout(30):
            await barrier.reached.wait()
        await page.goto(f"{house.url}/#/")
        await person.let_go()
        assert not barrier.opened.is_set() and person.posted == 0
        barrier.opened.set()
        await page.go_back()
        await expect(page.get_by_role("button", name=SEE).first).to_be_visible()
        await expect(page.locator("#problem")).to_be_empty()


async def test_what_is_needed_first_is_said(looking: Browser, person: Person) -> None:
    async with page_of(looking, await without_consent(person)) as page:
        card = page.locator(f"[id='form-{person.form}']")
        await card.get_by_role("button", name=SEE).click()
        await expect(card.get_by_role("heading", name="Please read first")).to_be_visible(timeout=SLOWLY)
        await expect(card.get_by_role("button", name="Receipt")).to_be_visible()
    assert person.posted == 0


async def test_one_that_only_the_person_can_send(looking: Browser, house: House) -> None:
    person = await new_person(house, "chatgpt", "chatgpt.privacy_portal")
    async with page_of(looking, person) as page:
        card = page.locator(f"[id='form-{person.form}']")
        await expect(card).to_contain_text("signs you in by a link")
        await expect(card.get_by_role("button", name=SEE)).to_have_count(0)
        await card.get_by_role("button", name="I sent it myself").click()
        await card.get_by_role("button", name="Yes, I sent it").click()
        await expect(card).to_contain_text("Sent by hand, as you say. Unconsent has not seen it.")
        await expect(page.locator(".history")).to_contain_text("Request sent")
    earlier = await person.sent()
    assert earlier and earlier["is_certain"]


async def test_a_child_reads_what_it_is_and_can_send_nothing(looking: Browser, house: House) -> None:
    machine = await house.people.household.at_the_machine()
    invited = await house.people.invitations.invite(machine, f"child {os.urandom(3).hex()}", Role.RESTRICTED)
    joined = await house.people.invitations.accept(invited.token, "five words or even more")
    child = await person_of(house, await house.device_of(joined.id))
    async with page_of(looking, child) as page:
        card = page.locator(f"[id='form-{child.form}']")
        await expect(card).to_contain_text("The only route against training")
        await expect(card.get_by_role("button")).to_have_count(0)
