"""Three ways to opt out of one setting on a practice page: a bare script, one with the same steps as ours, and ours."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, Page, Response, expect

from automations.errand import Account, Errand, Mode, Progress, Timing, Wanted
from automations.runner import run_account
from automations.session import Session
from automations.spec import Platform

SETTING = "x.business_partner_sharing"
LABEL = "Allow additional information sharing with business partners"
PAGE = "https://x.com/settings/data_sharing_with_business_partners"
HANDLE = "practice"


def _is_the_answer(response: Response) -> bool:
    """Whether it answers the change, and not the page's reports of what was pressed."""
    return response.request.method == "POST" and "settings.json" in response.url


async def bare(browser: Browser, context: BrowserContext, platform: Platform) -> None:
    """What one writes by hand in a hurry: open, click, wait for the answer, load anew, look once."""
    page = await context.new_page()
    await page.goto(PAGE)
    box = page.get_by_role("checkbox", name=LABEL)
    await expect(box).to_be_checked()
    async with page.expect_response(_is_the_answer):
        await box.click()
    await page.close()
    page = await context.new_page()
    async with page.expect_response(lambda response: "settings.json" in response.url):
        await page.goto(PAGE)
    await expect(page.get_by_role("checkbox", name=LABEL)).not_to_be_checked()
    await page.screenshot()
    await page.close()


async def same_steps(browser: Browser, context: BrowserContext, platform: Platform) -> None:
    """Every step that can be observed of ours, and nothing for what might go wrong.

    Past caches, the platform's own data waited for, who is signed in, two equal reads, a picture before and after.
    """
    page = await _opened(context)
    box = page.get_by_role("checkbox", name=LABEL)
    await _read_twice(box_page=page, checked=True)
    async with page.expect_response(_is_the_answer):
        await box.click()
    await page.close()
    page = await _opened(context)
    await _read_twice(box_page=page, checked=False)
    await page.close()


async def _opened(context: BrowserContext) -> Page:
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await session.send("Network.setBypassServiceWorker", {"bypass": True})
    async with page.expect_response(lambda response: "settings.json" in response.url):
        await page.goto(PAGE)
    link = page.locator("[data-testid=AppTabBar_Profile_Link]")
    if (await link.get_attribute("href") or "").strip("/") != HANDLE:
        raise AssertionError("signed in as someone else")
    return page


async def _read_twice(box_page: Page, *, checked: bool) -> None:
    box = box_page.get_by_role("checkbox", name=LABEL)
    await expect(box).to_be_checked(checked=checked)
    await asyncio.sleep(Timing().steady_stated)
    await expect(box).to_be_checked(checked=checked)
    await box.screenshot()


async def ours(browser: Browser, context: BrowserContext, platform: Platform) -> None:
    """Unconsent's engine."""

    @asynccontextmanager
    async def outside() -> AsyncIterator[BrowserContext]:
        yield await browser.new_context()

    async def journal(progress: Progress) -> None: ...

    errand = Errand(
        platform=platform,
        account=Account(name=HANDLE, handle=HANDLE),
        mode=Mode.RUN,
        wanted=(Wanted(setting=platform.setting(SETTING)),),
    )
    async for result in run_account(Session(context=context, outside=outside), errand, journal=journal):
        if result.outcome != "opted_out":
            raise AssertionError(result)


CONTENDERS = {"bare": bare, "same steps": same_steps, "ours": ours}
