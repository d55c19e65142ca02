"""Runs in the person's own tab, from the button to the receipt: what is said, and what the platform holds. # R29"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Error, Page, Playwright, expect

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from automations.spec import Place
from backend.flow.jobs import State
from tests.extension.tab_home import HANDLE, TabHome, tab_home
from tests.platforms.test_linkedin import framed
from tests.waiting import until

SHARING = "x.business_partner_sharing"
AGE = "linkedin.ads_age"
X = "X (formerly Twitter)"
GROUP = "(await chrome.tabGroups.query({ title: 'Unconsent' }))[0].id"
TAB = f"(await chrome.tabs.query({{ groupId: {GROUP} }}))[0].id"


@pytest.fixture(scope="package")
async def practice() -> AsyncIterator[Practice]:
    async with Practice(load(), delays=Delays(slow=0.3, hydrate=0.3, save=2, reverts=3600)) as practice:
        yield practice


@pytest.fixture
async def home(playwright_: Playwright, practice: Practice, tmp_path: Path) -> AsyncIterator[TabHome]:
    async with tab_home(playwright_, tmp_path, practice) as home:
        yield home


@pytest.fixture
async def slow_home(playwright_: Playwright, tmp_path: Path) -> AsyncIterator[TabHome]:
    """Where everything that takes long takes so long that a person can end it meanwhile."""
    slow = Delays(slow=0.3, hydrate=15, save=10, reverts=3600)
    async with Practice(load(), delays=slow) as practice, tab_home(playwright_, tmp_path, practice) as home:
        yield home


async def test_from_the_button_to_the_receipt(home: TabHome) -> None:
    await home.signs_in()
    await home.opts_out(SHARING)
    await home.ended()
    [job] = home.jobs()
    assert job.state is State.DONE and job.place == "own_tab"
    assert home.outcomes(job)[SHARING].outcome is Outcome.OPTED_OUT
    assert home.practice.truth("x", HANDLE)[SHARING] is False
    await closed(home)
    await home.popup.get_by_role("button", name="Good").click()
    await home.popup.get_by_role("button", name=X).click()
    await home.popup.get_by_role("button", name="Receipt").click()
    await expect(home.popup.get_by_role("blockquote")).to_be_visible()
    [account] = home.house.running.do(home.house.running.service.office.of(1).accounts.all())
    assert account.handle == HANDLE and account.lent, "who is signed in was read in the tab"


async def test_who_is_signed_out_signs_in_in_the_tab_and_it_goes_on(home: TabHome) -> None:
    secret = "practice-pass"  # pragma: allowlist secret
    home.practice.person("x", HANDLE, password=secret)
    await home.opts_out(SHARING)
    ask = home.popup.get_by_role("group", name="Please sign in to")
    await expect(ask).to_be_visible(timeout=30_000)
    page = await lent(home)
    await page.get_by_label("Phone, email, or username").fill(HANDLE)
    await page.get_by_role("button", name="Next").click()
    await page.get_by_label("Password").fill(secret)
    await page.get_by_role("button", name="Log in").click()
    await home.ended()
    await expect(ask).to_have_count(0)
    [job] = home.jobs()
    assert home.outcomes(job)[SHARING].outcome is Outcome.OPTED_OUT and job.attempt == 1
    assert home.practice.truth("x", HANDLE)[SHARING] is False


async def test_a_challenge_is_answered_in_the_tab_and_it_goes_on(home: TabHome) -> None:
    await home.signs_in(scenario=Scenario.CHALLENGE)
    await home.opts_out(SHARING)
    ask = home.popup.get_by_role("group", name="wants to see that you are a person")
    await expect(ask).to_be_visible(timeout=30_000)
    page = await lent(home)
    home.practice.lift("x", HANDLE)
    with suppress(Error):  # the run looks by itself as well, and may have seen it and closed the page by now
        await page.goto("https://x.com/home", wait_until="commit")
    await home.ended()
    [job] = home.jobs()
    assert home.outcomes(job)[SHARING].outcome is Outcome.OPTED_OUT
    pauses = home.house.running.do(home.house.running.service.office.of(1).records.pauses())
    assert pauses == (), "a challenge that was answered lets nothing rest"


async def close_it(home: TabHome, page: Page) -> None:
    await page.close()


async def take_it_out(home: TabHome, page: Page) -> None:
    await home.context.service_workers[0].evaluate(f"async () => chrome.tabs.ungroup({TAB})")


async def cancel_it(home: TabHome, page: Page) -> None:
    """As the browser tells it when somebody presses Cancel in its bar, which no test can press."""
    told = f"chrome.debugger.onDetach.dispatch({{ tabId: {TAB} }}, 'canceled_by_user')"
    await home.context.service_workers[0].evaluate(f"async () => {told}")


async def stop_it(home: TabHome, page: Page) -> None:
    await home.popup.get_by_role("button", name="Stop").click()


@pytest.mark.parametrize(
    ("by", "why"),
    [
        (close_it, "You closed its tab."),
        (take_it_out, "You took its tab out of the Unconsent group."),
        (cancel_it, "You ended it in the browser's own bar."),
        (stop_it, "You stopped it."),
    ],
)
async def test_a_person_ends_it_at_any_time(
    slow_home: TabHome, by: Callable[[TabHome, Page], Awaitable[None]], why: str
) -> None:
    home = slow_home
    await home.signs_in(scenario=Scenario.HYDRATE_LATE)
    await home.opts_out()
    await expect(home.popup.get_by_text("Reading").first).to_be_visible(timeout=60_000)
    await by(home, home.lent()[-1])
    await home.ended("Stopped")
    [job] = home.jobs()
    assert job.state is State.CANCELLED and job.trouble in (why, None), job
    assert not [one for one in home.outcomes(job).values() if one.outcome is not Outcome.SKIPPED]
    assert not home.practice.writes("x", HANDLE)


async def test_what_was_being_changed_is_not_known(slow_home: TabHome) -> None:
    home = slow_home
    await home.signs_in(scenario=Scenario.SAVE_LATE)
    await home.opts_out(SHARING)
    await expect(home.popup.get_by_text("Changing")).to_be_visible(timeout=30_000)
    await home.lent()[-1].close()
    await home.ended("Stopped")
    [job] = home.jobs()
    result = home.outcomes(job)[SHARING]
    assert job.state is State.CANCELLED and result.outcome is Outcome.UNREACHABLE
    assert "not known" in result.detail and "Check" in result.detail


async def lent(home: TabHome) -> Page:
    """The page of the run, as soon as it is there."""
    await until(home.lent)
    return home.lent()[0]


async def closed(home: TabHome) -> None:
    """Its tabs go, a moment after the popup says that it is over."""
    await until(lambda: not home.lent())


async def test_two_runs_at_once_on_two_platforms(home: TabHome) -> None:
    await home.signs_in("x")
    await home.signs_in("linkedin", twist=framed())
    await home.opts_out(SHARING, AGE, of=("x", "linkedin"))
    await until(lambda: {urlsplit(one.url).hostname for one in home.lent()} == {"x.com", "www.linkedin.com"})
    await home.ended()
    outcomes = {id: one.outcome for job in home.jobs() for id, one in home.outcomes(job).items()}
    assert outcomes == {SHARING: Outcome.OPTED_OUT, AGE: Outcome.OPTED_OUT}
    assert not home.practice.truth("x", HANDLE)[SHARING] and not home.practice.truth("linkedin", HANDLE)[AGE]
    await closed(home)


async def test_what_was_changed_is_put_back_in_the_tab(home: TabHome) -> None:
    await home.signs_in()
    await home.opts_out(SHARING)
    await home.ended()
    await home.popup.get_by_role("button", name="Good").click()
    await home.popup.get_by_role("button", name=X).click()
    await home.popup.get_by_role("button", name="Put everything back").click()
    await home.popup.get_by_role("button", name="Put it back", exact=True).click()
    await home.ended()
    job, _ = home.jobs()
    assert (job.mode, job.place) == (Mode.UNDO, Place.OWN_TAB)
    assert home.outcomes(job)[SHARING].outcome is Outcome.RESTORED
    assert home.practice.truth("x", HANDLE)[SHARING] is True


async def test_somebody_else_is_signed_in(home: TabHome) -> None:
    await home.signs_in()
    await home.opts_out(SHARING)
    await home.ended()
    await home.popup.get_by_role("button", name="Good").click()
    await home.signs_in(scenario=Scenario.WRONG_ACCOUNT)
    await home.popup.get_by_role("button", name="Check again").click()
    await home.ended()
    job, _ = home.jobs()
    outcomes = {one.outcome for one in home.outcomes(job).values()}
    assert Outcome.WRONG_ACCOUNT in outcomes and outcomes <= {Outcome.WRONG_ACCOUNT, Outcome.SKIPPED}
