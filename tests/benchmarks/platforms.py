"""Every platform's first setting beside a hand-written script that takes the same steps there, as a ratio of times.

`python -m tests.benchmarks.platforms [ROUNDS [SLUG...]]`. Practice servers answer after 0.3 s each, as near ones do.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext

from playwright.async_api import BrowserContext, Locator, Page, Response, expect

from automations.catalogue import load
from automations.errand import Account, Errand, Mode, Progress, Timing, Wanted
from automations.outcome import Outcome
from automations.page import address_of
from automations.practice.row import out_value
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from automations.practice.site import Site
from automations.runner import run_account
from automations.session import Session
from automations.spec import TWO_STATES, Setting
from automations.texts import all_texts, name_pattern
from tests.chromium import CHROMIUM, launched_for
from tests.platforms.cases import changeable

SECONDS = 0.3
AIM = 1.15


async def same_steps(context: BrowserContext, site: Site, setting: Setting) -> None:
    """Opens, reads twice, takes a picture, presses once, waits for the answer, and does it again on a fresh load."""
    control = await _read(context, site, setting, out=False)
    page = control.page
    async with page.expect_response(_is_change):
        await control.click()
        if setting.save.kind == "button":
            await page.get_by_role("button", name=name_pattern(all_texts(setting.save.labels))).click()
    await page.close()
    for number in range(1 if setting.proofs[1] == "api" else 2):
        if number:
            await asyncio.sleep(Timing().later)
        await (await _read(context, site, setting, out=True)).page.close()


def _is_change(response: Response) -> bool:
    return response.request.method not in ("GET", "OPTIONS") and "/__practice/" not in response.url


async def _read(context: BrowserContext, site: Site, setting: Setting, *, out: bool) -> Locator:
    page = await context.new_page()
    await _opened(page, site, setting)
    names = name_pattern(all_texts(setting.control.labels))
    control = page.get_by_role("checkbox", name=names).or_(page.get_by_role("switch", name=names))
    on_is_out = setting.control.out == TWO_STATES[setting.control.kind][0]
    for _ in range(2):
        await expect(control).to_be_checked(checked=on_is_out is out)
        await asyncio.sleep(Timing().steady_stated if setting.api and setting.api.is_stated else Timing().steady)
    await control.screenshot()
    return control


async def _opened(page: Page, site: Site, setting: Setting) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await session.send("Network.setBypassServiceWorker", {"bypass": True})
    await page.goto(address_of(setting.url, Account(name="me", address=f"https://{site.address}")))
    await page.wait_for_load_state("networkidle")  # the page's own data, waited for in the plainest way


async def ours(context: BrowserContext, site: Site, setting: Setting) -> None:
    """Unconsent's engine."""
    account = Account(name="me", handle="me", address=f"https://{site.address}" if site.address else None)
    errand = Errand(platform=site.platform, account=account, mode=Mode.RUN, wanted=(Wanted(setting=setting),))
    session = Session(context=context, outside=lambda: nullcontext(context))
    async for result in run_account(session, errand, journal=_unheard):
        if result.outcome is not Outcome.OPTED_OUT:
            raise AssertionError(result)


async def _unheard(progress: Progress) -> None:
    """Nobody listens."""


def compared(site: Site) -> Setting | None:
    """The first setting with two states that is proven by the page and the platform, or by the page twice."""
    for one in changeable(site):
        plain = one.control.kind in TWO_STATES and not (one.confirm or one.control.open_first or one.in_parts)
        if plain and one.control.labels and "public" not in one.proofs and one.save.kind != "if_shown":
            return one
    return None


async def measure(rounds: int, slugs: Sequence[str] = ()) -> None:
    """Prints one line for each platform."""
    print("| platform | setting | same steps, s | ours, s | ratio |\n|---|---|---|---|---|")  # noqa: T201
    ratios = []
    async with (
        Practice(load(), delays=Delays(slow=SECONDS)) as practice,
        launched_for(practice, program=CHROMIUM) as browser,
    ):
        for stand in practice.stands.values():
            setting = compared(stand.site)
            if setting is None or (slugs and stand.site.platform.slug not in slugs):
                continue
            seconds: dict[str, list[float]] = {}
            for _ in range(rounds):
                for name, contender in {"same": same_steps, "ours": ours}.items():
                    slug = stand.site.platform.slug
                    state = practice.person(slug, "me", scenario=Scenario.SLOW)
                    context = await browser.new_context(storage_state=state)  # type: ignore[arg-type]
                    started = time.perf_counter()
                    await contender(context, stand.site, setting)
                    seconds.setdefault(name, []).append(time.perf_counter() - started)
                    await context.close()
                    if practice.truth(slug, "me")[setting.id] != out_value(stand.site, setting):
                        raise AssertionError(f"{name} did not opt out of {setting.id}")
            same, own = statistics.median(seconds["same"]), statistics.median(seconds["ours"])
            ratios.append(own / same)
            print(f"| {slug} | `{setting.id}` | {same:.2f} | {own:.2f} | {own / same:.2f} |")  # noqa: T201
    within = sum(one <= AIM for one in ratios)
    print(f"\n{within} of {len(ratios)} within {AIM}; median {statistics.median(ratios):.2f}")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if sys.argv[1:] else 3, sys.argv[2:]))
