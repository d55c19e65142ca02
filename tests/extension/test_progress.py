"""What is shown while something goes on, as the service tells it; and the badge."""

from playwright.async_api import BrowserContext, Page, expect

from automations.errand import Mode
from automations.outcome import Outcome
from backend.flow.jobs import State, StoredJob
from tests.extension.house import House, agree_to, own_address, pair


def tell(house: House, job: StoredJob, kind: str, **body: object) -> None:
    """What a worker tells."""
    house.running.do(house.running.service.feed.add(job.id, job.member, kind, body))


async def test_every_step_is_shown_as_it_happens_and_after_reopening(popup: Page, house: House) -> None:
    house.account()
    await pair(popup, house)
    await popup.get_by_role("button", name="Opt me out").click()
    await agree_to(popup, "x")
    await popup.locator("#start").click()
    await popup.get_by_role("button", name="Stop").wait_for()
    [job], [first, second, *rest] = house.jobs(), house.settings()
    lines = popup.locator(".step")
    tell(house, job, "planned", settings=[first, second, *rest], skipped=[])
    tell(house, job, "stage", setting=first, stage="writing", value="checked")
    await expect(lines.first).to_contain_text("Changing")
    tell(house, job, "result", setting=first, outcome="opted_out", url=None)
    await expect(lines.first).to_contain_text("Opted out")
    tell(house, job, "question", asked="code", until="2026-03-01T12:00:00Z")
    await popup.get_by_label("X (formerly Twitter) asks for a code").fill("12")
    tell(house, job, "stage", setting=second, stage="reading", value=None)
    await expect(lines.nth(1)).to_contain_text("Reading")
    await popup.reload()
    await expect(lines.first).to_contain_text("Opted out")
    await expect(lines.nth(1)).to_contain_text("Reading")
    tell(house, job, "result", setting=second, outcome="not_recognised", url=None)
    await expect(lines.nth(1)).to_contain_text("Page not recognised")
    house.running.do(house.running.service.jobs.end(job, State.DONE))
    tell(house, job, "ended", state="done", outcomes={"opted_out": 1}, trouble=None)
    await expect(popup.get_by_role("heading", level=1)).to_have_text("Done")
    await expect(popup.locator(".lead")).to_have_text("1 setting is off, and proven.")


async def test_a_job_that_ended_unheard_is_not_shown_as_running(popup: Page, house: House) -> None:
    account = house.account()
    asked = house.running.service.ask(1, account.id, Mode.CHECK, options={}, asked_by="test")
    job, _ = house.running.do(asked)
    await pair_while_running(popup, house)
    await expect(popup.get_by_role("heading", level=1)).to_have_text("Having a look")
    house.running.do(house.running.service.jobs.end(job, State.DONE))
    await popup.reload()
    await expect(popup.get_by_role("button", name="Opt me out")).to_be_visible()


async def test_the_badge_counts_accounts_that_need_someone(popup: Page, browser: BrowserContext, house: House) -> None:
    for name in ("me", "practice"):
        house.tell(house.account(name=name), house.settings()[0], Outcome.NEEDS_YOU)
    house.account(name="quiet")
    await pair(popup, house)
    await own_address(browser)
    look = "import('/worker/watch.js').then((watch) => watch.lookAround()).then(() => chrome.action.getBadgeText({}))"
    assert await popup.evaluate(look) == "2"


async def test_another_language_is_chosen_and_a_service_is_disconnected(popup: Page, house: House) -> None:
    await pair(popup, house)
    await popup.goto(popup.url.replace("popup/popup.html", "options/options.html"))
    await popup.locator("#language").select_option("de")
    await expect(popup.get_by_role("heading", level=1)).to_have_text("Einstellungen")
    await popup.get_by_role("button", name="Trennen").click()
    await popup.get_by_role("button", name="Ja, trennen").click()
    await expect(popup.get_by_text("Dieser Browser ist noch nicht verbunden.")).to_be_visible()
    machine = house.running.do(house.running.people.household.at_the_machine())
    assert not house.running.do(house.running.people.devices.list(machine))


async def pair_while_running(popup: Page, house: House) -> None:
    """The journey, when something is going on already."""
    await popup.locator("#elsewhere-summary").click()
    await popup.get_by_label("Its address").fill(house.served.url)
    await popup.get_by_role("button", name="Show me a code").click()
    house.confirm(await popup.locator(".code").inner_text())
