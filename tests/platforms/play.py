"""A practice account in a real browser: errands run in it, and what the server holds and was asked is read back."""

import secrets
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.async_api import Browser, BrowserContext, Request

from automations.errand import Account, Errand, Journal, Mode, Progress, Timing, Wanted
from automations.outcome import PROVEN, ProofKind, Result
from automations.practice.people import Event, Person, Write
from automations.practice.row import out_value
from automations.practice.scenario import Scenario, twist_of
from automations.practice.server import Practice
from automations.practice.site import Site
from automations.practice.stand import VISITOR
from automations.practice.twist import Twist
from automations.runner import run_account
from automations.session import Session
from automations.spec import Kind, Platform, Setting
from automations.texts import all_texts, among

PATIENT = Timing(open=20, find=10, save=8, steady=0.1, disabled=0.3, absent=0.5, later=0.3)
"""Waiting long costs nothing where all goes well."""
BRISK = replace(PATIENT, find=1.5)
"""For pages on which there is nothing to find."""
OURS = ("save", "confirm")
OPENER = "opener"
"""Marks the tabs and buttons behind which a platform without deep links keeps its settings."""


@dataclass(kw_only=True)
class Player:
    """One practice account, and the browser that is signed in to it."""

    practice: Practice
    platform: Platform
    context: BrowserContext
    browser: Browser
    handle: str
    strayed: list[str] = field(default_factory=list)
    """Requests to hosts that are no practice hosts."""
    false_successes: list[Result] = field(default_factory=list)
    """What was said to be proven, and is not what the server stores."""
    progress: list[Progress] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    """The blogs or sites that the person has named."""
    outside: Callable[[], AbstractAsyncContextManager[BrowserContext]] | None = None
    """What visitors see, where a test shows them something else."""
    on_progress: Journal | None = None

    @property
    def site(self) -> Site:
        return self.practice.stands[self.platform.slug].site

    @property
    def person(self) -> Person:
        """The account as the server knows it; tests may change it."""
        return self.practice.stands[self.platform.slug].people[self.handle]

    @property
    def truth(self) -> dict[str, Any]:
        """What the server stores, by setting id."""
        return self.practice.truth(self.platform.slug, self.handle)

    @property
    def writes(self) -> tuple[Write, ...]:
        """Every change that the server was asked for."""
        return self.practice.writes(self.platform.slug, self.handle)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was done to elements of the account's pages, but for opening what holds the settings."""
        events = self.practice.events(self.platform.slug, self.handle)
        return tuple(one for one in events if one.marker != OPENER)

    def switch_to(self, scenario: Scenario) -> None:
        """Lets the platform behave in another way from now on."""
        delays = self.practice.delays
        self.person.twist = twist_of(scenario, self.site, delays, frozenset())

    def is_out(self, setting: Setting) -> bool:
        """Whether the server stores that the setting is opted out."""
        return bool(self.truth[setting.id] == out_value(self.site, setting))

    def opened(self, setting: Setting) -> set[str]:
        """Markers of elements that were touched, but for a control that must be opened to be read."""
        own = {f"control:{setting.id}"} if is_opened_to_be_read(setting) else set()
        return {event.marker for event in self.events} - own

    def done_since(self, count: int, *settings: Setting) -> set[str]:
        """Markers of what was touched after so many events, but for what is pressed to be read."""
        to_be_read = {f"control:{one.id}" for one in settings if is_opened_to_be_read(one)}
        return {one.marker for one in self.events[count:] if one.kind == "change" or one.marker not in to_be_read}

    def touched(self, setting: Setting) -> set[str]:
        """Markers of all elements that were touched, but for the setting's control, its save and its confirm."""
        return {event.marker for event in self.events} - {f"control:{setting.id}", *OURS}

    async def run(self, *settings: Setting, mode: Mode = Mode.RUN, timing: Timing = PATIENT) -> tuple[Result, ...]:
        """Runs or checks these settings."""
        return await self.send(*(Wanted(setting=one) for one in settings), mode=mode, timing=timing)

    async def one(self, setting: Setting, mode: Mode = Mode.RUN, *, timing: Timing = PATIENT) -> Result:
        """Runs or checks one setting."""
        (result,) = await self.run(setting, mode=mode, timing=timing)
        return result

    async def undo(self, *before: Result, timing: Timing = PATIENT) -> tuple[Result, ...]:
        """Puts back what these results say was there before."""
        wanted = (Wanted(setting=self.platform.setting(one.setting), restore=one.before) for one in before)
        return await self.send(*wanted, mode=Mode.UNDO, timing=timing)

    async def send(self, *wanted: Wanted, mode: Mode, timing: Timing = PATIENT) -> tuple[Result, ...]:
        """Runs one errand, and holds it to what every result promises: the server has the last word."""
        account = Account(name="practice", handle=self.handle, address=_address(self.site), parts=self.parts)
        errand = Errand(platform=self.platform, account=account, mode=mode, wanted=wanted)
        session = Session(context=self.context, outside=self.outside or (lambda: visitor(self)))
        expected = list(wanted)

        def planned(instead_of: Wanted, parts: tuple[Wanted, ...]) -> None:
            place = expected.index(instead_of)
            expected[place : place + 1] = parts

        told = run_account(session, errand, journal=self.hear, timing=timing, planned=planned)
        results: list[Result] = []
        async for result in told:
            self._hold(expected[len(results)], result)
            results.append(result)
        assert [one.setting for one in results] == [one.setting.id for one in expected]
        assert not self.strayed, "a request left the practice hosts"
        assert not self.oddities, "a request of the page that is no change of a setting"
        return tuple(results)

    @property
    def oddities(self) -> list[str]:
        """What the account was asked to change that is no setting: its language, say."""
        seen = self.practice.requests(self.platform.slug)
        return [one.path for one in seen if one.account == self.handle and one.method != "GET" and not one.is_write]

    def _hold(self, wanted: Wanted, result: Result) -> None:
        if result.outcome in PROVEN:
            if self.is_out(wanted.setting) is not says_out(wanted):
                self.false_successes.append(result)
            assert not self.false_successes, "the server knows better"
            kinds = {proof.kind for proof in result.proofs}
            late = {ProofKind.PUBLIC} if any(one.lags for one in wanted.setting.public) else set()
            assert kinds | late == set(wanted.setting.proofs)

    async def hear(self, progress: Progress) -> None:
        """Notes one step, and does what the test wants done at it."""
        self.progress.append(progress)
        if self.on_progress:
            await self.on_progress(progress)


@asynccontextmanager
async def visitor(player: Player) -> AsyncIterator[BrowserContext]:
    """A browser without any session, which looks at this player's public pages."""
    context = await player.browser.new_context(extra_http_headers={VISITOR: player.handle})
    yield context
    await context.close()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where practice accounts are made."""

    practice: Practice
    browser: Browser

    @asynccontextmanager
    async def player(
        self,
        platform: Platform,
        scenario: Scenario = Scenario.SHARING_ON,
        *,
        language: str = "en",
        only: Collection[str] = (),
        twist: Twist | None = None,
        change: Callable[[dict[str, Any]], None] | None = None,
    ) -> AsyncIterator[Player]:
        """A new account in a browser context of its own. `change` alters the browser's state before it starts."""
        handle = f"me_{secrets.token_hex(4)}"
        state = self.practice.person(
            platform.slug, handle, scenario=scenario, language=language, only=only, twist=twist
        )
        if change:
            change(state)
        context = await self.browser.new_context(storage_state=state)  # type: ignore[arg-type]
        player = Player(practice=self.practice, platform=platform, context=context, browser=self.browser, handle=handle)
        context.on("requestfailed", lambda request: _note_stray(player, request))
        yield player
        await context.close()


def is_opened_to_be_read(setting: Setting) -> bool:
    """Whether reading it means pressing something: what it opens is closed again."""
    return setting.control.kind in (Kind.DIALOG, Kind.MENU) or bool(setting.control.open_first)


def says_out(wanted: Wanted) -> bool:
    """Whether what is wanted is the opted-out state."""
    control = wanted.setting.control
    outs = all_texts(control.shows or control.options or control.labels) if control.out is None else (control.out,)
    if control.kind is Kind.ACTION:
        outs = ("off",)
    return wanted.restore is None or among(wanted.restore, outs)


def _note_stray(player: Player, request: Request) -> None:
    if "ERR_NAME_NOT_RESOLVED" in (request.failure or ""):
        player.strayed.append(request.url)


def _address(site: Site) -> str | None:
    return f"https://{site.address}" if site.address else None
