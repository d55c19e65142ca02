"""A person's own site, from the extension's button to the receipt, in a tab of their own browser."""

import re
from pathlib import Path

from playwright.async_api import async_playwright, expect

from automations.outcome import Outcome
from tests.extension.tab_home import TabHome, tab_home
from tests.wordpress.conftest import BLOG_PUBLIC, Visitor
from tests.wordpress.real import OWNER
from tests.wordpress.site import Site

SLUG = "wordpress-self-hosted"


async def signed_in(home: TabHome, visitor: Visitor, site: Site) -> None:
    """The owner is signed in to the site in this browser."""
    state = await visitor.signed_in(site, OWNER)
    await home.context.add_cookies(state["cookies"])  # type: ignore[arg-type]


async def test_a_site_of_ones_own(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    async with async_playwright() as playwright, tab_home(playwright, tmp_path) as home:
        await signed_in(home, visitor, site)
        await home.popup.get_by_role("button", name="Opt me out").click()
        await home.popup.locator(f"#in-{SLUG}").check()
        await home.popup.get_by_label("Address of your site").fill(site.address)
        await home.popup.get_by_label("Address of your site").press("Tab")
        await home.popup.locator(f"[id='change-{SLUG}-{BLOG_PUBLIC}']").check()
        await home.popup.locator("#start").click()
        await home.ended()
        [job] = home.jobs()
        result = home.outcomes(job)[BLOG_PUBLIC]
        assert job.place == "own_tab" and result.outcome is Outcome.OPTED_OUT, result
        assert site.option("blog_public") == "0"
        await expect(home.popup.get_by_text(re.compile("1 setting is off"))).to_be_visible()
