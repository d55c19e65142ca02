"""One practice server and one browser that reaches nothing else, for each worker."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from automations.catalogue import load
from automations.practice.scenario import Delays
from automations.practice.server import Practice
from tests.conftest import CHROMIUM
from tests.platforms.play import Stage

DELAYS = Delays(slow=0.3, hydrate=0.8, save=0.8, reverts=3600)


@pytest.fixture(scope="session")
async def practice() -> AsyncIterator[Practice]:
    """Every practising platform."""
    async with Practice(load(), delays=DELAYS) as practice:
        yield practice


@pytest.fixture(scope="session")
async def practice_browser(practice: Practice) -> AsyncIterator[Browser]:
    """A real Chromium that knows the practice hosts only."""
    hosts = [f"MAP {host}:443 127.0.0.1:{practice.port}" for host in practice.hosts]
    rules = ", ".join((*hosts, "EXCLUDE 127.0.0.1", "MAP * ~NOTFOUND"))
    arguments = [
        f"--host-resolver-rules={rules}",
        f"--ignore-certificate-errors-spki-list={practice.spki}",
        "--disable-quic",
    ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def stage(practice: Practice, practice_browser: Browser) -> Stage:
    """Where practice accounts are made."""
    return Stage(practice=practice, browser=practice_browser)
