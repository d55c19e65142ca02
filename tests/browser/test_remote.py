"""A browser elsewhere: it remembers nothing, and is held to the platform's hosts."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Error

from automations.browser import Browsers
from automations.outcome import Refused
from automations.reach import Reach
from automations.session_file import StorageState
from tests.browser.canary import Canary
from tests.browser.hostile import Hostile
from tests.chromium import CHROMIUM


@pytest.fixture
async def endpoint(hostile: Hostile, tmp_path: Path) -> AsyncIterator[str]:
    """A browser that is started by others, with its protocol on a loopback port; it reaches the hostile site."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM,
        "--headless",
        "--remote-debugging-port=0",
        f"--user-data-dir={tmp_path / 'elsewhere'}",
        *hostile.reach.stand_ins(),
        *root,
        stderr=asyncio.subprocess.PIPE,
    )
    assert browser.stderr
    address = None
    while not address:
        address = re.search(rb"ws://\S+", await browser.stderr.readline())
    yield address[0].decode()
    browser.kill()
    await browser.communicate()


async def test_its_session_is_handed_out_and_put_in_again(endpoint: str, canary: Canary, tmp_path: Path) -> None:
    reach = Reach(hosts=("x.com", "*.x.com"))
    async with Browsers(None, environ={"UNCONSENT_BROWSER_ENDPOINT": endpoint}, notice=print) as browsers:
        async with browsers.profile(tmp_path, reach) as session:
            await session.install(StorageState.model_validate({"cookies": [COOKIE]}))
            kept = await session.forgotten()
        async with browsers.profile(tmp_path, reach) as session, session.outside() as outside:
            assert await session.context.cookies() == []
            await session.install(kept or StorageState())
            assert [one["name"] for one in await session.context.cookies()] == ["sid"]
            assert await outside.cookies() == []
            page = await outside.new_page()
            await page.goto("https://x.com/page")
            for url in (f"http://127.0.0.1:{canary.port}", "https://elsewhere.example"):
                with pytest.raises(Error, match="ERR_BLOCKED_BY_CLIENT"):
                    await page.goto(url)
    assert not any(b"HTTP/" in heard for heard in canary.heard), "greeted at most, and never asked"


COOKIE = {"name": "sid", "value": "1", "domain": "x.com", "path": "/", "expires": -1, "httpOnly": True, "secure": True}


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [
        ("browsers.example", "must be an address"),
        ("ws://browsers.example/", "without encryption"),
        ("http://10.0.0.5:9222", "without encryption"),
        ("http://127.0.0.1:9", "does not answer"),
        ("wss://127.0.0.1:9/x", "does not answer"),
    ],
)
async def test_an_endpoint_that_cannot_be_used(endpoint: str, said: str, tmp_path: Path) -> None:
    async with Browsers(None, environ={"UNCONSENT_BROWSER_ENDPOINT": endpoint}, notice=print) as browsers:
        with pytest.raises(Refused, match=said):
            async with browsers.profile(tmp_path, Reach(hosts=("x.com",))):
                pass


async def test_test_sites_need_a_browser_here(hostile: Hostile, tmp_path: Path) -> None:
    environ = {"UNCONSENT_BROWSER_ENDPOINT": "http://127.0.0.1:9"}
    async with Browsers(None, environ=environ, notice=print) as browsers:
        with pytest.raises(Refused, match="on this machine"):
            async with browsers.profile(tmp_path, hostile.reach):
                pass
