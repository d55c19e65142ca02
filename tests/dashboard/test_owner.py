"""The owner's whole story in a browser: a password, an account, a run seen as it happens, a receipt, and back. # R14"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.dashboard.house import Seen, seen
from tests.journeys.conftest import person, practice
from tests.journeys.person import Person
from tests.members.family import PASSWORD
from tests.wordpress.sockets import free_port

__all__ = ["person", "practice"]
SHARING = "x.business_partner_sharing"
X = "X (formerly Twitter)"
PATIENCE = 90_000


@asynccontextmanager
async def serving(person: Person) -> AsyncIterator[str]:
    """`unconsent serve`; where it is."""
    process = await person.start("serve", "--port", str(free_port()))
    try:
        assert process.stdout
        said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        yield re.findall(r"http://[\d.:]+\d", said)[0]
    finally:
        process.terminate()
        await asyncio.wait_for(process.communicate(), 30)


async def test_from_the_first_password_to_the_undo(browser: Browser, person: Person, tmp_path: Path) -> None:
    file = person.session_file("x")
    sharing = person.truth("x")
    set_up = await person.types("members", "password", "--stdin", "--json", stdin=f"{PASSWORD}\n")
    assert set_up.status == 0, set_up.err
    name = set_up.document["member"]["name"]
    async with serving(person) as url, seen(browser, url) as owner:
        await owner.opens()
        await owner.page.get_by_text("No password yet").click()
        await expect(owner.page.get_by_text("unconsent members password", exact=True)).to_be_visible()
        await owner.signs_in(name)
        await adds_an_account(owner, person)
        signed_in = await person.types("sign-in", "x", "me", "--session", str(file))
        assert signed_in.status == 0, signed_in.err
        await opts_out(owner)
        assert person.truth("x")[SHARING] is False
        await reads_the_receipt(owner, tmp_path)
        await puts_it_back(owner)
        assert person.truth("x") == sharing
        assert not [one for one in owner.asked if "token" in one or "unconsent_" in one or PASSWORD[:5] in one]


async def adds_an_account(owner: Seen, person: Person) -> None:
    """An empty page teaches the next step."""
    await owner.page.get_by_role("link", name="Add an account").click()
    await owner.page.get_by_label("Platform").select_option("x")
    await owner.page.get_by_label("Your user name there").fill(person.handle)
    await owner.press("Add it")
    await owner.reads("X")
    await expect(owner.page.get_by_text("the first look will stand here")).to_be_visible()


async def opts_out(owner: Seen) -> None:
    """Only what is ticked, and seen as it happens."""
    await owner.goes("#/")
    await owner.page.get_by_role("link", name="Opt me out").click()
    await owner.reads("What will change")
    for box in await owner.page.locator("#view .changes input").all():
        await box.set_checked(await box.get_attribute("id") == f"change-x-{SHARING}")
    await expect(owner.page.locator("#start")).to_have_attribute("aria-disabled", "true")
    await owner.page.get_by_label("I have read this").check()
    await owner.page.locator("#start").click()
    await expect(owner.page).to_have_url(re.compile("#/jobs$"))
    await expect(owner.page.get_by_role("button", name="Stop")).to_be_visible()
    await owner.page.reload()
    await expect(owner.page.get_by_role("heading", level=1)).to_have_text("Done", timeout=PATIENCE)
    await expect(owner.page.locator(".step")).to_contain_text("Opted out")
    await owner.press("Good")


async def reads_the_receipt(owner: Seen, folder: Path) -> None:
    """It is shown, and saved in three ways; the one to verify is a receipt."""
    await owner.page.get_by_role("link", name=X).click()
    await owner.page.locator(".settings").get_by_role("button", name="Receipt").click()
    await expect(owner.page.get_by_role("blockquote")).to_be_visible()
    for button, ending in (("Save to read", "pdf"), ("Save to verify", "json"), ("Save as a page", "html")):
        async with owner.page.expect_download() as coming:
            await owner.press(button, exact=False)
        download = await coming.value
        assert download.suggested_filename.endswith(ending)
        await download.save_as(folder / f"receipt.{ending}")
    assert json.loads((folder / "receipt.json").read_text())["receipt"]["setting"]["id"] == SHARING
    assert (folder / "receipt.pdf").read_bytes().startswith(b"%PDF")
    await owner.press("Back")
    await owner.reads("X")


async def puts_it_back(owner: Seen) -> None:
    """Asked twice."""
    await owner.press("Put everything back as it was")
    await expect(owner.page.get_by_role("button", name="Cancel")).to_be_focused()
    await owner.press("Cancel")
    await owner.press("Put everything back as it was")
    await owner.press("Put it back")
    await expect(owner.page.get_by_role("heading", level=1)).to_have_text("Done", timeout=PATIENCE)
    await expect(owner.page.locator(".step")).to_contain_text("Put back")
