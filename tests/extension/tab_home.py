"""A person's browser with the real extension, paired with a service that may drive its tabs, and practice platforms."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.async_api import BrowserContext, Page, Playwright, expect

from automations.errand import Timing
from automations.practice.scenario import Scenario
from automations.practice.server import Practice
from automations.practice.twist import Twist
from automations.reach import Overrides
from automations.switches import SWITCHES
from backend.flow.jobs import StoredJob
from backend.records import StoredResult
from backend.settings import read_settings
from tests.api.running import Running, Served, running
from tests.chromium import CHROMIUM
from tests.extension.house import EXTENSION, House, agree_to, pair, popup_of

BRISK = Timing(find=20, save=20, later=0.3)
HANDLE = "practice_account"


@dataclass(frozen=True, kw_only=True)
class TabHome:
    """One person at their own browser."""

    practice_: Practice | None
    context: BrowserContext
    popup: Page
    house: House

    @property
    def practice(self) -> Practice:
        """The practice platforms, where there are any."""
        assert self.practice_
        return self.practice_

    async def signs_in(
        self, slug: str = "x", scenario: Scenario = Scenario.SHARING_ON, twist: Twist | None = None
    ) -> None:
        """The person is signed in to the platform in this browser, as the scenario says."""
        await self.context.add_cookies(self.practice.person(slug, HANDLE, scenario=scenario, twist=twist)["cookies"])

    async def opts_out(self, *kept: str, of: tuple[str, ...] = ("x",)) -> None:
        """Clicks through the popup until the run begins: these settings only, or all that are ticked there."""
        await self.popup.get_by_role("button", name="Opt me out").click()
        await agree_to(self.popup, *of)
        for box in await self.popup.locator(".changes input[type=checkbox]").all():
            if kept:
                await box.set_checked(
                    await box.get_attribute("id") in {f"change-{one.split('.')[0]}-{one}" for one in kept}
                )
        await self.popup.locator("#start").click()

    async def ended(self, title: str = "Done", *, seconds: float = 60) -> None:
        """Waits until the popup says that it is over, and how."""
        await expect(self.popup.get_by_role("heading", level=1)).to_have_text(title, timeout=seconds * 1000)

    def jobs(self) -> list[StoredJob]:
        """All jobs, newest first."""
        return self.house.jobs()

    def outcomes(self, job: StoredJob) -> dict[str, StoredResult]:
        """What is stored of a job."""
        records = self.house.running.service.office.of(job.member).records
        return self.house.running.do(records.of_attempt(job.attempt_id))

    def lent(self) -> list[Page]:
        """The pages that the extension opened for runs."""
        return [one for one in self.context.pages if one.url.startswith("http")]


@contextmanager
def service_in(home: Path, overrides: Overrides) -> Iterator[tuple[Running, Served]]:
    """A service that is led to test sites, and drives up to four tabs."""
    environ = {"UNCONSENT_BROWSER": str(CHROMIUM), "UNCONSENT_ALLOW_ROOT": "1"}
    settings = replace(read_settings(environ, home=home), overrides=overrides)
    with running(settings, tabs=4, timing=BRISK) as service, service.served() as served:
        yield service, served


@asynccontextmanager
async def tab_home(playwright: Playwright, folder: Path, practice: Practice | None = None) -> AsyncIterator[TabHome]:
    """A new person at a new browser, paired with a new service."""
    overrides = practice.overrides if practice else Overrides()
    with service_in(folder / "home", overrides) as (service, served):
        async with browser_in(playwright, folder / "profile", practice) as context:
            house = House(running=service, served=served)
            popup = await popup_of(context)
            await pair(popup, house)
            yield TabHome(practice_=practice, context=context, popup=popup, house=house)


@asynccontextmanager
async def browser_in(
    playwright: Playwright, profile: Path, practice: Practice | None = None
) -> AsyncIterator[BrowserContext]:
    """The person's browser, with the extension in it. It reaches the practice platforms and loopback only."""
    context = await playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=arguments(practice)
    )
    try:
        yield context
    finally:
        await context.close()


def arguments(practice: Practice | None) -> list[str]:
    """What the browser is started with."""
    maps = [one.rule for one in practice.overrides.resolve] if practice else []
    return [
        f"--disable-extensions-except={EXTENSION}",
        f"--load-extension={EXTENSION}",
        *SWITCHES,
        f"--host-resolver-rules={', '.join([*maps, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'])}",
        *([f"--ignore-certificate-errors-spki-list={practice.spki}"] if practice else []),
        "--disable-quic",
    ]
