"""Everything that a command or a job works with, opened together and closed together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from automations.browser import Browsers
from automations.catalogue import Catalogue
from automations.discovery import find_browser
from automations.errand import Timing
from automations.outcome import Refused
from automations.reach import SITE, Overrides, reach_of
from automations.session import Session
from automations.session_file import StorageState
from automations.sign_in import probe
from automations.spec import Platform
from automations.window import open_window
from backend.accounts import Accounts, StoredAccount
from backend.keys import Key, find_key
from backend.letters import Letters
from backend.notify import Notifications
from backend.receipts import Receipts
from backend.records import Records
from backend.settings import Settings
from backend.sightings import Sightings
from backend.store import Store, open_store
from backend.updates import known_catalogue
from backend.vault import Vault

Notice = Callable[[str], None]
GONE = (
    "Nothing is known of the platform {slug!r} any more: its folder was taken away, or an update dropped it. Put the "
    "folder back (see platforms_path), or remove the account {name!r}; its receipts stay."
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """One data folder at work: its accounts, records and receipts, the platforms, and browsers when they are needed."""

    settings: Settings
    store: Store
    key: Key
    vault: Vault
    catalogue: Catalogue
    accounts: Accounts
    records: Records
    receipts: Receipts
    sightings: Sightings
    letters: Letters
    notifications: Notifications
    notice: Notice = field(repr=False)
    timing: Timing = field(default_factory=Timing)

    def of(self, member: int) -> "Office":
        """The same for another member, who sees nothing of the others."""
        return replace(
            self,
            accounts=self.accounts.of(member),
            records=self.records.of(member),
            receipts=self.receipts.of(member),
            sightings=self.sightings.of(member),
            letters=self.letters.of(member),
            notifications=self.notifications.of(member),
        )

    @property
    def travels(self) -> bool:
        """Whether sessions are sealed after every visit, as the next one may be made by another machine."""
        return self.settings.database is not None

    @property
    def overrides(self) -> Overrides:
        """Where test sites stand in for platforms; empty in earnest."""
        return self.settings.overrides

    @property
    def test_sites(self) -> tuple[str, ...]:
        """Hosts that are sent elsewhere."""
        return tuple(one.host for one in self.overrides.resolve)

    def platform_of(self, account: StoredAccount) -> Platform:
        """The platform of an account. Refused when the catalogue has lost it."""
        if not self.knows(account):
            raise Refused(GONE.format(slug=account.platform, name=account.name))
        return self.catalogue.platform(account.platform)

    def knows(self, account: StoredAccount) -> bool:
        """Whether its platform is still in the catalogue: a folder of one's own, or an update, may have gone."""
        return account.platform in self.catalogue.platforms

    def title_of(self, account: StoredAccount, setting: str) -> str:
        """What people call one of its settings; the id of one that the catalogue has lost."""
        try:
            return self.platform_of(account).title_of(setting)
        except (Refused, KeyError):
            return setting

    async def slug_of(self, name: str) -> str:
        """The slug that is meant, also where only an account knows it. Refused with the nearest names otherwise."""
        if any(one.platform == name for one in await self.accounts.all()):
            return name
        return self.catalogue.platform(name).slug

    def hosts_of(self, account: StoredAccount) -> tuple[str, ...]:
        """The hosts whose cookies belong to this account."""
        own = urlsplit(account.address or "").hostname
        return (*(one for one in self.platform_of(account).hosts if one != SITE), *([own] if own else []))

    def reach_of_tab(self, account: StoredAccount) -> tuple[str, ...]:
        """Where a lent tab may be sent for this account: the platform's hosts, or the origin of the person's site."""
        platform = self.platform_of(account)
        own = urlsplit(account.address or "")
        return (
            *(one for one in (*platform.hosts, *platform.assets) if one != SITE),
            *([f"{own.scheme}://{own.netloc}"] if own.netloc else []),
        )

    @asynccontextmanager
    async def browsers(self) -> AsyncIterator[Browsers]:
        """Browsers for a while; they are started one by one when a profile is opened."""
        environ = self.settings.environ
        executable = None if environ.get("UNCONSENT_BROWSER_ENDPOINT") else find_browser(environ)
        async with Browsers(executable, environ=environ, notice=self.notice) as browsers:
            yield browsers

    @asynccontextmanager
    async def signed_in(
        self, browsers: Browsers, account: StoredAccount, *, headed: bool = False, by_hand: bool = False
    ) -> AsyncIterator[Session]:
        """The account's profile in a browser, with what the vault keeps of its session.

        `by_hand`: a person has just signed in there, so that what was kept before does not come in between.
        """
        reach = reach_of(self.platform_of(account), account.account, self.overrides)
        async with browsers.profile(self.accounts.profile(account), reach, headless=not headed) as session:
            if not by_hand:
                kept = await self.accounts.session(account)
                await (session.replace(kept) if self.travels and kept.cookies else session.install(kept))
            try:
                yield session
            finally:
                state = await (session.state() if self.travels else session.forgotten())
                if state is not None:
                    await self.accounts.keep_session(account, state)

    async def who(self, account: StoredAccount, *, by_hand: bool = False) -> str:
        """The handle that is signed in; empty where the platform needs none. Raises what a run would stop at."""
        async with self.browsers() as browsers, self.signed_in(browsers, account, by_hand=by_hand) as session:
            return await probe(session.context, self.platform_of(account), account.account, self.timing)

    async def sign_in_by_hand(self, account: StoredAccount) -> str:
        """Opens an ordinary window to sign in, waits until the person closes it, and says who is signed in."""
        platform = self.platform_of(account)
        environ = self.settings.environ
        url = platform.sign_in.url if platform.sign_in else platform.settings[0].url
        await open_window(
            find_browser(environ),
            self.accounts.profile(account),
            account.fill(url),
            reach_of(platform, account.account, self.overrides),
            environ=environ,
        )
        handle = await self.who(account, by_hand=True)
        await self.accounts.signed_in_by(account, "by_hand")
        return handle

    async def sign_in_with_session(self, account: StoredAccount, state: StorageState) -> str:
        """Puts a session from elsewhere into the account's profile, and says who is signed in."""
        platform = self.platform_of(account)
        own = state.only_for(self.hosts_of(account))
        if not own:
            raise Refused(f"This session holds nothing of {platform.name}. Export it while you are signed in there.")
        async with self.browsers() as browsers, self.signed_in(browsers, account) as session:
            await session.replace(own)
            handle = await probe(session.context, platform, account.account, self.timing)
        await self.accounts.signed_in_by(account, "session_file")
        return handle


@asynccontextmanager
async def open_office(
    settings: Settings, *, notice: Notice = lambda _: None, timing: Timing | None = None
) -> AsyncIterator[Office]:
    """Opens the data folder. Refused with what to do when it cannot be used, or a platform file is wrong."""
    catalogue = known_catalogue(settings)
    async with open_store(settings.home, database=settings.database) as store:
        key = await find_key(settings, store, notice=notice)
        vault = Vault(store, key)
        receipts = Receipts(store, vault, catalogue)
        yield Office(
            settings=settings,
            store=store,
            key=key,
            vault=vault,
            catalogue=catalogue,
            accounts=Accounts(store, vault, settings.home),
            records=Records(store, receipts, paused=catalogue.paused),
            receipts=receipts,
            sightings=Sightings(store=store, vault=vault),
            letters=Letters.over(store, vault, catalogue, receipts),
            notifications=Notifications.over(
                store, vault, environ=settings.environ, private_for=settings.notify_private
            ),
            notice=notice,
            timing=timing or Timing(),
        )
