"""Frames inside a lent page: ours are driven, those of others are not there, and nothing hangs. # R29"""

import asyncio

import pytest
from playwright.async_api import Error, Page

from automations.session import Session
from tests.relay.conftest import Home

SECONDS = 10.0
ADD = """async hosts => {
  document.body.replaceChildren();
  await Promise.all(hosts.map(host => new Promise(resolve => {
    const frame = document.createElement("iframe");
    frame.onload = resolve;
    frame.src = `https://${host}/`;
    document.body.append(frame);
  })));
}"""
OURS = ("twitter.com", "mobile.twitter.com")
OTHERS = ("bank.example",)


@pytest.mark.parametrize("loads", [30, pytest.param(100, marks=pytest.mark.full)])
async def test_frames_never_hang(home: Home, loads: int) -> None:
    async with home.session() as session:
        page = await session.context.new_page()
        for load in range(loads):
            if load % 10 == 9:
                await page.close()
                page = await session.context.new_page()
            async with asyncio.timeout(SECONDS):
                await _one_load(page)


async def test_the_frames_of_others_are_not_there(home: Home) -> None:
    async with home.session() as session:
        page = await _page(session)
        await page.evaluate(ADD, list(OTHERS))
        assert not [one for one in page.frames if "bank" in one.url]
        assert await page.locator("iframe").count() == 1


async def _page(session: Session) -> Page:
    page = await session.context.new_page()
    await page.goto("https://x.com/")
    return page


async def _one_load(page: Page) -> None:
    await page.goto("https://x.com/")
    await page.evaluate(ADD, [*OURS, *OTHERS])
    hosts = []
    for frame in page.frames[1:]:
        try:
            assert await frame.locator("html").count() == 1
            hosts.append(await frame.evaluate("location.hostname"))
        except Error:
            assert frame.is_detached()  # somebody else's, which is taken away at this moment
    assert sorted(hosts) == sorted(OURS)
