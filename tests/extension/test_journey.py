"""What a person sees and does in the popup, against the real service. # R14 R15"""

import re

from playwright.async_api import BrowserContext, Page, expect

from automations.errand import Mode
from automations.outcome import Outcome
from backend.flow.jobs import State
from backend.members.principal import Role
from tests.api.household import new_person
from tests.extension.house import House, agree_to, own_address, pair

X = "X (formerly Twitter)"


async def test_a_browser_is_paired_by_the_code_that_it_shows(popup: Page, house: House) -> None:
    asked: list[str] = []
    popup.on("request", lambda request: asked.append(request.url))
    await pair(popup, house)
    kept = await popup.evaluate("chrome.storage.local.get()")
    [service] = kept["services"]
    assert service["address"] == house.served.url and service["token"].startswith("unconsent_")
    assert not await popup.evaluate("chrome.storage.session.get('pairing').then((one) => one.pairing)")
    assert asked and not [url for url in asked if service["token"] in url or "token" in url or "secret" in url]
    await popup.reload()
    await expect(popup.get_by_role("button", name="Opt me out")).to_be_visible()


async def test_a_code_is_still_there_when_the_popup_was_closed(
    popup: Page, browser: BrowserContext, house: House
) -> None:
    await popup.locator("#elsewhere-summary").click()
    await popup.get_by_label("Its address").fill(house.served.url)
    await popup.get_by_role("button", name="Show me a code").click()
    code = await popup.locator(".code").inner_text()
    await expect(popup.get_by_text(f"unconsent pair {code}")).to_be_visible()
    await expect(popup.get_by_role("timer")).to_contain_text(re.compile(r"[45]:\d\d"))
    await popup.close()
    house.confirm(code)
    again = await browser.new_page()
    await again.goto(await own_address(browser) + "popup/popup.html")
    await expect(again.get_by_role("button", name="Opt me out")).to_be_visible()


async def test_addresses_that_would_send_a_token_in_the_open_are_refused(popup: Page) -> None:
    await popup.locator("#elsewhere-summary").click()
    for address in (
        "http://home.example",
        "http://127.0.0.1.evil.example",
        f"https://me:{'pass'}@home.example",
        "home",
    ):
        await popup.get_by_label("Its address").fill(address)
        await popup.get_by_role("button", name="Show me a code").click()
        await expect(popup.get_by_role("alert")).to_be_visible()
        await expect(popup.get_by_label("Its address")).to_have_value(address)


async def test_without_a_service_it_says_what_to_type(popup: Page, house: House) -> None:
    await popup.get_by_role("button", name="Show me a code").click()
    await expect(popup.get_by_role("heading")).to_have_text("Unconsent is not running")
    await expect(popup.get_by_text("unconsent serve", exact=True)).to_be_visible()


async def test_a_browser_that_was_shut_out_says_so(popup: Page, house: House) -> None:
    await pair(popup, house)
    device = await popup.evaluate("chrome.storage.local.get().then((kept) => kept.services[0].device)")
    owner = new_person(house.running, Role.OWNER)
    assert house.served.ask("DELETE", f"/devices/{device}", owner.token).status_code == 204
    await popup.reload()
    await expect(popup.get_by_role("heading")).to_have_text("This browser is not connected any more")


async def test_a_row_says_how_a_platform_stands(popup: Page, house: House) -> None:
    await pair(popup, house)
    row = popup.get_by_role("button", name=X)
    await expect(row).to_be_visible()
    account, settings = house.account(), house.settings()
    await popup.reload()
    await expect(row).to_contain_text("Not checked yet")
    for outcome, shown in (
        (Outcome.NOT_RECOGNISED, "Could not tell"),
        (Outcome.STILL_ON, "Sharing"),
        (Outcome.NEEDS_YOU, "Needs you"),
        (Outcome.NOT_OFFERED, "Not offered"),
        (Outcome.OPTED_OUT, "Opted out"),
    ):
        for setting in settings:
            house.tell(account, setting, outcome)
        await popup.reload()
        await expect(row).to_contain_text(shown)
    await expect(row).to_contain_text("Proven on")
    house.tell(account, settings[0], Outcome.STILL_ON)
    await popup.reload()
    await expect(row).to_contain_text("Sharing")
    await expect(row).to_contain_text("1 setting still shares")


async def test_only_what_is_ticked_is_asked_for(popup: Page, house: House) -> None:
    await pair(popup, house)
    await popup.get_by_role("button", name="Opt me out").click()
    start = popup.locator("#start")
    await expect(start).to_have_attribute("aria-disabled", "true")
    await start.click(force=True)
    assert not house.jobs()
    dropped, *kept = house.settings()
    await agree_to(popup, "x")
    await popup.locator(f"[id='change-x-{dropped}']").uncheck()
    await start.click()
    await expect(popup.get_by_role("button", name="Stop")).to_be_visible()
    [job] = house.jobs()
    assert job.mode is Mode.RUN and sorted(job.options["named"]) == sorted(kept)
    [account] = house.running.do(house.running.service.office.of(1).accounts.all())
    assert account.platform == "x" and account.consented


async def test_stop_stops_and_says_so(popup: Page, house: House) -> None:
    house.account()
    await pair(popup, house)
    await (
        popup.get_by_role("button", name="Check again")
        .or_(popup.get_by_role("button", name="Opt me out"))
        .first.click()
    )
    await agree_to(popup, "x")
    await popup.locator("#start").click()
    await popup.get_by_role("button", name="Stop").wait_for()
    await popup.reload()
    await popup.get_by_role("button", name="Stop").click()
    await expect(popup.get_by_role("heading", level=1)).to_have_text("Stopped")
    [job] = house.jobs()
    assert job.state is State.CANCELLED
    await popup.get_by_role("button", name="Good").click()
    await expect(popup.get_by_role("button", name="Opt me out")).to_be_visible()


async def test_a_receipt_is_shown_and_saved_and_undo_is_asked_twice(popup: Page, house: House) -> None:
    account, setting = house.account(), house.settings()[0]
    house.tell(account, setting)
    await pair(popup, house)
    await popup.get_by_role("button", name=X).click()
    await popup.get_by_role("button", name="Receipt").click()
    await expect(popup.get_by_role("blockquote")).to_be_visible()
    async with popup.expect_download() as coming:
        await popup.get_by_role("button", name="Save to verify").click()
    assert (await coming.value).suggested_filename.endswith(".json")
    await popup.get_by_role("button", name="Back").click()
    await popup.get_by_role("button", name="Put everything back").click()
    assert not house.jobs()
    await popup.get_by_role("button", name="Put it back", exact=True).click()
    await expect(popup.get_by_role("heading", level=1)).to_have_text("Putting it back")
    assert [one.mode for one in house.jobs()] == [Mode.UNDO]


async def test_everything_can_be_done_with_the_keyboard(popup: Page, house: House) -> None:
    async def go_to(id: str) -> None:
        for _ in range(200):
            await popup.keyboard.press("Tab")
            if await popup.evaluate("document.activeElement.id") == id:
                shown = "getComputedStyle(document.activeElement).outlineStyle"
                assert await popup.evaluate(shown) == "solid", f"{id} shows no focus"
                return
        raise AssertionError(f"Tab never reaches {id}")

    await popup.locator("h1").wait_for()
    await go_to("elsewhere-summary")
    await popup.keyboard.press("Enter")
    await go_to("address")
    await popup.keyboard.press("Control+A")
    await popup.keyboard.type(house.served.url)
    await go_to("pair")
    await popup.keyboard.press("Enter")
    house.confirm(await popup.locator(".code").inner_text())
    await popup.locator("#platforms").wait_for()
    await go_to("opt-out")
    await popup.keyboard.press("Enter")
    await popup.locator("#in-x").wait_for()
    await go_to("in-x")
    await popup.keyboard.press("Space")
    await go_to("agree-x")
    await popup.keyboard.press("Space")
    await go_to("start")
    await popup.keyboard.press("Enter")
    await popup.locator("#stop").wait_for()
    await go_to("stop")
    await popup.keyboard.press("Enter")
    await expect(popup.get_by_role("heading", level=1)).to_have_text("Stopped")
