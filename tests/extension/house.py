"""A service with accounts in every state, and a Chromium in which the extension is loaded."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext, Page, Playwright

from automations.errand import Mode
from automations.outcome import Outcome
from automations.switches import SWITCHES
from backend.accounts import StoredAccount
from backend.flow.jobs import StoredJob
from tests.api.running import Running, Served, running
from tests.chromium import CHROMIUM
from tests.store.household import result, settings_of, writing

EXTENSION = Path(__file__).parents[2] / "extension"
POPUP = {"width": 360, "height": 600}


@dataclass(frozen=True, kw_only=True)
class House:
    """A service of one member, and where it is served."""

    running: Running
    served: Served

    def account(self, slug: str = "x", name: str = "me") -> StoredAccount:
        """An account of the owner."""
        office = self.running.service.office.of(1)
        return self.running.do(office.accounts.add(office.catalogue.platform(slug), name, handle="practice"))

    def settings(self, slug: str = "x", action: str = "set") -> list[str]:
        """Ids of the settings that a run changes."""
        platform = self.running.service.office.catalogue.platform(slug)
        return [one.id for one in platform.settings if one.action == action]

    def tell(self, account: StoredAccount, setting: str, outcome: Outcome = Outcome.OPTED_OUT) -> None:
        """Stores an outcome, as a run would."""
        self.running.do(_tell(self.running, account, setting, outcome))

    def confirm(self, code: str) -> None:
        """What `unconsent pair CODE` does."""
        self.running.do(_confirm(self.running, code))

    def jobs(self) -> list[StoredJob]:
        """All jobs of the owner."""
        return list(self.running.do(self.running.service.jobs.list(1)))


@contextmanager
def house_in(home: Path) -> Iterator[House]:
    """A new service."""
    with running(settings_of(home)) as service, service.served() as served:
        yield House(running=service, served=served)


@asynccontextmanager
async def browser_with(
    playwright: Playwright, profile: Path, *extensions: Path, language: str = "en", dark: bool = False
) -> AsyncIterator[BrowserContext]:
    """A profile of its own in which these extensions are loaded."""
    folders = ",".join(str(one) for one in extensions or (EXTENSION,))
    context = await playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        locale=language,
        color_scheme="dark" if dark else "light",
        viewport={"width": 360, "height": 600},
        args=[
            f"--disable-extensions-except={folders}",
            f"--load-extension={folders}",
            f"--lang={language}",
            *SWITCHES,
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
    )
    try:
        yield context
    finally:
        await context.close()


async def own_address(context: BrowserContext, path: str = "worker/main.js") -> str:
    """The address of the extension whose worker has that path, with a slash at the end."""
    while True:
        for worker in context.service_workers:
            if worker.url.endswith(path):
                return worker.url.removesuffix(path)
        await context.wait_for_event("serviceworker")


async def popup_of(context: BrowserContext) -> Page:
    """The popup, as a page."""
    page = await context.new_page()
    await page.goto(await own_address(context) + "popup/popup.html")
    return page


async def pair(page: Page, house: House) -> None:
    """The whole journey, as a person goes it."""
    await pair_at(page, house.served.url, house.confirm)


async def agree_to(page: Page, *slugs: str) -> None:
    """In the list of changes: only these platforms, and what they say was read."""
    for box in await page.locator("input[id^='in-']").all():
        await box.set_checked(await box.get_attribute("id") in {f"in-{slug}" for slug in slugs})
    for box in await page.get_by_label("I have read this").all():
        await box.check()


async def pair_at(page: Page, address: str, confirm: Callable[[str], object]) -> None:
    """The same, with a service at that address; `confirm` does what `unconsent pair CODE` does."""
    await page.locator("#elsewhere-summary").click()
    await page.get_by_label("Its address").fill(address)
    await page.get_by_role("button", name="Show me a code").click()
    code = await page.locator(".code").inner_text()
    await asyncio.to_thread(confirm, code)
    await page.locator("#platforms").wait_for()


async def _tell(house: Running, account: StoredAccount, setting: str, outcome: Outcome) -> None:
    records = house.service.office.of(account.member).records
    changed = outcome is Outcome.OPTED_OUT
    if changed:
        await records.writing(account, writing(account, setting))
    before = "checked" if changed else None
    await records.finish(account, Mode.RUN, result(account, setting, outcome, before=before))


async def _confirm(house: Running, code: str) -> None:
    machine = await house.people.household.at_the_machine()
    await house.people.pairing.confirm(machine, code)
