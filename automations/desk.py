"""The one page on which an errand is working: opened at the platform's pace, signed in, in the right account."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from playwright.async_api import Error, Route

from automations.answers import ASKING
from automations.consent.fetch import installed
from automations.consent.refusal import Refusals
from automations.dictionary import Words, in_page, worded, words_of
from automations.errand import Errand, Timing
from automations.identity import UNNAMED
from automations.outcome import Need, NeedsYou, NotRecognised, Stopped, WrongAccount
from automations.page import (
    PATIENCE_SECONDS,
    POLL_SECONDS,
    Visit,
    address_of,
    is_sent_away,
    open_fresh,
    refuse_overlays,
    settle,
    stop_on_signal,
    stop_the_wrong_person,
    who_is_signed_in,
)
from automations.pinned import pin
from automations.reading import Read, read_steadily
from automations.script import script_of, told_by
from automations.seen import controls_seen, known_labels, unknown_toggles
from automations.session import Session
from automations.spec import Absent, Parts, Setting, is_part_name
from automations.texts import same
from automations.unnamed import names_by_hint

Cookies = frozenset[tuple[str, str]]


@dataclass(kw_only=True)
class Desk:
    """Opens settings pages, one at a time. A load on which nothing was changed serves the next setting there."""

    session: Session
    errand: Errand
    timing: Timing
    before_load: Callable[[], Awaitable[None]] | None = None
    changed: bool = False
    held_back: bool = False
    """Whether the open page wanted to send a change under another sign-in than the one it was loaded under."""
    refusals: Refusals = field(default_factory=lambda: Refusals(bundle=installed()))
    _visit: Visit | None = None
    _signed_in_by: Cookies = frozenset()
    _handle: str = ""
    """Who the open page was loaded for; empty where no sign-in is needed."""
    _begun_as: Cookies = frozenset()
    """By what the browser was signed in at the first load since a person last helped."""
    _part: str = ""
    """The blog or site whose page is open."""
    _parts: tuple[tuple[str, str], ...] | None = None
    _words: Words = field(default_factory=dict)
    """The dictionary of the open page."""
    _inspected: set[str] = field(default_factory=set)

    async def open(self, setting: Setting) -> Visit:
        """The setting's page: the one that is open when it is a fresh load of that address, else a new load."""
        if self._visit and not self.changed and self._visit.url == self._address(setting):
            return self._visit
        return await self.open_anew(setting)

    async def open_anew(self, setting: Setting) -> Visit:
        """A fresh load of the setting's page, settled."""
        self._part = setting.part
        return await self.open_address(self._address(setting), setting.absent)

    async def open_address(self, url: str, absent: Absent | None = None) -> Visit:
        """A fresh load in a new page, settled: signed in as the right person, with no known banner in the way."""
        for _ in range(2):
            before = self._signed_in_by = await self._sign_in_cookies()
            visit = await self._load(url, absent)
            self._signed_in_by = await self._sign_in_cookies()
            if before == self._signed_in_by:
                break  # else the sign-in changed during the load: who the page belongs to is only known by another one
        self._require_one_sign_in(visit)
        return visit

    def _require_one_sign_in(self, visit: Visit) -> None:
        """Where the platform names nobody, one errand keeps to one sign-in. WrongAccount when that has changed."""
        sign_in = self.errand.platform.sign_in
        if self._handle != UNNAMED or (sign_in and sign_in.renews_cookies):
            return
        self._begun_as = self._begun_as or self._signed_in_by
        if self._signed_in_by != self._begun_as:
            name = self.errand.platform.name
            raise WrongAccount(
                f"The browser changed its sign-in to {name} meanwhile, and {name} does not show who it is now.",
                url=visit.url,
            )

    def worded(self, setting: Setting) -> Setting:
        """The setting with the labels that the open page's own dictionary adds."""
        return worded(setting, self._words)

    async def read(self, visit: Visit, setting: Setting) -> Read:
        """A reading of the setting that can be believed."""
        return await read_steadily(visit, self.errand.platform, self.errand.account, setting, self.timing)

    async def same_sign_in(self) -> bool:
        """Whether the browser still holds the sign-in under which the open page was loaded.

        Another tab may switch accounts: then the page still shows one person, and a change would reach another. Where
        the browser does not tell its cookies, a fresh load says who is signed in now.
        """
        sign_in = self.errand.platform.sign_in
        if self.session.sees_cookies and await self._sign_in_cookies() == self._signed_in_by:
            return True
        if self.session.sees_cookies and not (sign_in and sign_in.renews_cookies):
            return False
        return await self._same_person()

    async def stop_the_other(self) -> None:
        """WrongAccount when somebody else signed in since the open page was asked for: it shows errors then."""
        if self._visit and await self._sign_in_cookies() != self._signed_in_by:
            platform, account = self.errand.platform, self.errand.account
            await stop_the_wrong_person(self._visit, platform, account, seconds=PATIENCE_SECONDS)

    async def hold_back_strays(self) -> None:
        """From now on the open page sends nothing but questions, unless the browser still holds the same sign-in."""
        sign_in = self.errand.platform.sign_in
        if self._visit and self._signed_in_by and sign_in:
            page, renewed = self._visit.page, sign_in.renews_cookies
            await page.route("**/*", self._judge)  # also in frames that the browser keeps apart
            await pin(page, dict(self._signed_in_by), renewed=renewed, held_back=self._hold_back)

    async def clear_the_way(self, *, thoroughly: bool = False) -> bool:
        """Refuses known banners and, thoroughly, one of which no facts tell; True when there was one."""
        if self._visit is None:
            return False
        known = await refuse_overlays(self._visit.page, self.errand.platform)
        return known or (thoroughly and await self.refusals.refuse(self._visit.page))

    async def unknown_controls(self) -> tuple[str, ...]:
        """Switches on the open page that no setting knows, told once for each address."""
        if self._visit is None or self._visit.url in self._inspected:
            return ()
        self._inspected.add(self._visit.url)
        page, platform = self._visit.page, self.errand.platform
        hinted = await names_by_hint(page, (setting.control for setting in platform.settings))
        known = known_labels(platform, self._part)
        told = in_page(known, self._words, self._part)
        return unknown_toggles(await controls_seen(page), known + told + hinted)

    @property
    def gone(self) -> bool:
        """Whether the open page was closed by someone else."""
        return self._visit is not None and self._visit.page.is_closed()

    async def make_way(self) -> None:
        """Closes the open page for a person, who may sign in anew."""
        self._begun_as = frozenset()
        await self.close()

    async def close(self) -> None:
        """Closes the open page."""
        visit, self._visit = self._visit, None
        if visit:
            await visit.page.close()

    async def parts(self) -> tuple[tuple[str, str], ...]:
        """The account's blogs or sites, as the person or the page names them; each with why it is left alone, or ""."""
        if self._parts is None:
            self._parts = await self._list_parts()
        return self._parts

    async def _list_parts(self) -> tuple[tuple[str, str], ...]:
        platform, account = self.errand.platform, self.errand.account
        listing, script = platform.parts, script_of(platform.folder).parts
        if account.parts or listing is None or listing.list_url is None or script is None:
            return tuple((name, "") for name in account.parts)
        await self.close()
        if self.before_load:
            await self.before_load()
        visit = await self._settled(listing.list_url)
        deadline = time.monotonic() + self.timing.find
        while (named := await told_by(visit.page, script)) is None:
            await stop_on_signal(visit, platform, account)
            if time.monotonic() > deadline:
                raise await self._not_listed(listing)
            await asyncio.sleep(POLL_SECONDS)
        if not all(is_part_name(name) for name, _ in named):
            raise NotRecognised(f"{platform.name} lists a {listing.what} under a name that no {listing.what} has.")
        return tuple(dict(named).items())

    async def _not_listed(self, listing: Parts) -> Stopped:
        """Why nothing is listed: nobody is signed in any more, or the list is not as it is known."""
        platform, account = self.errand.platform, self.errand.account
        sign_in = platform.sign_in
        if sign_in and await is_sent_away(self.session.context, address_of(sign_in.probe, account)):
            detail = f"{platform.name} does not show that you are signed in. Sign in once more."
            return NeedsYou(Need.SIGN_IN, detail, url=address_of(sign_in.url, account))
        return NotRecognised(
            f"{platform.name} does not list the {listing.what}s of this account as it is known to. Name them yourself, "
            "and each is visited."
        )

    async def _load(self, url: str, absent: Absent | None) -> Visit:
        await self.close()
        if self.before_load:
            await self.before_load()
        return await self._settled(url, absent)

    async def _settled(self, url: str, absent: Absent | None = None) -> Visit:
        platform, account = self.errand.platform, self.errand.account
        visit = await open_fresh(self.session.context, platform, url, self.timing)
        self._visit, self.changed, self.held_back = visit, False, False
        self._handle = await settle(visit, platform, account, self.timing, absent)
        self._words = await words_of(visit.page, platform)
        await self.clear_the_way()
        return visit

    async def _sign_in_cookies(self) -> Cookies:
        sign_in = self.errand.platform.sign_in
        if sign_in is None or not sign_in.cookies or not self.session.sees_cookies:
            return frozenset()
        address = address_of(sign_in.probe, self.errand.account)
        cookies = [(one.get("name", ""), one.get("value", "")) for one in await self.session.context.cookies(address)]
        return frozenset(one for one in cookies if any(fnmatchcase(one[0], glob) for glob in sign_in.cookies))

    async def _same_person(self) -> bool:
        platform, account = self.errand.platform, self.errand.account
        if platform.sign_in is None:
            return True
        if self.before_load:
            await self.before_load()
        now = await who_is_signed_in(self.session.context, platform, account)
        return now is not None and same(now, self._handle)

    def _hold_back(self) -> None:
        self.held_back = True

    async def _judge(self, route: Route) -> None:
        asks = route.request.method in ASKING
        with contextlib.suppress(Error):  # the page was closed meanwhile, and the request with it
            if asks or await self.same_sign_in():
                await route.fallback()
            else:
                self._hold_back()
                await route.abort()

    def _address(self, setting: Setting) -> str:
        return address_of(setting.url, self.errand.account)
