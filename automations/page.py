"""One load of one settings page: open, settle, who is signed in, what the platform answered, what stops the work."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Error, Page
from playwright.async_api import TimeoutError as Late

from automations.answers import Answers
from automations.errand import Account, Timing
from automations.identity import UNNAMED, handle_on, has_cookies, is_named
from automations.outcome import (
    Forced,
    Limited,
    Need,
    NeedsYou,
    NotOffered,
    NotRecognised,
    Stopped,
    Unreachable,
    WrongAccount,
)
from automations.spec import Absent, Platform, Signal, SignIn
from automations.texts import all_texts, name_pattern, normalise, same, starts_with

POLL_SECONDS = 0.05
QUIET_LOOKS = 3
"""So often a page must be seen to ask for nothing, before its silence counts."""
PATIENCE_SECONDS = 5.0
"""For a page that is looked at only to see who is signed in."""
_LINES = "() => document.body ? document.body.innerText.split('\\n').map(line => line.trim()).filter(Boolean) : []"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One fresh load of one address. Its page is closed when the next one is opened."""

    page: Page
    url: str
    answers: Answers
    status: int = 0
    """The HTTP status of the page; 0 where it had none."""


async def open_fresh(context: BrowserContext, platform: Platform, url: str, timing: Timing) -> Visit:
    """Opens the address in a new page, past caches and service workers. Unreachable when nothing answers."""
    try:
        page = await context.new_page()
    except Error:
        raise Unreachable("The browser is not there any more.", url=url) from None
    answers = Answers(platform, belongs=lambda netloc: host_matches(netloc, platform, url))
    page.on("response", answers.hear)
    page.on("request", answers.asked)
    page.on("requestfinished", answers.ended)
    page.on("requestfailed", answers.failed)
    try:
        session = await context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        await session.send("Network.setBypassServiceWorker", {"bypass": True})
        response = await page.goto(url, wait_until="domcontentloaded", timeout=timing.open * 1000)
    except Late:
        await page.close()
        raise Unreachable(f"{platform.name} did not load within {timing.open:.0f} seconds.", url=url) from None
    except Error as error:
        await page.close()
        raise Unreachable(f"{platform.name} could not be reached: {_net_error(error)}.", url=url) from None
    return Visit(page=page, url=url, answers=answers, status=response.status if response else 0)


async def settle(
    visit: Visit, platform: Platform, account: Account, timing: Timing, absent: Absent | None = None
) -> str:
    """Waits until it is known who is signed in, and returns the handle; empty where no sign-in is needed.

    Raises what stops the work: NeedsYou, Limited, Forced, WrongAccount, NotOffered, NotRecognised.
    """
    deadline = time.monotonic() + timing.find
    while True:
        try:
            await stop_on_signal(visit, platform, account, absent)
        except Forced:
            await stop_the_wrong_person(visit, platform, account, seconds=0)
            raise
        if platform.sign_in is None:
            return ""
        handle = await handle_on(visit.page, platform)
        if handle:
            break
        if time.monotonic() > deadline:
            raise await _not_signed_in(visit, platform, platform.sign_in, account)
        await asyncio.sleep(POLL_SECONDS)
    if handle == UNNAMED:
        await _let_it_object(visit, platform, account, absent, deadline)
    require_account(handle, visit, platform, account)
    return handle


async def _let_it_object(
    visit: Visit, platform: Platform, account: Account, absent: Absent | None, deadline: float
) -> None:
    """Where nobody is named: gives the page the time in which it may still send a signed-out visitor away."""
    quiet = 0
    while quiet < QUIET_LOOKS and time.monotonic() < deadline:
        await asyncio.sleep(POLL_SECONDS)
        await stop_on_signal(visit, platform, account, absent)
        quiet = 0 if visit.answers.loading else quiet + 1


def require_account(handle: str, visit: Visit, platform: Platform, account: Account) -> None:
    """WrongAccount when the handle is not the enrolled one."""
    if account.handle and handle != UNNAMED and not same(handle, account.handle.lstrip("@")):
        raise WrongAccount(
            f"{platform.name} is signed in as another account than {account.handle}. Sign in as {account.handle}.",
            url=visit.url,
        )


async def stop_the_wrong_person(visit: Visit, platform: Platform, account: Account, *, seconds: float) -> None:
    """WrongAccount when a page that refuses, without saying whom, refuses someone else than the enrolled person.

    `seconds`: how long a fresh page may take to show who is signed in.
    """
    if platform.sign_in is None or account.handle is None:
        return
    handle = await who_is_signed_in(visit.page.context, platform, account, seconds=seconds)
    if handle:
        require_account(handle, visit, platform, account)


async def who_is_signed_in(
    context: BrowserContext, platform: Platform, account: Account, *, seconds: float = PATIENCE_SECONDS
) -> str | None:
    """The handle that a fresh load of the page for the signed-in shows within that time; None when it shows none."""
    sign_in = platform.sign_in
    if sign_in is None:
        return None
    page = await context.new_page()
    try:
        await page.goto(address_of(sign_in.probe, account), wait_until="domcontentloaded", timeout=15_000)
        if not is_named(platform):
            await page.wait_for_load_state("load")
            await page.wait_for_timeout(500)  # in which a signed-out visitor may be sent away
        deadline = time.monotonic() + seconds
        while True:
            handle = await handle_on(page, platform)
            if handle or time.monotonic() >= deadline:
                return handle
            await asyncio.sleep(POLL_SECONDS)
    except Error:
        return None
    finally:
        await page.close()


async def stop_on_signal(visit: Visit, platform: Platform, account: Account, absent: Absent | None = None) -> None:
    """Raises when the page, or an answer of the platform, is one of the declared signals."""
    lines = await lines_of(visit.page)
    parts = urlsplit(visit.page.url)
    if parts.scheme in ("http", "https") and not host_matches(parts.netloc, platform, visit.url):
        raise NotRecognised(f"{platform.name} sent the browser to another site: {parts.hostname}.")
    where = parts.path + (f"?{parts.query}" if parts.query else "")
    for signal in platform.signals:
        if await _shows(visit, signal, where, lines):
            raise _stop_for(platform, signal, visit, account)
    said = absent.says if absent else {}
    if absent and (
        (said and any(starts_with(line, all_texts(said)) for line in lines))
        or any(visit.answers.states(one) for one in absent.stated)
    ):
        raise NotOffered(f"{absent.because} (seen {absent.seen})")
    _stop_on_status(platform, visit)


async def lines_of(page: Page) -> list[str]:
    """What the page shows, line by line; nothing while it is being replaced by another one."""
    try:
        lines: list[str] = await page.evaluate(_LINES)
    except Error:
        if page.is_closed():
            raise Unreachable("The page was closed from outside while it was being read.") from None
        return []
    return lines


def host_matches(netloc: str, platform: Platform, url: str) -> bool:
    """Whether an address belongs to the platform; for a person's own site exactly its own host and port count."""
    if platform.own_address:
        return netloc == urlsplit(url).netloc
    host = (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    return any(fnmatchcase(host, pattern) for pattern in platform.hosts)


async def refuse_overlays(page: Page, platform: Platform) -> bool:
    """Presses the refusing button of every known banner that is in the way; True when one was pressed."""
    pressed = False
    for overlay in platform.overlays:
        button = page.get_by_role("button", name=name_pattern(all_texts(overlay.button))).filter(visible=True)
        with contextlib.suppress(Error):  # a banner may go by itself
            if await button.count() == 1:
                await button.click(timeout=2000)
                pressed = True
    return pressed


def _stop_on_status(platform: Platform, visit: Visit) -> None:
    """What an HTTP status says of a page on which nothing is known better."""
    if visit.answers.limited or visit.status == 429:
        raise Limited(f"{platform.name} answered that there were too many requests (HTTP 429).", url=visit.url)
    if visit.status >= 500:
        raise Unreachable(
            f"{platform.name} has trouble of its own (HTTP {visit.status}). Try again later.", url=visit.url
        )


def _net_error(error: Error) -> str:
    """Chromium's own short name of the trouble, as `ERR_CONNECTION_REFUSED`."""
    for word in error.message.split():
        if word.startswith("net::"):
            return word.removeprefix("net::")
    return error.message.splitlines()[0][:120]


async def _shows(visit: Visit, signal: Signal, where: str, lines: list[str]) -> bool:
    if any(fnmatchcase(visit.page.url if glob.startswith("https://") else where, glob) for glob in signal.urls):
        return True
    if signal.header and visit.answers.headers.get(signal.header.split(": ")[0]) == signal.header.split(": ")[1]:
        return True
    if signal.api_codes and visit.answers.error_codes & set(signal.api_codes):
        return True
    texts = all_texts(signal.texts)
    if texts and any(starts_with(line, texts) for line in lines):
        return True
    if signal.selector is None:
        return False
    with contextlib.suppress(Error):  # the page is being replaced; the next look tells
        return await visit.page.locator(signal.selector).filter(visible=True).count() > 0
    return False


def _stop_for(platform: Platform, signal: Signal, visit: Visit, account: Account) -> Stopped:
    detail = f"{platform.name}: {signal.what}."
    if signal.need is not None:
        there = platform.sign_in.url if platform.sign_in and signal.need is Need.SIGN_IN else visit.url
        return NeedsYou(signal.need, detail, url=address_of(there, account))
    if signal.kind == "refused":
        return Forced(detail, url=visit.url)
    if signal.kind == "throttled" and visit.answers.lost:
        return Unreachable(f"The line to {platform.name} failed, so its page shows an error. Try again.", url=visit.url)
    return Limited(detail, url=visit.url)


def address_of(address: str, account: Account) -> str:
    """The address with `{site}` filled in from the account's own address."""
    return address.replace("{site}", (account.address or "").rstrip("/"))


async def _not_signed_in(visit: Visit, platform: Platform, sign_in: SignIn, account: Account) -> Stopped:
    """NeedsYou when the session is gone, NotRecognised when the page is drawn in an unknown way."""
    there = await has_cookies(visit.page, sign_in)
    if (
        is_named(platform)
        and sign_in.cookies
        and there
        and not await is_sent_away(visit.page.context, address_of(sign_in.probe, account))
    ):
        return NotRecognised("The page does not show who is signed in; it may be a new design.", url=visit.url)
    detail = f"{platform.name} does not show that you are signed in. Sign in once more."
    return NeedsYou(Need.SIGN_IN, detail, url=address_of(sign_in.url, account))


async def is_sent_away(context: BrowserContext, probe: str) -> bool:
    """Whether the page that only the signed-in see sends this browser elsewhere."""
    page = await context.new_page()
    try:
        await page.goto(probe, wait_until="load", timeout=15_000)
        await page.wait_for_timeout(500)
        return normalise(urlsplit(page.url).path) != normalise(urlsplit(probe).path)
    except Error:
        return False
    finally:
        await page.close()
