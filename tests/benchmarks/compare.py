"""Ours beside a minimal hand-written Playwright script on the same practice page: time and peak memory, as ratios.

`python -m tests.benchmarks.compare [ROUNDS]`. Each round runs both, in processes of their own, in turn.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import psutil
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from automations.catalogue import load
from automations.discovery import find_browser
from automations.errand import Account, Errand, Mode, Progress, Wanted
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from automations.runner import run_account
from automations.session import Session

SETTING = "x.business_partner_sharing"
LABEL = "Allow additional information sharing with business partners"
PAGE = "https://x.com/settings/data_sharing_with_business_partners"
RUNS = 5
HANDLE = "practice"
SCENES = {"quick": Scenario.SHARING_ON, "300 ms": Scenario.SLOW}
DELAYS = Delays(slow=0.3)


async def minimal(context: BrowserContext) -> None:
    """What a careful person would write by hand: open, read, click, wait for the answer, load anew, read."""
    page = await context.new_page()
    await page.goto(PAGE)
    box = page.get_by_role("checkbox", name=LABEL)
    await expect(box).to_be_checked()
    async with page.expect_response(lambda response: response.request.method == "POST"):
        await box.click()
    await page.close()
    page = await context.new_page()
    async with page.expect_response(lambda response: "settings.json" in response.url):
        await page.goto(PAGE)
    await expect(page.get_by_role("checkbox", name=LABEL)).not_to_be_checked()
    await page.screenshot()
    await page.close()


async def ours(context: BrowserContext, outside: Callable[[], Any]) -> None:
    """The same with Unconsent's engine: proofs, evidence and all."""
    platform = load().platform("x")

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


async def child(which: str, delay: str) -> dict[str, Any]:
    """Runs one contender several times, and tells the seconds of each run and the peak memory in MB."""
    async with Practice(load(), delays=DELAYS) as practice, _browser(practice) as browser:
        peak = _Peak()
        seconds = []
        for _ in range(RUNS):
            context = await browser.new_context(storage_state=practice.person("x", HANDLE, scenario=SCENES[delay]))  # type: ignore[arg-type]
            started = time.perf_counter()
            await _once(which, browser, context)
            seconds.append(time.perf_counter() - started)
            if practice.truth("x", HANDLE)[SETTING] is not False:
                raise AssertionError(f"{which} did not opt out")
            await context.close()
        return {"seconds": seconds[1:], "peak": peak.stop()}


async def _once(which: str, browser: Browser, context: BrowserContext) -> None:
    @asynccontextmanager
    async def outside() -> AsyncIterator[BrowserContext]:
        yield await browser.new_context()

    contender: Callable[[], Awaitable[None]] = (
        (lambda: minimal(context)) if which == "minimal" else (lambda: ours(context, outside))
    )
    await contender()


@asynccontextmanager
async def _browser(practice: Practice) -> AsyncIterator[Browser]:
    rules = ", ".join([*(f"MAP {host}:443 127.0.0.1:{practice.port}" for host in practice.hosts), "MAP * ~NOTFOUND"])
    arguments = [
        f"--host-resolver-rules={rules}",
        f"--ignore-certificate-errors-spki-list={practice.spki}",
        "--disable-quic",
    ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser({}), args=arguments)
        yield browser
        await browser.close()


class _Peak:
    """The largest sum of the memory of this process and all its children, sampled twenty times a second."""

    def __init__(self) -> None:
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self._most = max(self._most, sum(map(_megabytes, _family())))

    def stop(self) -> float:
        """Ends the watch."""
        self._over.set()
        self._thread.join()
        return self._most


def _family() -> list[psutil.Process]:
    here = psutil.Process()
    return [here, *here.children(recursive=True)]


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1_000_000
    except psutil.Error:
        return 0.0


def main(rounds: int) -> None:
    """Runs the rounds and prints the table."""
    print("| server | minimal, s | ours, s | time ratio | memory ratio |\n|---|---|---|---|---|")  # noqa: T201
    for delay in SCENES:
        told: dict[str, list[dict[str, Any]]] = {"minimal": [], "ours": []}
        for _ in range(rounds):
            for which, results in told.items():
                results.append(_in_a_process(which, delay))
        times = {
            which: statistics.median(s for one in results for s in one["seconds"]) for which, results in told.items()
        }
        peaks = {which: statistics.median(one["peak"] for one in results) for which, results in told.items()}
        ratio, memory = times["ours"] / times["minimal"], peaks["ours"] / peaks["minimal"]
        print(f"| {delay} | {times['minimal']:.2f} | {times['ours']:.2f} | {ratio:.2f} | {memory:.2f} |")  # noqa: T201


def _in_a_process(which: str, delay: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.compare", "--child", which, delay]
    with tempfile.TemporaryFile() as out:
        subprocess.run(command, stdout=out, check=True)
        out.seek(0)
        told: dict[str, Any] = json.loads(out.read())
    return told


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        sys.stdout.write(json.dumps(asyncio.run(child(*sys.argv[2:4]))))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3)
