"""Who is signed in in this browser: told at a click, and handed over when a person says so. # R14"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import ConsoleMessage, Playwright, Request, expect

from automations.catalogue import load
from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.scenario import Delays
from automations.practice.server import Practice
from backend.accounts import StoredAccount
from backend.batch import run_jobs
from backend.told import Job
from tests.browser.screen import screen
from tests.extension.granted import home_of
from tests.extension.house import EXTENSION
from tests.extension.prompt import Prompt
from tests.extension.tab_home import HANDLE, TabHome

X = "X (formerly Twitter)"
SHARING = "x.business_partner_sharing"
SECRET = "canary-of-a-session"  # pragma: allowlist secret
IN_A_MONTH = int(time.time()) + 30 * 86400
Home = Callable[..., AbstractAsyncContextManager[TabHome]]


@pytest.fixture(scope="module")
async def practice() -> AsyncIterator[Practice]:
    async with Practice(load(), delays=Delays(slow=0.3, hydrate=0.3, save=0.3, reverts=3600)) as practice:
        yield practice


@pytest.fixture
def living(playwright_: Playwright, practice: Practice, tmp_path: Path) -> Home:
    return partial(home_of, playwright_, tmp_path, practice)


def cookie(name: str, **more: Any) -> Any:
    """A cookie of X that no other test has."""
    known = {"name": name, "value": f"{SECRET}-{name}", "domain": ".x.com", "path": "/", "secure": True}
    return {**known, **more}


async def test_it_tells_whether_one_is_signed_in(living: Home) -> None:
    async with living() as home:
        await home.context.add_cookies(
            [cookie("guest_id"), cookie("auth_token"), cookie("ct0", domain=".bank.example")]
        )
        await home.popup.get_by_role("button", name="Opt me out").click()
        await home.popup.locator("#in-x").check()
        group = home.popup.get_by_role("group", name=X)
        await expect(group).to_contain_text("Not signed in: sign in first")
        link = group.get_by_role("link", name="sign in first")
        await expect(link).to_have_attribute("href", "https://x.com/i/flow/login")
        await home.signs_in()
        await group.get_by_role("button", name="Am I signed in here?").click()
        told = group.get_by_text("Signed in in this browser")
        await expect(told).to_be_focused()
        await expect(home.popup.locator("#announce")).to_have_text("Signed in in this browser")
        await home.popup.locator("#in-linkedin").check()
        assert await home.popup.locator("#see-linkedin").count() == 1, "each platform is told by itself"
        await home.popup.get_by_role("button", name="Back").click()
        await home.popup.get_by_role("button", name="Opt me out").click()
        await expect(told).to_be_visible()
        await expect(home.popup.locator("#in-x")).to_be_checked()


async def test_the_browser_asks_first_and_no_means_no(
    playwright_: Playwright, practice: Practice, tmp_path: Path
) -> None:
    with screen() as shown:
        async with home_of(playwright_, tmp_path, practice, shown=shown.name) as home:
            prompt = Prompt(screen=shown)
            account = home.house.account("linkedin")
            sent, _ = watch(home)
            await home.signs_in()
            await home.signs_in("linkedin")
            await home.popup.get_by_role("button", name="Opt me out").click()
            await home.popup.locator("#in-x").check()
            see = home.popup.locator("#see-x")
            await see.click()
            await prompt.answered(allow=False)
            await expect(see).to_have_text("Am I signed in here?")
            assert await allowed(home) == set()
            await see.click()
            await prompt.answered(allow=True)
            await expect(see).to_have_text("Signed in in this browser")
            given = await allowed(home)
            assert given == {
                "cookies",
                *(f"https://{one}/*" for one in ("x.com", "*.x.com", "twitter.com", "*.twitter.com")),
            }
            await open_handing(home, account)
            hand = home.popup.get_by_role("button", name="Hand it over")
            await hand.click()
            await prompt.answered(allow=False)
            await expect(home.popup.get_by_role("heading", level=1)).to_have_text("Hand over your sign-in?")
            assert not sent and not stored(home, account) and await allowed(home) == given
            await hand.click()
            await prompt.answered(allow=True)
            await expect(home.popup.get_by_role("heading", level=1)).to_have_text("Done")
            assert len(sent) == 1 and stored(home, account)
            assert await allowed(home) == given, "what was given for it is given back, and nothing else"


async def test_a_session_is_handed_over_and_the_service_looks_with_it(
    living: Home, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with living() as home:
        account = home.house.account()
        sent, said = watch(home)
        await home.signs_in()
        await home.context.add_cookies(
            [
                cookie("auth_multi", sameSite="None", expires=IN_A_MONTH),
                cookie("elsewhere", domain=".bank.example"),
                cookie("within", partitionKey="https://bank.example", sameSite="None"),
                cookie("apart", partitionKey="https://x.com", _crHasCrossSiteAncestor=False, sameSite="None"),
                {"name": "__Host-only", "value": f"{SECRET}-host", "url": "https://x.com", "sameSite": "Strict"},
            ]
        )
        await open_handing(home, account)
        await expect(home.popup.locator("main")).to_contain_text(home.house.served.url)
        await expect(home.popup.locator("main")).to_contain_text("no human tapping the screen")
        assert not sent, "opening the screen sends nothing"
        await home.popup.get_by_role("button", name="Hand it over").click()
        await expect(home.popup.get_by_role("heading", level=1)).to_have_text("Done")
        kept = {one["name"]: one for one in stored(home, account)}
        assert set(kept) == {"auth_token", "ct0", "twid", "kdt", "guest_id", "auth_multi", "apart", "__Host-only"}
        assert kept["auth_multi"] == cookie("auth_multi", sameSite="None", expires=IN_A_MONTH, httpOnly=False)
        assert kept["apart"]["partitionKey"] == "https://x.com"
        host = kept["__Host-only"]
        assert (host["domain"], host["sameSite"], host["expires"]) == ("x.com", "Strict", -1)
        assert kept["auth_token"]["httpOnly"] and kept["auth_token"]["domain"] == ".x.com"
        after = account_of(home, account)
        assert after.signs_in == "session_file" and after.lent is None
        await shows_no(home, [one["value"] for one in kept.values()] + [SECRET], sent, said, caplog.text, tmp_path)
        assert await asyncio.to_thread(looked, home, after) == {SHARING: Outcome.STILL_ON}


async def test_who_is_not_signed_in_hands_nothing_over(living: Home) -> None:
    async with living() as home:
        account = home.house.account()
        sent, _ = watch(home)
        await home.context.add_cookies([cookie("guest_id")])
        await open_handing(home, account)
        await home.popup.get_by_role("button", name="Hand it over").click()
        await expect(home.popup.locator("#announce")).to_contain_text("You are not signed in there in this browser")
        await expect(home.popup.get_by_role("link")).to_have_attribute("href", "https://x.com/i/flow/login")
        assert not sent and not stored(home, account)
        await home.popup.get_by_role("button", name="Not now").click()
        await expect(home.popup.get_by_role("button", name="Let Unconsent look again by itself")).to_be_visible()


async def test_cookies_of_the_address_without_www_go_along_and_trouble_is_told(living: Home) -> None:
    async with living() as home:
        account = home.house.account("linkedin")
        await home.signs_in("linkedin")
        await home.context.add_cookies([cookie("bcookie", domain=".linkedin.com")])
        await open_handing(home, account)
        await home.popup.get_by_role("button", name="Hand it over").click()
        await expect(home.popup.get_by_role("heading", level=1)).to_have_text("Done")
        found = {(one["name"], one["domain"]) for one in stored(home, account)}
        assert {("li_at", "www.linkedin.com"), ("bcookie", ".linkedin.com")} <= found
        await home.popup.get_by_role("button", name="Good").click()
        await home.popup.get_by_role("button", name="Let Unconsent look again by itself").click()
        home.house.running.do(home.house.running.service.office.of(1).accounts.remove(account))
        await home.popup.get_by_role("button", name="Hand it over").click()
        await expect(home.popup.get_by_role("heading", level=1)).to_have_text("That did not work")


async def open_handing(home: TabHome, account: StoredAccount) -> None:
    """As a person goes there, who sees the account for the first time."""
    await home.popup.reload()
    await home.popup.locator(f"#row-{account.platform}").click()
    await home.popup.get_by_role("button", name="Let Unconsent look again by itself").click()
    await expect(home.popup.get_by_role("heading", level=1)).to_have_text("Hand over your sign-in?")


def watch(home: TabHome) -> tuple[list[Request], list[str]]:
    """The sessions that are sent from now on; and what else is said: addresses, other requests and the console."""
    sent: list[Request] = []
    said: list[str] = []

    def asked(request: Request) -> None:
        said.append(f"{request.url} {request.headers}")
        if request.method == "PUT":
            sent.append(request)
        else:
            said.append(request.post_data or "")

    def written(message: ConsoleMessage) -> None:
        said.append(message.text)

    home.context.on("request", asked)
    home.context.on("console", written)
    return sent, said


async def shows_no(
    home: TabHome, values: list[str], sent: list[Request], said: list[str], log: str, folder: Path
) -> None:
    """No value is anywhere but in the one request, and sealed in the vault."""
    [request] = sent
    assert request.url.startswith(f"{home.house.served.url}/api/v1/accounts/") and request.post_data
    assert all(json.dumps(one)[1:-1] in request.post_data for one in values), "the test looks for what was sent"
    areas = "Promise.all([chrome.storage.local.get(), chrome.storage.session.get()])"
    kept = json.dumps(await home.popup.evaluate(areas))
    shown = await home.popup.content()
    files = b"".join(one.read_bytes() for one in (folder / "home").rglob("*") if one.is_file())
    for value in values:
        assert value not in " ".join(said) and value not in kept + shown + log
        assert value.encode() not in files


async def allowed(home: TabHome) -> set[str]:
    """What a person has agreed to since the extension was loaded."""
    found = await home.popup.evaluate("chrome.permissions.getAll()")
    given = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
    return {*found["permissions"], *found["origins"]} - {*given["permissions"], *given["host_permissions"]}


def stored(home: TabHome, account: StoredAccount) -> list[dict[str, Any]]:
    """The cookies that the vault holds."""
    state = home.house.running.do(home.house.running.service.office.of(1).accounts.session(account))
    assert state.origins == ()
    return [one.model_dump(exclude_none=True) for one in state.cookies]


def looked(home: TabHome, account: StoredAccount) -> dict[str, Outcome]:
    """What the service finds by itself, in a browser of its own."""

    async def look() -> dict[str, Outcome]:
        office = home.house.running.service.office.of(1)
        agreed = await office.accounts.set_handle(await office.accounts.consent(account), HANDLE)
        job = Job(account=agreed, mode=Mode.CHECK, named=(SHARING,))
        return {one.result.setting: one.result.outcome for one in await run_jobs(office, [job], tell=lambda _: None)}

    return home.house.running.do(look())


def account_of(home: TabHome, account: StoredAccount) -> StoredAccount:
    """As it is now."""
    return home.house.running.do(home.house.running.service.office.of(1).accounts.by_id(account.id))
