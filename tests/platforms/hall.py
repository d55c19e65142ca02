"""Where the contract is played: the practice server's patience, and a browser that reaches nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from automations.practice.scenario import Delays
from automations.practice.server import Practice
from automations.switches import SWITCHES
from tests.conftest import SHELL

DELAYS = Delays(slow=0.3, hydrate=0.8, save=0.8, reverts=3600)


@asynccontextmanager
async def browser_of(practice: Practice) -> AsyncIterator[Browser]:
    """A real Chromium that knows the practice hosts only."""
    hosts = [f"MAP {host}:443 127.0.0.1:{practice.port}" for host in practice.hosts]
    rules = ", ".join((*hosts, "EXCLUDE 127.0.0.1", "MAP * ~NOTFOUND"))
    arguments = [
        f"--host-resolver-rules={rules}",
        f"--ignore-certificate-errors-spki-list={practice.spki}",
        "--disable-quic",
    ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=SHELL, args=[*SWITCHES, *arguments])
        yield browser
        await browser.close()
