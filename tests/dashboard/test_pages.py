"""What the buttons of each page do, read back from the service. # R20"""

import re
import tomllib
from pathlib import Path

from playwright.async_api import expect

from automations.errand import Mode
from automations.outcome import Outcome
from backend.flow.findings import What
from backend.flow.questions import Asked
from backend.letters.ordering import Order, write
from backend.letters.terms import Language, Region
from tests.dashboard.house import Seen, account_of
from tests.extension.house import House
from tests.members.family import PASSWORD

X = "X (formerly Twitter)"
NEW_PASSWORD = "six words are even better than five"  # pragma: allowlist secret


async def test_who_needs_someone_stands_first_and_news_are_seen_once(someone: Seen, house: House) -> None:
    for name, outcome in (("out", Outcome.OPTED_OUT), ("stuck", Outcome.NEEDS_YOU), ("on", Outcome.STILL_ON)):
        account = account_of(house, someone.member, name)
        for one in house.settings():
            house.tell(account, one, outcome)
    findings = house.running.service.findings
    house.running.do(findings.add(account.id, house.settings()[0], What.CAME_BACK, "It reads on again."))
    await someone.page.reload()
    await someone.reads("1 account needs you")
    rows = someone.page.locator("#view .account-name")
    assert await rows.all_inner_texts() == ["stuck", "on", "out"]
    await expect(someone.page.get_by_text(f"{X} is sharing again")).to_be_visible()
    await someone.press(f"Seen {X}")
    await expect(someone.page.get_by_text(f"{X} is sharing again")).to_have_count(0)
    await expect(someone.page.get_by_role("heading", level=1)).to_be_focused()
    [found] = house.running.do(findings.list(someone.member))
    assert found.seen


async def test_an_account_is_planned_ticked_and_removed(someone: Seen, house: House) -> None:
    account = account_of(house, someone.member)
    settings = house.settings(action="ask_first")
    await someone.goes(f"#/accounts/{account.id}")
    await someone.page.get_by_label("How often").select_option("14")
    await expect(someone.page.get_by_label("Switch off again")).to_have_count(0)
    await someone.page.get_by_label("I have read this").check()
    await someone.page.get_by_label("Switch off again").check()
    async with someone.page.expect_response(lambda one: one.request.method == "PATCH"):
        await someone.page.locator(f"[id='tick-{settings[0]}']").check()
    await someone.page.reload()
    await expect(someone.page.get_by_label("How often")).to_have_value("14")
    await expect(someone.page.get_by_label("Switch off again")).to_be_checked()
    [stored] = house.running.do(house.running.service.office.of(someone.member).accounts.all())
    assert stored.ticked == {settings[0]} and stored.consented
    planned = house.running.do(house.running.service.schedules.get(account.id))
    assert planned and (planned.days, planned.repair) == (14, True)
    await someone.press("Remove this account")
    await someone.press("Yes, remove it")
    await expect(someone.page.get_by_text("does not know any account of yours")).to_be_visible()
    assert not house.running.do(house.running.service.office.of(someone.member).accounts.all())


async def test_a_site_of_ones_own_is_added_with_its_address(someone: Seen, house: House) -> None:
    await someone.page.get_by_role("link", name="Add an account").click()
    await someone.page.get_by_label("Platform").select_option(label="WordPress, self-hosted")
    await someone.page.get_by_label("Your own name for it").fill("blog")
    await someone.page.get_by_label("Address of your site").fill("http://blog.example")
    await someone.press("Add it")
    await someone.reads("WordPress, self-hosted blog")
    [stored] = house.running.do(house.running.service.office.of(someone.member).accounts.all())
    assert (stored.name, stored.address) == ("blog", "http://blog.example")
    await someone.goes("#/add")
    await someone.page.get_by_label("Platform").select_option(label="WordPress, self-hosted")
    await someone.page.get_by_label("Your own name for it").fill("blog")
    await someone.page.get_by_label("Address of your site").fill("http://blog.example")
    await someone.press("Add it")
    await expect(someone.page.get_by_role("alert")).to_contain_text("blog")
    await expect(someone.page.get_by_label("Address of your site")).to_have_value("http://blog.example")


async def test_a_job_from_elsewhere_is_seen_asks_for_a_code_and_gets_it(someone: Seen, house: House) -> None:
    account, setting = account_of(house, someone.member), house.settings()[0]
    service = house.running.service
    await someone.goes("#/jobs")
    await expect(someone.page.get_by_text("Nothing is running")).to_be_visible()
    asked = service.ask(someone.member, account.id, Mode.RUN, options={"named": [setting]}, asked_by="phone")
    job, _ = house.running.do(asked)
    await someone.reads("Opting you out")
    question = house.running.do(service.questions.ask(job.id, Asked.CODE))
    house.running.do(service.feed.add(job.id, someone.member, "question", {"asked": "code", "url": None}))
    await someone.page.get_by_label(f"{X} asks for a code").fill("271828")
    house.running.do(service.feed.add(job.id, someone.member, "stage", {"setting": setting, "stage": "reading"}))
    await expect(someone.page.get_by_text("Reading", exact=True)).to_be_visible()
    house.running.do(service.feed.add(job.id, someone.member, "question", {"asked": "code", "url": None}))
    await someone.page.get_by_label(f"{X} asks for a code").fill("271828")
    async with someone.page.expect_response(lambda one: one.url.endswith("/answer")) as answered:
        await someone.press("Send")
    assert (await answered.value).status == 202
    assert house.running.do(service.questions.take(question)) == "271828"
    assert not [one for one in someone.asked if "271828" in one]
    await someone.press("Stop")
    await someone.reads("Stopped")
    await someone.press("Good")
    await someone.reads("Your accounts")


async def test_who_must_sign_in_is_told_how(someone: Seen, house: House) -> None:
    account = account_of(house, someone.member, "it's mine", Outcome.NEEDS_YOU)
    await someone.goes(f"#/accounts/{account.id}")
    line = "unconsent sign-in x 'it'\\''s mine'"
    await expect(someone.page.locator(".command")).to_have_text(line)
    service = house.running.service
    asked = service.ask(someone.member, account.id, Mode.RUN, options={}, asked_by="phone")
    job, _ = house.running.do(asked)
    await someone.goes("#/jobs")
    await someone.reads("Opting you out")
    house.running.do(service.feed.add(job.id, someone.member, "question", {"asked": "sign_in", "url": None}))
    asking = someone.page.get_by_role("group", name=f"Please sign in to {X}")
    await expect(asking.locator(".command")).to_have_text(line)
    await asking.get_by_role("button", name="Sign in here").click()
    await someone.reads("Sign in to X")
    await expect(someone.page).to_have_url(re.compile(f"#/sign-in/{account.id}$"))
    await someone.goes("#/jobs")
    await someone.press("Stop")
    await someone.reads("Stopped")


async def test_a_letter_is_read_and_saved(someone: Seen, house: House, tmp_path: Path) -> None:
    await someone.goes("#/letters")
    await expect(someone.page.get_by_text("No letter yet")).to_be_visible()
    await expect(someone.page.get_by_text("unconsent letters write")).to_be_visible()
    letters = house.running.service.office.of(someone.member).letters
    order = Order(about="x", account=account_of(house, someone.member), region=Region.EU, language=Language.ENGLISH)
    letter = house.running.do(write(letters, order)).letter
    await someone.page.reload()
    await someone.page.locator("#view a.row").click()
    await expect(someone.page.locator(".letter-text")).to_have_text(letter.content.text)
    async with someone.page.expect_download() as coming:
        await someone.press("Save to read", exact=False)
    file = tmp_path / "letter.pdf"
    await (await coming.value).save_as(file)
    assert file.read_bytes().startswith(b"%PDF")


async def test_name_password_and_language_are_ones_own(someone: Seen, house: House) -> None:
    await someone.goes("#/settings")
    await someone.page.get_by_label("Your name here").fill("Alex")
    await someone.press("Save")
    await expect(someone.page.locator("#bar")).to_contain_text("Alex")
    await someone.page.get_by_label("Password until now").fill("not the one at all")
    await someone.page.get_by_label("New password").fill(NEW_PASSWORD)
    await someone.page.get_by_label("The same again").fill(NEW_PASSWORD)
    await someone.press("Change the password")
    await expect(someone.page.get_by_role("alert")).to_contain_text("old password")
    await someone.page.get_by_label("Password until now").fill(PASSWORD)
    await someone.press("Change the password")
    await expect(someone.page.get_by_role("status")).to_have_text("Saved")
    await expect(someone.page.get_by_label("Password until now")).to_have_value("")
    await someone.page.get_by_label("Language").select_option("de")
    await someone.reads("Einstellungen")
    assert await someone.page.evaluate("document.documentElement.lang") == "de"
    await someone.page.reload()
    await someone.reads("Einstellungen")
    await someone.page.get_by_label("Sprache").select_option("")
    await someone.reads("Settings")
    await someone.press("Sign out")
    await someone.reads("Sign in")
    await someone.signs_in("Alex", NEW_PASSWORD)
    await someone.reads("Overview")


async def test_a_member_leaves_with_everything(someone: Seen, house: House) -> None:
    await someone.goes("#/settings")
    await someone.press("Delete me and everything of mine")
    await someone.press("Cancel")
    await someone.press("Delete me and everything of mine")
    leaving = someone.page.get_by_role("group", name="Delete your accounts, receipts and sign-ins here for good?")
    await leaving.get_by_label("Password").fill("not the one at all")
    await someone.press("Yes, delete for good")
    await expect(someone.page.get_by_role("alert")).to_contain_text("Try again")
    await leaving.get_by_label("Password").fill(PASSWORD)
    await leaving.get_by_label("Password").press("Enter")
    await someone.reads("Sign in")
    assert await someone.kept() == ({}, {})
    machine = house.running.do(house.running.people.household.at_the_machine())
    assert someone.member not in [one.id for one in house.running.do(house.running.people.household.members(machine))]


async def test_an_invitation_is_withdrawn(owner: Seen, house: House) -> None:
    await owner.goes("#/family")
    await owner.page.get_by_label("What are they called?").fill("Sam")
    await owner.press("Make a link")
    await expect(owner.page.locator("#link")).to_be_focused()
    secret = (await owner.page.locator("#link .command").inner_text()).partition("?")[2]
    assert house.served.ask("POST", "/invitations/look-up", json={"token": secret}).status_code == 200
    await owner.page.reload()
    await owner.press("Withdraw Sam")
    await expect(owner.page.get_by_text("Sam", exact=True)).to_have_count(0)
    assert house.served.ask("POST", "/invitations/look-up", json={"token": secret}).status_code == 404


def test_the_wheel_brings_the_pages_along() -> None:
    root = Path(__file__).parents[2]
    wheel = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "backend" in wheel["packages"] and not [one for one in wheel["exclude"] if "dashboard" in one]
    assert wheel["force-include"]["extension"] == "backend/extension"
