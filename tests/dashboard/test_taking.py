"""What a person takes along from the pages: a certificate, everything of theirs, and the story of a setting. # R14"""

import csv
import io
import json
import zipfile
from pathlib import Path

from playwright.async_api import expect

from automations.errand import Mode
from automations.outcome import Outcome
from backend.accounts import StoredAccount
from tests.dashboard.house import PHONE, Seen, account_of, joins
from tests.extension.house import House
from tests.members.family import PASSWORD
from tests.store.household import result


async def saved(seen: Seen, name: str, to: Path, *, page: str = "") -> Path:
    """Presses that button, and keeps what comes."""
    if page:
        await seen.goes(page)
    async with seen.page.expect_download() as coming:
        await seen.press(name)
    download = await coming.value
    await download.save_as(to / download.suggested_filename)
    return to / download.suggested_filename


def looked(house: House, account: StoredAccount, setting: str, *outcomes: Outcome) -> list[str]:
    """Looks at a setting, one after the other; the ids of the receipts."""
    records = house.running.service.office.of(account.member).records
    modes = {Outcome.OPTED_OUT: Mode.RUN}
    found = [
        house.running.do(records.finish(account, modes.get(one, Mode.CHECK), result(account, setting, one)))
        for one in outcomes
    ]
    return [one for one in found if one]


async def test_a_certificate_is_saved_in_three_forms(someone: Seen, house: House, tmp_path: Path) -> None:
    account = account_of(house, someone.member)
    (receipt,) = looked(house, account, house.settings()[0], Outcome.OPTED_OUT)
    await someone.goes("#/platforms")
    sheet = await saved(someone, "Certificate (PDF)", tmp_path, page="#/")
    assert sheet.name == "certificate.pdf" and sheet.read_bytes().startswith(b"%PDF")
    page = await saved(someone, "Certificate (web page)", tmp_path, page="#/settings")
    assert "Out since" in page.read_text()
    table = await saved(someone, "Certificate (table)", tmp_path)
    (row,) = csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))
    assert (row["outcome"], row["receipt"]) == ("opted_out", receipt)


async def test_the_owner_s_certificate_of_the_family_names_no_receipt(
    owner: Seen, house: House, tmp_path: Path
) -> None:
    kim = joins(house, "Kim of the certificate")
    (receipt,) = looked(house, account_of(house, kim), house.settings()[0], Outcome.OPTED_OUT)
    sheet = await saved(owner, "Certificate of the family (PDF)", tmp_path, page="#/family")
    assert sheet.read_bytes().startswith(b"%PDF")
    family = [one for one in owner.asked if "/me/certificate" in one]
    assert family == [f"{owner.url}/api/v1/me/certificate?format=pdf&family=true"]
    assert receipt.encode() not in sheet.read_bytes()


async def test_everything_is_exported_with_the_password(someone: Seen, house: House, tmp_path: Path) -> None:
    account = account_of(house, someone.member, "the one of mine")
    (receipt,) = looked(house, account, house.settings()[0], Outcome.STILL_ON)
    await someone.goes("#/settings")
    form = someone.page.locator("#export")
    await form.get_by_label("Password").fill("not the one at all")
    await someone.press("Export everything")
    await expect(someone.page.get_by_role("alert")).to_contain_text("Try again")
    await expect(someone.page.get_by_role("button", name="Export everything")).to_be_visible()
    await form.get_by_label("Password").fill(PASSWORD)
    file = await saved(someone, "Export everything", tmp_path)
    await expect(someone.page.get_by_role("status")).to_have_text("Saved")
    await expect(form.get_by_label("Password")).to_have_value("")
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert [one["name"] for one in json.loads(archive.read("accounts.json"))] == ["the one of mine"]
        assert f"receipts/000001-{receipt}.json" in archive.namelist()
        everything = b"".join(archive.read(one) for one in archive.namelist())
    token = (await someone.kept())[0]["unconsent.token"]
    assert token.encode() not in everything and PASSWORD.encode() not in everything
    assert not [one for one in someone.asked if token in one or "five" in one]


async def test_the_story_of_a_setting_is_unfolded_on_a_phone(someone: Seen, house: House) -> None:
    account, (setting, other, *_) = account_of(house, someone.member), house.settings()
    outcomes = (Outcome.STILL_ON, Outcome.OPTED_OUT, *[Outcome.ALREADY_OUT] * 20)
    receipts = looked(house, account, setting, *outcomes)
    looked(house, account, other, Outcome.STILL_ON)
    await someone.page.set_viewport_size(PHONE)
    await someone.goes(f"#/accounts/{account.id}")
    story = someone.page.locator(f"[id='timeline-{account.id}-{setting}']")
    await expect(story).not_to_have_attribute("open", "")
    assert not [one for one in someone.asked if "setting=" in one], "nothing is asked before it is unfolded"
    await expect(someone.page.locator("details.timeline")).to_have_count(2)
    await story.locator("summary").focus()
    await someone.page.keyboard.press("Enter")
    await expect(story.get_by_role("listitem")).to_have_count(20)
    await expect(story.get_by_role("listitem").first).to_contain_text("Off already")
    await story.get_by_role("button", name="Show more").click()
    await expect(story.get_by_role("listitem")).to_have_count(22)
    await expect(story.get_by_role("listitem").last).to_contain_text("Still on")
    assert await someone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await story.get_by_role("listitem").nth(20).get_by_role("button", name="Receipt").click()
    await someone.reads("Receipt")
    assert someone.page.url.endswith(receipts[1])


async def test_what_was_unfolded_stays_so_when_the_page_is_asked_anew(someone: Seen, house: House) -> None:
    account, setting = account_of(house, someone.member), house.settings()[0]
    looked(house, account, setting, Outcome.STILL_ON)
    await someone.goes(f"#/accounts/{account.id}")
    story = someone.page.locator("details.timeline")
    await story.locator("summary").click()
    await expect(story.get_by_role("listitem")).to_have_count(1)
    looked(house, account, setting, Outcome.OPTED_OUT)
    await someone.page.get_by_label("How often").select_option("3")
    await expect(someone.page.get_by_text("Next look")).to_be_visible()
    await expect(story).to_have_attribute("open", "")
    await expect(story.get_by_role("listitem")).to_have_count(2)
