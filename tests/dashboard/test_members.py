"""Members, children and who has left: each sees what is theirs, and a token stays where it belongs. # R14 R16 R20"""

import asyncio
import re

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from automations.outcome import Outcome
from backend.members.principal import Role
from backend.members.rules import Scope
from tests.dashboard.house import Seen, account_of, joins, seen
from tests.extension.house import House
from tests.members.family import PASSWORD

X = "X (formerly Twitter)"
KEY = "unconsent.token"


async def invites(owner: Seen, name: str, whose: str = "They do, themselves") -> str:
    """The owner makes a link for somebody."""
    await owner.goes("#/family")
    await owner.reads("Family")
    await owner.page.get_by_label("What are they called?").fill(name)
    await owner.page.get_by_label("Who looks after their accounts?").select_option(whose)
    await owner.press("Make a link")
    link = await owner.page.locator("#link .command").inner_text()
    assert re.fullmatch(rf"{owner.url}/#/invited\?unconsent_[\w-]+", link)
    return link


async def test_who_is_invited_chooses_a_password_and_sees_only_what_is_theirs(
    owner: Seen, browser: Browser, house: House
) -> None:
    others = account_of(house, 1, "owners own", Outcome.OPTED_OUT)
    link = await invites(owner, "Kim")
    async with seen(browser, owner.url) as kim:
        shown: list[str] = []
        kim.page.on("framenavigated", lambda frame: shown.append(frame.url))
        await kim.page.goto(link)
        await kim.reads("Welcome, Kim")
        assert kim.page.url == f"{owner.url}/#/invited", "the secret is taken out of the address"
        await kim.page.get_by_label("New password").fill(PASSWORD)
        await kim.page.get_by_label("The same again").fill(f"{PASSWORD}!")
        await kim.press("Come in")
        await expect(kim.page.get_by_role("alert")).to_have_text("The two passwords are not the same.")
        await kim.page.get_by_label("The same again").fill(PASSWORD)
        await kim.press("Come in")
        await expect(kim.page.get_by_text("does not know any account of yours")).to_be_visible()
        assert "owners own" not in await kim.page.inner_text("body")
        secret = link.partition("?")[2]
        assert kim.asked and not [one for one in kim.asked if secret in one or "invited" in one]
        assert not [one for one in shown[1:] if secret in one]
        await kim.goes("#/family")
        await kim.reads("Who may see")
        await kim.goes(f"#/accounts/{others.id}")
        await kim.reads("That did not work")
    async with seen(browser, owner.url) as again:
        await again.page.goto(link)
        await again.reads("This invitation does not work any more")
    await owner.page.reload()
    await expect(owner.page.get_by_role("link", name=re.compile(r"^K?\s*Kim\b(?! two)"))).to_contain_text(
        "No account yet"
    )


async def test_a_child_sees_what_it_may_do_and_no_more(browser: Browser, house: House) -> None:
    robin = joins(house, "Robin", Role.RESTRICTED)
    account = account_of(house, robin, "games", Outcome.STILL_ON).id
    async with seen(browser, house.served.url) as child:
        await child.opens()
        await child.signs_in("Robin")
        await expect(child.page.get_by_role("link", name=X)).to_contain_text("Sharing")
        for hidden in ("Opt me out", "Add an account"):
            await expect(child.page.get_by_role("link", name=hidden)).to_have_count(0)
        await child.goes(f"#/accounts/{account}")
        await expect(child.page.get_by_role("button", name="Check now")).to_be_visible()
        for hidden in ("Remove this account", "Put everything back as it was"):
            await expect(child.page.get_by_role("button", name=hidden)).to_have_count(0)
        await expect(child.page.locator("#view input, #view select")).to_have_count(0)
        await child.goes("#/family")
        await expect(child.page.get_by_text("looks after your accounts for you")).to_be_visible()
        await expect(child.page.locator("#view button")).to_have_count(0)
        await child.goes("#/settings")
        await child.reads("Settings")
        await expect(child.page.get_by_role("button", name="Delete me and everything of mine")).to_have_count(0)


async def test_a_child_may_look_and_is_asked_nothing(browser: Browser, house: House) -> None:
    robin = joins(house, "Robin three", Role.RESTRICTED)
    account = account_of(house, robin, "games")
    async with seen(browser, house.served.url, robin) as child:
        await child.opens(f"#/accounts/{account.id}")
        await child.signs_in("Robin three")
        await child.press("Check now")
        await child.reads("Having a look")
        [job] = house.running.do(house.running.service.jobs.list(robin))
        feed, setting = house.running.service.feed, house.settings()[0]
        house.running.do(feed.add(job.id, robin, "question", {"asked": "code", "url": None}))
        house.running.do(feed.add(job.id, robin, "stage", {"setting": setting, "stage": "reading"}))
        await expect(child.page.get_by_text("Reading", exact=True)).to_be_visible()
        await expect(child.page.get_by_role("button", name="Send")).to_have_count(0)
        await child.press("Stop")
        await child.reads("Stopped")


async def test_who_is_removed_is_out_within_a_moment_and_told_so(owner: Seen, browser: Browser, house: House) -> None:
    kim = joins(house, "Sam")
    account_of(house, kim, "kims own", Outcome.OPTED_OUT)
    async with seen(browser, owner.url) as member:
        await member.opens()
        await member.signs_in("Sam", stay=True)
        await member.reads("You are out")
        token = (await member.kept())[1][KEY]
        await owner.goes(f"#/family/{kim}")
        await owner.press("Remove Sam")
        await expect(owner.page.get_by_text("This cannot be undone")).to_be_visible()
        assert house.served.ask("GET", "/me", token).status_code == 200, "asked twice"
        await owner.press("Yes, delete for good")
        await owner.reads("Family")
        assert house.served.ask("GET", "/me", token).status_code == 401
        await member.reads("You are signed out")
        assert "kims own" not in await member.page.inner_text("body")
        assert KEY not in (await member.kept())[1]
        await member.page.reload()
        await member.reads("Sign in")


async def test_a_grant_is_given_used_and_taken_back(owner: Seen, browser: Browser, house: House) -> None:
    kim = joins(house, "Alex")
    account = account_of(house, kim, "kims own", Outcome.OPTED_OUT).id
    await owner.goes(f"#/family/{kim}")
    await expect(owner.page.get_by_text("takes the permission of Alex")).to_be_visible()
    await expect(owner.page.locator("#view a.row")).to_have_count(0)
    await owner.goes(f"#/accounts/{account}")
    await owner.reads("That did not work")
    async with seen(browser, owner.url) as member:
        await member.opens()
        await member.signs_in("Alex")
        await member.goes("#/family")
        await member.press("Allow it See what was found", exact=False)
        await expect(member.page.get_by_text("Allowed since")).to_be_visible()
        await owner.goes(f"#/family/{kim}")
        await owner.page.get_by_role("link", name=X).click()
        await expect(owner.page.get_by_text("what is Alex’s, with their permission")).to_be_visible()
        for hidden in ("Check now", "Opt Alex out", "Remove this account"):
            await expect(owner.page.get_by_role("button", name=hidden)).to_have_count(0)
        await member.goes("#/activity")
        await expect(member.page.get_by_text("Looked, with permission")).to_be_visible()
        await member.goes("#/family")
        await member.press("Take it back", exact=False)
        await expect(member.page.get_by_text("Not allowed")).to_have_count(2)
        await owner.page.reload()
        await owner.reads("That did not work")


async def test_a_grant_to_act_lets_the_owner_look_for_them(owner: Seen, house: House) -> None:
    kim = joins(house, "Kim two")
    account = account_of(house, kim, "kims own", Outcome.OPTED_OUT).id
    people = house.running.people
    _, token = house.running.do(people.signing_in.sign_in("Kim two", PASSWORD, source="here", device="phone"))
    who = house.running.do(people.devices.authenticate(token))
    for scope in Scope:
        house.running.do(people.grants.give(who, scope))
    await owner.goes(f"#/accounts/{account}")
    await owner.press("Check now")
    await owner.reads("Having a look")
    [job] = house.running.do(house.running.service.jobs.list(kim))
    assert job.account == account
    await owner.press("Stop")
    await owner.reads("Stopped")


@pytest.mark.parametrize("stay", [False, True])
async def test_a_session_lasts_as_long_as_was_chosen(browser: Browser, house: House, stay: bool) -> None:
    joins(house, f"Lee {stay}")
    async with seen(browser, house.served.url) as lee:
        await lee.opens()
        await lee.signs_in(f"Lee {stay}", stay=stay)
        await lee.reads("Overview")
        tab, device = await lee.kept()
        assert (KEY in tab, KEY in device) == (not stay, stay)
        token = (tab | device)[KEY]
        await lee.page.reload()
        await lee.reads("Overview")
        other = await lee.context.new_page()
        await other.goto(house.served.url)
        await expect(other.get_by_role("heading", level=1)).to_have_text("Overview" if stay else "Sign in")
        await lee.goes("#/settings")
        await lee.press("Sign out")
        await lee.reads("Sign in")
        assert await kept_nowhere(lee.page)
        assert house.served.ask("GET", "/me", token).status_code == 401
        if stay:
            await expect(other.get_by_role("heading", level=1)).to_have_text("You are signed out")
        assert not [one for one in lee.asked if token in one]
        assert not await lee.context.cookies()


async def kept_nowhere(page: Page) -> bool:
    """Whether this browser holds no token any more."""
    return not await page.evaluate(f"sessionStorage.getItem('{KEY}') ?? localStorage.getItem('{KEY}')")


async def test_a_wrong_password_is_told_and_a_code_is_asked_for(browser: Browser, house: House) -> None:
    joins(house, "Ada")
    async with seen(browser, house.served.url) as ada:
        await ada.opens("#/settings")
        await ada.signs_in("Ada")
        await ada.reads("Settings")
        await ada.press("Set them up")
        seed = await ada.page.locator("#view .command").inner_text()
        address = await ada.page.get_by_role("link", name="Or open it in the app").get_attribute("href")
        assert address and address.startswith("otpauth://") and seed in address
        await ada.page.get_by_label("Code that the app shows now").fill(pyotp.TOTP(seed).now())
        await ada.press("Switch them on")
        await expect(ada.page.get_by_text("They are on.")).to_be_visible()
        await ada.press("Sign out")
        await ada.reads("Sign in")
        await ada.page.get_by_label("Your name here").fill("Ada")
        await ada.page.get_by_label("Password", exact=True).fill(PASSWORD)
        await ada.press("Sign in")
        await expect(ada.page.get_by_role("alert")).to_contain_text("one-time code is not right")
        await expect(ada.page.get_by_label("One-time code")).to_be_visible()
        await expect(ada.page.get_by_label("Password", exact=True)).to_have_value(PASSWORD)
        assert await kept_nowhere(ada.page)


async def test_an_extension_is_let_in_by_its_code_and_shut_out(owner: Seen, house: House) -> None:
    begun = house.running.do(house.running.people.pairing.begin("Chromium", "a" * 32))
    await owner.goes("#/devices")
    await owner.reads("Devices")
    await owner.page.get_by_label("Code").fill("0000-0000")
    await owner.press("Let it in")
    await expect(owner.page.get_by_role("alert")).to_contain_text("code is not good")
    await owner.page.get_by_label("Code").fill(begun.code.lower())
    await owner.press("Let it in")
    await expect(owner.page.locator("#view").get_by_text("Chromium is let in.")).to_be_visible()
    redeemed = house.running.do(house.running.people.pairing.redeem(begun.id, begun.secret, extension="a" * 32))
    assert redeemed.token
    await owner.page.reload()
    await owner.press("Shut out Chromium")
    await expect(owner.page.get_by_text("Chromium")).to_have_count(0)
    machine = house.running.do(house.running.people.household.at_the_machine())
    assert "extension" not in [one.kind for one in house.running.do(house.running.people.devices.list(machine))]


async def test_the_owner_lets_a_platform_rest_for_everybody(owner: Seen, browser: Browser, house: House) -> None:
    joins(house, "Jo")
    await owner.goes("#/platforms/x")
    await owner.press("Let it rest, for everybody")
    await owner.page.get_by_label("Why?").fill("It asks for a code all the time.")
    await owner.press("Let it rest, for everybody")
    await expect(owner.page.get_by_role("button", name="Go on there")).to_be_visible()
    async with seen(browser, owner.url) as kim:
        await kim.opens("#/platforms")
        await kim.signs_in("Jo")
        await expect(kim.page.get_by_role("link", name=X)).to_contain_text("Resting")
        await kim.page.get_by_role("link", name=X).click()
        await expect(kim.page.get_by_text("It asks for a code all the time.")).to_be_visible()
        await expect(kim.page.locator("#view button")).to_have_count(0)
    await owner.press("Go on there")
    await expect(owner.page.get_by_role("button", name="Let it rest")).to_be_visible()
    assert await asyncio.to_thread(lambda: not house.running.do(house.running.service.office.of(1).records.pauses()))


async def test_the_owner_adds_an_account_for_a_child(owner: Seen, house: House) -> None:
    child = joins(house, "Robin two", Role.RESTRICTED)
    await owner.goes(f"#/family/{child}")
    await owner.reads("Robin two")
    await owner.page.get_by_role("link", name="Add an account").click()
    await owner.page.get_by_label("Platform").select_option("x")
    await owner.page.get_by_label("Your own name for it").fill("school")
    await owner.press("Add it")
    await expect(owner.page.get_by_text("what is Robin two’s")).to_be_visible()
    [account] = house.running.do(house.running.service.office.of(child).accounts.all())
    assert account.name == "school"
    assert account.id not in [one.id for one in house.running.do(house.running.service.office.of(1).accounts.all())]
