"""Every way in which a lent tab ends: named, and within a second. # R29"""

import asyncio

import pytest
from playwright.async_api import Error

from backend.relay.own_tab import BY_THE_PERSON
from tests.promptly import promptly
from tests.relay.conftest import Home

TAB = "[...globalThis.run.tabs.keys()][0]"
WAYS = {
    "stopped": "globalThis.run.stop()",
    "tab_closed": f"chrome.tabs.remove({TAB})",
    "moved_out": f"chrome.tabs.ungroup({TAB})",
    "cancelled": f"chrome.debugger.onDetach.dispatch({{ tabId: {TAB} }}, 'canceled_by_user')",
    "browser_gone": "globalThis.run.socket.close()",
}


@pytest.mark.parametrize("reason", WAYS)
async def test_it_ends_within_a_second(home: Home, reason: str) -> None:
    async with home.session() as session:
        page = await session.context.new_page()
        await page.goto("https://x.com/home")
        waiting = asyncio.create_task(page.evaluate("new Promise(() => {})"))
        await asyncio.sleep(0)
        with promptly(1):
            await home.worker.evaluate(f"() => {{ {WAYS[reason]}; }}")
            with pytest.raises(Error):
                await waiting
        assert home.lending and home.lending.ended == reason
        with pytest.raises(Error):
            await session.context.new_page()
    assert reason in BY_THE_PERSON or reason == "browser_gone"
    assert await home.why() in (reason, "service_gone")
    assert not await attached(home)


async def test_the_service_is_gone(home: Home) -> None:
    async with home.session() as session:
        await session.context.new_page()
        assert home.lending
        with promptly(1):
            home.lending.end("service_gone")
            assert await home.why() == "service_gone"
        assert not await attached(home)


async def test_a_tab_that_moves_to_another_window_ends_it(home: Home) -> None:
    async with home.session() as session:
        await session.context.new_page()
        await home.worker.evaluate(f"() => {{ chrome.windows.create({{ tabId: {TAB} }}); }}")
        assert await home.why() == "moved_out"


@pytest.mark.parametrize(
    ("reason", "way"),
    [
        ("tab_closed", "chrome.tabs.remove(globalThis.run.spare.place.tab)"),
        ("moved_out", "chrome.tabs.ungroup(globalThis.run.spare.place.tab)"),
    ],
)
async def test_between_two_pages_it_is_ended_as_well(home: Home, reason: str, way: str) -> None:
    async with home.session() as session:
        await (await session.context.new_page()).close()
        await home.worker.evaluate(f"() => {{ {way}; }}")
        assert await home.why() == reason
        with pytest.raises(Error):
            await session.context.new_page()


async def attached(home: Home) -> list[object]:
    """The tabs to which chrome.debugger of the extension is still attached: detaching works for its own only."""
    found: list[object] = await home.worker.evaluate(
        "async () => { const tabs = await chrome.tabs.query({}); const left = [];"
        " for (const { id } of tabs) await chrome.debugger.sendCommand({ tabId: id }, 'Page.getFrameTree')"
        ".then(() => left.push(id), () => undefined); return left; }"
    )
    return found
