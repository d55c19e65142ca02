"""Signing in: finding out whether one is signed in, and filling the platform's form with stored credentials."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import pyotp
from playwright.async_api import BrowserContext, ElementHandle, Error, Locator, Page

from automations.errand import Account, Timing
from automations.outcome import Need, NeedsYou, Refused
from automations.page import Visit, address_of, open_fresh, settle, stop_on_signal
from automations.spec import Platform, SignIn, Step
from automations.texts import all_texts, name_pattern

AskCode = Callable[[], Awaitable[str | None]]
"""Asks the person for a code that is due; None when nobody answers."""
POLL_SECONDS = 0.1
TRIES = 4
"""How often a field is filled in, on pages that move the focus meanwhile."""
QUIET_SECONDS = 2.0
"""How long a page without a known field may take to draw the next one, before the form counts as left."""
WATCHED = ("challenge", "locked", "throttled")
Session = frozenset[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What a person gave to sign in with. Never shown, logged or put into an error."""

    user: str = field(repr=False)
    password: str = field(repr=False)
    totp: str | None = field(default=None, repr=False)


async def probe(context: BrowserContext, platform: Platform, account: Account, timing: Timing) -> str:
    """The handle that is signed in; empty where the platform needs none. Raises what stops a run from starting."""
    if platform.sign_in is None:
        return ""
    visit = await open_fresh(context, platform, address_of(platform.sign_in.probe, account), timing)
    try:
        return await settle(visit, platform, account, timing)
    finally:
        await visit.page.close()


async def with_credentials(
    context: BrowserContext,
    platform: Platform,
    account: Account,
    credentials: Credentials,
    *,
    timing: Timing,
    ask_code: AskCode | None = None,
) -> str:
    """Fills the platform's sign-in form, step by step, and returns the handle that is signed in then.

    NeedsYou at the first challenge, for a code that nobody gives, and for a password that is not accepted.
    Refused where the platform's facts advise against it.
    """
    sign_in = platform.sign_in
    if sign_in is None or sign_in.credentials == "refused":
        why = sign_in.credentials_why if sign_in else "It needs no sign-in."
        raise Refused(f"{platform.name} is never signed in to with a stored password. {why}")
    visit = await open_fresh(context, platform, address_of(sign_in.url, account), timing)
    visit.page.set_default_timeout(timing.find * 1000)
    visit.page.set_default_navigation_timeout(timing.open * 1000)
    try:
        form = _Form(visit=visit, platform=platform, account=account, sign_in=sign_in, timing=timing)
        await form.look()
        await form.fill(credentials, ask_code)
        await form.postpone()
    except Error:
        raise NeedsYou(Need.SIGN_IN, f"The sign-in form of {platform.name} is not as known.", url=visit.url) from None
    finally:
        await visit.page.close()
    return await probe(context, platform, account, timing)


@dataclass(kw_only=True)
class _Form:
    """A sign-in form that may ask its questions on one page or on several."""

    visit: Visit
    platform: Platform
    account: Account
    sign_in: SignIn
    timing: Timing
    entered: dict[str, str] = field(default_factory=dict, repr=False)
    """What the fields of the part that is open must hold, by their selectors."""
    old_session: Session = field(default=frozenset(), repr=False)

    async def look(self) -> None:
        """Notes what the browser was signed in by before, which proves nothing: it may have ended long ago."""
        self.old_session = await self._session()

    async def fill(self, credentials: Credentials, ask_code: AskCode | None) -> None:
        """Answers the steps in their order, leaving out optional ones that are not asked."""
        steps = list(self.sign_in.steps)
        since = time.monotonic()
        while steps:
            step = await self._asked(steps)
            if step:
                await self._answer(step, credentials, ask_code)
                del steps[: steps.index(step) + 1]
                since = time.monotonic()
            elif await self._left(steps, time.monotonic() - since):
                return
            elif time.monotonic() - since > self.timing.find:
                raise self._not_as_known()
            else:
                await asyncio.sleep(POLL_SECONDS)

    async def postpone(self) -> None:
        """Presses the declared button that postpones a question asked after sign-in."""
        pattern = name_pattern(all_texts(self.sign_in.later))
        if self.sign_in.later:
            for role in ("link", "button"):
                button = self.page.get_by_role(role, name=pattern).filter(visible=True)
                if await button.count() == 1:
                    await button.click()
                    return

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def watched(self) -> Platform:
        """The platform with only those signals that mean something to who is not signed in yet."""
        signals = tuple(one for one in self.platform.signals if one.kind in WATCHED)
        return self.platform.model_copy(update={"signals": signals})

    async def _asked(self, steps: list[Step]) -> Step | None:
        """The first of the steps whose field is on the page; no step is left out unless it is optional."""
        await self._stop()
        for step in steps:
            if await _count(self._field(step.field)) == 1:
                return step
            if not step.optional:
                return None
        return None

    async def _answer(self, step: Step, credentials: Credentials, ask_code: AskCode | None) -> None:
        entry = self._field(step.field)
        if step.what == "stay":
            await entry.check()
            return
        self.entered[step.field] = await self._text(step, credentials, ask_code)
        await self._enter()
        if not (step.submit or step.labels):
            return
        filled = await entry.element_handle()
        self.entered.clear()
        await (await self._button(step)).click()
        await self._accepted(step, entry, filled)

    async def _enter(self) -> None:
        """Fills in what is known until every field holds its own text: some pages move the focus meanwhile."""
        for _ in range(TRIES):
            entries = [(self._field(selector), text) for selector, text in self.entered.items()]
            wrong = [(entry, text) for entry, text in entries if await entry.input_value() != text]
            if not wrong:
                return
            for entry, text in wrong:
                await entry.fill(text)
        raise self._not_as_known()

    def _field(self, selector: str) -> Locator:
        return self.page.locator(selector).filter(visible=True)

    async def _text(self, step: Step, credentials: Credentials, ask_code: AskCode | None) -> str:
        if step.what == "identifier":
            return credentials.user
        if step.what == "password":
            return credentials.password
        if step.what == "code" and credentials.totp:
            return code_now(credentials.totp)
        if step.what == "question" and self.account.handle:
            return self.account.handle
        code = await ask_code() if ask_code else None
        if not code:
            what = "for a code" if step.what == "code" else "a question"
            detail = f"{self.platform.name} asks {what} that nobody answered. Sign in once by hand."
            raise NeedsYou(Need.CODE, detail, url=self.visit.url)
        return code.strip()

    async def _button(self, step: Step) -> Locator:
        if step.submit:
            return self.page.locator(step.submit)
        return self.page.get_by_role("button", name=name_pattern(all_texts(step.labels))).filter(visible=True)

    async def _accepted(self, step: Step, entry: Locator, filled: ElementHandle) -> None:
        """Waits until the form has moved on. A field that stays, or comes back on a new page, was not accepted."""
        since = time.monotonic()
        while time.monotonic() - since < self.timing.find:
            await self._stop()
            replaced = not await _still_there(filled)
            if replaced:
                await self.page.wait_for_load_state("domcontentloaded")
                if await _count(entry) == 0:
                    return
                break
            await asyncio.sleep(POLL_SECONDS)
        need = Need.CODE if step.what == "code" else Need.PASSWORD
        what = "code" if step.what == "code" else "user name or password"
        raise NeedsYou(need, f"{self.platform.name} did not accept the {what}.", url=self.visit.url)

    async def _stop(self) -> None:
        """Stops at a challenge, lock or notice. That one is not signed in yet is no news here."""
        await stop_on_signal(self.visit, self.watched, self.account)

    async def _left(self, steps: list[Step], waited: float) -> bool:
        """Whether the browser is past the form: no field is on the page, and a session began or nothing more comes."""
        fields = ", ".join(step.field for step in self.sign_in.steps)
        if await _count(self.page.locator(fields).filter(visible=True)) > 0 or not await _loaded(self.page):
            return False
        session = await self._session()
        if session and session != self.old_session:
            return True
        untouched = len(steps) == len(self.sign_in.steps)
        sent_away = urlsplit(self.page.url).path != urlsplit(self.visit.url).path
        may_be_past = (untouched and sent_away) or (not untouched and all(step.optional for step in steps))
        return may_be_past and waited > min(QUIET_SECONDS, self.timing.find)

    async def _session(self) -> Session:
        """The cookies by which the browser is signed in; none where one of them is missing."""
        address = address_of(self.sign_in.probe, self.account)
        cookies = [(one.get("name", ""), one.get("value", "")) for one in await self.page.context.cookies(address)]
        held = [[one for one in cookies if fnmatchcase(one[0], glob)] for glob in self.sign_in.cookies]
        return frozenset(one for some in held for one in some) if all(held) else frozenset()

    def _not_as_known(self) -> NeedsYou:
        detail = f"The sign-in form of {self.platform.name} is not as known. Sign in once by hand."
        return NeedsYou(Need.SIGN_IN, detail, url=self.visit.url)


async def _count(found: Locator) -> int:
    """How many there are; none while the page is being replaced by another one."""
    try:
        return await found.count()
    except Error:
        return 0


async def _loaded(page: Page) -> bool:
    try:
        return bool(await page.evaluate("document.readyState === 'complete'"))
    except Error:
        return False


class _Codes(pyotp.TOTP):
    """One-time codes from a seed of any length: many platforms give 80 bits, and nobody can choose."""

    min_secret_length_bits = 8


def code_now(seed: str) -> str:
    """The one-time code of this moment (RFC 6238). Refused, without a word of the seed, when it is none."""
    try:
        return _Codes("".join(seed.replace("-", " ").split()).rstrip("=")).now()
    except ValueError:
        raise Refused("The stored seed for one-time codes is not valid. Copy it again from the platform.") from None


async def _still_there(element: ElementHandle) -> bool:
    """Whether the very element that was filled is still drawn; one of a page that is gone is not."""
    try:
        return await element.is_visible()
    except Error:
        return False
