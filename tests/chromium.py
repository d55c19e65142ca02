"""The browsers with which tests look at pages, and all that each of them reaches."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from automations.practice.server import Practice
from automations.switches import SWITCHES

CHROMIUM = Path(os.environ.get("UNCONSENT_BROWSER", "/usr/lib/chromium/chromium"))
"""The browser that people have. What starts it as they do, journeys and the extension above all, runs in this one."""
SHELL = Path(os.environ.get("UNCONSENT_BROWSER", "/usr/lib/chromium/chromium-headless-shell"))
"""The same without its windows, menus and address bar: less than half the computing for each page that is looked at."""
LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""This machine, and nothing else."""


@asynccontextmanager
async def launched(*arguments: str, program: Path = SHELL) -> AsyncIterator[Browser]:
    """A browser with these arguments besides the usual switches."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=[*SWITCHES, *arguments])
        yield browser
        await browser.close()


@asynccontextmanager
async def launched_for(practice: Practice, *, port: int | None = None, program: Path = SHELL) -> AsyncIterator[Browser]:
    """One that finds the hosts of the practice platforms, at their server or behind another port, and nothing else."""
    hosts = [f"MAP {host}:443 127.0.0.1:{port or practice.port}" for host in practice.hosts]
    rules = f"--host-resolver-rules={', '.join((*hosts, 'EXCLUDE 127.0.0.1', 'MAP * ~NOTFOUND'))}"
    trust = f"--ignore-certificate-errors-spki-list={practice.spki}"
    async with launched(rules, trust, "--disable-quic", program=program) as browser:
        yield browser
