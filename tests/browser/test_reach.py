"""R27: a browser in our hands reaches its platform only."""

import asyncio
import contextlib
from collections.abc import Iterable
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Page

from automations.browser import Browsers
from automations.reach import Reach
from tests.browser.canary import Canary
from tests.browser.hostile import Hostile
from tests.chromium import launched

SETTLED_SECONDS = 1.0
AT_A_TIME = 12


async def test_no_trick_leads_out(browsers: Browsers, hostile: Hostile, canary: Canary, tmp_path: Path) -> None:  # R27
    assert len(hostile.tricks) >= 30
    async with browsers.profile(tmp_path, hostile.reach) as session:
        await try_all(session.context, hostile.tricks)
    assert {f"/{name}" for name in hostile.tricks} <= set(hostile.asked), "every page was really shown"
    assert canary.heard == []


async def test_visitors_without_cookies_are_held_back_too(
    browsers: Browsers, hostile: Hostile, canary: Canary, tmp_path: Path
) -> None:  # R27
    async with browsers.profile(tmp_path, hostile.reach) as session, session.outside() as outside:
        page = await outside.new_page()
        await try_out(page, "by-fetch")
        await try_out(page, "to-mapped-host")
    assert canary.heard == []


async def test_addresses_typed_by_a_script_lead_nowhere(
    browsers: Browsers, hostile: Hostile, canary: Canary, tmp_path: Path
) -> None:  # R27
    async with browsers.profile(tmp_path, hostile.reach) as session:
        page = await session.context.new_page()
        for url in (
            f"http://127.0.0.1:{canary.port}",
            "https://elsewhere.example",
            "http://169.254.169.254",
            "http://x.org",
        ):
            try:
                await page.goto(url, timeout=30_000)
            except Error as trouble:
                assert "net::ERR_" in str(trouble)
            else:
                raise AssertionError(f"{url} was reached")
    assert canary.heard == []


async def test_the_canary_hears_an_ordinary_browser(hostile: Hostile, canary: Canary) -> None:
    """Without this the tests above could not fail: most tricks work where nothing holds them back."""
    rules = ", ".join(one.rule for one in hostile.reach.overrides.resolve)
    arguments = [f"--ignore-certificate-errors-spki-list={hostile.spki}", f"--host-resolver-rules={rules}"]
    async with launched(*arguments) as browser:
        context = await browser.new_context()
        worked: set[str] = set()
        for seconds in (SETTLED_SECONDS, 5 * SETTLED_SECONDS):  # a busy machine may want the time
            await try_all(context, set(hostile.tricks) - worked, seconds)
            worked |= {name for name in hostile.tricks for heard in canary.heard if f"/{name} ".encode() in heard}
            if len(worked) >= 30:
                break
    assert len(worked) >= 30, sorted(set(hostile.tricks) - worked)


async def test_an_own_site_on_this_machine_is_reached_and_its_neighbour_is_not(
    browsers: Browsers, hostile: Hostile, canary: Canary, tmp_path: Path
) -> None:
    reach = Reach(hosts=(), address=f"http://127.0.0.1:{canary.port}")
    async with browsers.profile(tmp_path, reach) as session:
        page = await session.context.new_page()
        for url in (f"https://127.0.0.1:{hostile.port}", f"http://localhost:{canary.port}"):
            try:
                await page.goto(url, timeout=30_000)
            except Error as trouble:
                assert "net::ERR_" in str(trouble)
        assert canary.heard == []
        with contextlib.suppress(Error):  # it hangs up; that it was called is what counts
            await page.goto(reach.address or "", timeout=30_000)
    assert canary.heard


async def try_all(context: BrowserContext, names: Iterable[str], seconds: float = SETTLED_SECONDS) -> None:
    """Opens every page, some at a time."""
    left = list(names)
    while left:
        some, left = left[:AT_A_TIME], left[AT_A_TIME:]
        pages = [await context.new_page() for _ in some]
        await asyncio.gather(*(try_out(page, name, seconds) for page, name in zip(pages, some, strict=True)))
        await asyncio.gather(*(page.close() for page in pages))


async def try_out(page: Page, name: str, seconds: float = SETTLED_SECONDS) -> None:
    """Opens the page of a trick, and gives it time to try."""
    await page.goto(f"https://x.com/{name}", wait_until="commit")
    await asyncio.sleep(seconds)
