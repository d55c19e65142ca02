"""A real WordPress for each worker that needs one, a browser that reaches nothing else, and errands in it."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, BrowserContext, StorageState

from automations import catalogue, sign_in
from automations.errand import Account, Errand, Help, Mode, Progress, Stage, Timing, Wanted
from automations.outcome import Need, Result
from automations.runner import run_account
from automations.selection import select
from automations.session import Session
from automations.sign_in import Credentials
from automations.spec import Platform
from tests.chromium import LOCAL, launched
from tests.wordpress.real import OWNER, Real
from tests.wordpress.site import Person, Site

TIMING = Timing(find=12.0, save=12.0, steady=0.05, disabled=0.2)
BLOG_PUBLIC = "wporg.blog_public"


@pytest.fixture(scope="session")
def real() -> Iterator[Real]:
    """WordPress, PHP and MariaDB, started when the first test needs them."""
    started = Real.start()
    try:
        yield started
    finally:
        started.guard.end()


@pytest.fixture(scope="session")
def platform() -> Platform:
    return catalogue.load().platform("wordpress-self-hosted")


@pytest.fixture
def site(real: Real) -> Site:
    """A plain English site that search engines may index."""
    plain = real.site()
    plain.reset()
    return plain


@pytest.fixture
def site_in_folder(real: Real) -> Site:
    """The same, at /blog of its server."""
    plain = real.site("/blog")
    plain.reset()
    return plain


@pytest.fixture(scope="session")
async def local_browser() -> AsyncIterator[Browser]:
    """A real Chromium that reaches this machine only."""
    async with launched(LOCAL) as browser:
        yield browser


class Visitor:
    """A person at a browser: signs in as real people do, and sends errands."""

    def __init__(self, browser: Browser, platform: Platform) -> None:
        self._browser = browser
        self.platform = platform
        self._signed_in: dict[tuple[str, str], StorageState] = {}
        self.told: list[Progress] = []

    @asynccontextmanager
    async def session(self, state: StorageState | None = None) -> AsyncIterator[Session]:
        """A fresh browser, signed in where a state is given."""
        context = await self._browser.new_context(storage_state=state)
        try:
            yield Session(context=context, outside=self._outside)
        finally:
            await context.close()

    @asynccontextmanager
    async def _outside(self) -> AsyncIterator[BrowserContext]:
        context = await self._browser.new_context()
        try:
            yield context
        finally:
            await context.close()

    async def signed_in(self, site: Site, person: Person) -> StorageState:
        """The session that the site's own form gave this person; asked for once."""
        key = (site.address, person.login)
        if key not in self._signed_in:
            async with self.session() as session:
                await self.sign_in(session, site, credentials_of(person))
                self._signed_in[key] = await session.context.storage_state()
            site.forget_requests()
        return self._signed_in[key]

    async def sign_in(self, session: Session, site: Site, credentials: Credentials) -> str:
        """Signs in through the site's form and returns the handle."""
        account = account_of(site)
        return await sign_in.with_credentials(session.context, self.platform, account, credentials, timing=TIMING)

    def forget(self, site: Site) -> None:
        """Forgets the sessions at this site."""
        self._signed_in = {key: state for key, state in self._signed_in.items() if key[0] != site.address}

    async def send(
        self,
        site: Site,
        mode: Mode,
        *,
        person: Person | None = OWNER,
        handle: str | None = None,
        restore: str | None = None,
        credentials: Credentials | None = None,
        meanwhile: Mapping[Stage, Callable[[], None]] | None = None,
    ) -> Result:
        """Runs the errand for the one setting in a fresh browser, signed in as that person.

        `meanwhile`: what happens to the site right before a stage.
        """
        state = await self.signed_in(site, person) if person else None
        account = account_of(site, handle or (person.login if person else None))
        errand = Errand(platform=self.platform, account=account, mode=mode, wanted=self._wanted(mode, restore))
        self.told.clear()

        async def journal(progress: Progress) -> None:
            await self.hear(progress)
            (meanwhile or {}).get(progress.stage, lambda: None)()

        async with self.session(state) as session:
            help = self._sign_in_again(session, site, credentials) if credentials else None
            run = run_account(session, errand, journal=journal, timing=TIMING, help=help)
            (result,) = [one async for one in run]
        return result

    def _wanted(self, mode: Mode, restore: str | None) -> tuple[Wanted, ...]:
        """The setting, asked for by its name."""
        if mode is Mode.UNDO:
            return (Wanted(setting=self.platform.setting(BLOG_PUBLIC), restore=restore),)
        return select(self.platform, mode, named={BLOG_PUBLIC}).wanted

    async def hear(self, progress: Progress) -> None:
        """Notes a step of a run."""
        self.told.append(progress)

    def _sign_in_again(self, session: Session, site: Site, credentials: Credentials) -> Help:
        return Help(needs=frozenset({Need.SIGN_IN}), give=lambda asked: self.sign_in(session, site, credentials))


def account_of(site: Site, handle: str | None = None) -> Account:
    return Account(name="home", handle=handle, address=site.address)


def credentials_of(person: Person, password: str | None = None) -> Credentials:
    return Credentials(user=person.login, password=person.password if password is None else password)


@pytest.fixture(scope="session")
def visitor(local_browser: Browser, platform: Platform) -> Visitor:
    return Visitor(local_browser, platform)
