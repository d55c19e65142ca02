"""The service is killed while it drives a tab: the tab is let go at once, and the job goes on when it is back. # R29"""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, Playwright, expect

from automations.catalogue import load
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from tests.extension.house import pair_at, popup_of
from tests.extension.tab_home import HANDLE, browser_in
from tests.flow.conftest import House, house_at
from tests.promptly import promptly
from tests.service.conftest import serving
from tests.wordpress.sockets import free_port

SHARING = "x.business_partner_sharing"
LEFT = (
    "async () => { let left = 0; for (const { id } of await chrome.tabs.query({})) "
    "await chrome.debugger.sendCommand({ tabId: id }, 'Page.getFrameTree').then(() => left++, () => 0); return left; }"
)
"""How many tabs the extension still holds."""


@pytest.fixture(scope="module")
async def practice() -> AsyncIterator[Practice]:
    async with Practice(load(), delays=Delays(slow=0.3, hydrate=3, save=2, reverts=3600)) as practice:
        yield practice


def unconsent(house: House, *words: str) -> None:
    """A command of the person's, beside the running service."""
    subprocess.run(
        [sys.executable, "-m", "backend.cli.main", *words], env=house.environ, check=True, capture_output=True
    )


async def begins(popup: Page) -> None:
    """Opts out of one setting of X."""
    await popup.get_by_role("button", name="Opt me out").click()
    await popup.locator("#in-x").check()
    await popup.locator("#agree-x").check()
    for box in await popup.locator(".changes input[type=checkbox]").all():
        await box.set_checked(await box.get_attribute("id") == f"change-x-{SHARING}")
    await popup.locator("#start").click()


async def test_the_job_goes_on_when_the_service_is_back(
    playwright_: Playwright, practice: Practice, tmp_path: Path
) -> None:
    house, port = house_at(practice, tmp_path / "home"), str(free_port())
    async with browser_in(playwright_, tmp_path / "profile", practice) as context:
        await context.add_cookies(practice.person("x", HANDLE, scenario=Scenario.HYDRATE_LATE)["cookies"])
        popup = await popup_of(context)
        async with serving(house, "--port", port) as served:
            address = served.here["address"]
            await pair_at(popup, address, lambda code: unconsent(house, "pair", code))
            await begins(popup)
            await expect(popup.get_by_text("Reading")).to_be_visible(timeout=40_000)
            with promptly(1):
                await served.stop(signal.SIGKILL)
                while await context.service_workers[0].evaluate(LEFT):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        await expect(popup.get_by_text("The line to Unconsent is down")).to_be_visible()
        async with serving(house, "--port", port) as served:
            await expect(popup.get_by_role("heading", level=1)).to_have_text("Done", timeout=90_000)
            [job] = (await served.get("/api/v1/jobs")).json()["items"]
            assert job["state"] == "done" and job["place"] == "own_tab", json.dumps(job)
    assert practice.truth("x", HANDLE)[SHARING] is False
    assert len(practice.writes("x", HANDLE)) == 1
