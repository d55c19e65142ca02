"""What is switched off in every browser, and that it is enough."""

import re
from pathlib import Path

import playwright
from playwright.async_api import Browser

from automations.switches import ADDRESS_BAR, OF_PLAYWRIGHT

BUNDLE = Path(playwright.__file__).parent / "driver" / "package" / "lib" / "coreBundle.js"


def test_nothing_that_playwright_switches_off_comes_back() -> None:
    """Chromium heeds only the last of two such switches."""
    found = re.search(r"\bdisabledFeatures = \[(.*?)\]", BUNDLE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{BUNDLE.name} is written in another way now; read there what Playwright switches off"
    assert set(re.findall(r'^\s*"(\w+)"', found[1], re.MULTILINE)) <= set(OF_PLAYWRIGHT)


async def test_no_page_of_the_address_bar_is_drawn(chromium: Browser) -> None:
    context = await chromium.new_context()
    await context.new_page()
    session = await chromium.new_browser_cdp_session()
    told = await session.send("Target.getTargets", {"filter": [{}]})
    await session.detach()
    await context.close()
    drawn = [one["url"] for one in told["targetInfos"] if one["url"].startswith("chrome://omnibox")]
    assert drawn == [], f"besides {ADDRESS_BAR} there are more such pages now"
