"""The browser ends an idle worker: not while a tab is lent; and when it is ended all the same, nothing hangs. # R29"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from automations.catalogue import load
from automations.outcome import Outcome
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from backend.flow.jobs import State, StoredJob
from tests.extension.house import House
from tests.extension.raw_browser import RawBrowser, RawPage, raw_browser
from tests.extension.tab_home import HANDLE, arguments, service_in
from tests.promptly import promptly
from tests.waiting import until

SHARING = "x.business_partner_sharing"
IDLE_SECONDS = 30.0
"""After so long without an event the browser ends a worker."""


@dataclass(frozen=True, kw_only=True)
class Alone:
    """A person at a browser that nobody watches."""

    house: House
    practice: Practice
    browser: RawBrowser
    popup: RawPage

    async def begins(self, scenario: Scenario = Scenario.SHARING_ON) -> None:
        """Starts a run of X from the popup, signed in as the scenario says."""
        cookies = self.practice.person("x", HANDLE, scenario=scenario)["cookies"]
        await self.browser.ask("Storage.setCookies", cookies=[_cookie(one) for one in cookies])
        await self.popup.do("document.getElementById('opt-out').click()")
        await self.popup.until("return document.getElementById('in-x')")
        await self.popup.do("document.getElementById('in-x').click()")
        await self.popup.do("document.getElementById('agree-x').click()")
        await self.popup.do("document.getElementById('start').click()")

    def job(self) -> StoredJob:
        """The one job."""
        [job] = self.house.jobs()
        return job

    async def over(self, seconds: float) -> StoredJob:
        """The job, when it is over."""
        await until(lambda: self.job().state not in (State.QUEUED, State.RUNNING), seconds)
        return self.job()

    async def asked(self) -> None:
        """Waits until the popup asks the person to do something."""
        await self.popup.until("return document.querySelector('.ask button')", 40)


def _cookie(one: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in one.items() if key != "expires" or value != -1}


@asynccontextmanager
async def alone(folder: Path, practice: Practice) -> AsyncIterator[Alone]:
    """Paired, without anybody attached to the worker."""
    with service_in(folder / "home", practice.overrides) as (service, served):
        house = House(running=service, served=served)
        async with raw_browser(folder / "profile", arguments(practice)) as browser:
            async with asyncio.timeout(60):
                while not (worker := await browser.extension_worker()):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            popup = await browser.open(worker["url"].replace("worker/main.js", "popup/popup.html"))
            await popup.until("return document.getElementById('address')")
            await popup.do(f"document.getElementById('address').value = '{served.url}'")
            await popup.do("document.getElementById('pair').click()")
            code = await popup.until("return document.querySelector('.code')?.textContent")
            await asyncio.to_thread(house.confirm, code)
            await popup.until("return document.getElementById('platforms')")
            yield Alone(house=house, practice=practice, browser=browser, popup=popup)


@pytest.fixture(scope="module")
async def practice() -> AsyncIterator[Practice]:
    async with Practice(load(), delays=Delays(slow=0.3, hydrate=0.3, save=2, reverts=3600)) as practice:
        yield practice


async def test_a_worker_that_is_ended_ends_its_run_by_name(practice: Practice, tmp_path: Path) -> None:
    async with alone(tmp_path, practice) as person:
        await person.begins(Scenario.CHALLENGE)
        await person.asked()
        worker = await person.browser.extension_worker()
        assert worker
        with promptly(1):
            await person.browser.ask("Target.closeTarget", targetId=worker["targetId"])
            job = await person.over(60)
        assert job.state is State.DONE and job.trouble == "The browser, or the extension in it, was closed."
        records = person.house.running.service.office.of(1).records
        outcomes = {one.outcome for one in person.house.running.do(records.of_attempt(job.attempt_id)).values()}
        assert outcomes <= {Outcome.UNREACHABLE, Outcome.SKIPPED}
        assert not practice.writes("x", HANDLE)


@pytest.mark.full
async def test_a_worker_stays_awake_while_a_tab_is_lent_and_sleeps_afterwards(
    practice: Practice, tmp_path: Path
) -> None:
    async with alone(tmp_path, practice) as person:
        await person.begins(Scenario.CHALLENGE)
        await person.asked()
        await asyncio.sleep(IDLE_SECONDS + 5)
        assert person.job().state is State.RUNNING and await person.browser.extension_worker()
        await person.popup.do("document.getElementById('stop').click()")
        await person.over(5)
        await person.popup.do("location.href = 'about:blank'")
        async with asyncio.timeout(IDLE_SECONDS * 2):
            while await person.browser.extension_worker():  # noqa: ASYNC110
                await asyncio.sleep(0.5)
