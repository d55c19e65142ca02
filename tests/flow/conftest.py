"""A service on a data folder of its own, with practice platforms that nobody else uses."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from automations.catalogue import load
from automations.errand import Timing
from automations.practice.scenario import Delays, Scenario
from automations.practice.server import Practice
from automations.session_file import StorageState
from backend.accounts import StoredAccount
from backend.flow.feed import Event
from backend.flow.jobs import State, StoredJob
from backend.flow.service import Service, run_service
from backend.office import Office, open_office
from backend.settings import Settings, read_settings
from tests.chromium import SHELL
from tests.database import Server

OTHERS = Path(__file__).parents[1] / "corpus" / "platforms"
DELAYS = Delays(slow=0.5, hydrate=0.5, save=0.5, reverts=3600)
BRISK = Timing(find=12, save=12, later=0.3)
SHARING = "x.business_partner_sharing"
OVER = (State.DONE, State.CANCELLED, State.FAILED)


@pytest.fixture(scope="session")
async def practice() -> AsyncIterator[Practice]:
    """X, and a platform with every kind of control."""
    async with Practice(load([OTHERS]), delays=DELAYS) as practice:
        yield practice


@dataclass(frozen=True, kw_only=True)
class House:
    """A data folder, and the practice platforms that its browsers reach."""

    settings: Settings
    practice: Practice

    @property
    def environ(self) -> dict[str, str]:
        """What leads a process to the data folder and to the practice platforms."""
        overrides = self.settings.overrides
        return {
            **os.environ,
            **self.settings.environ,
            "UNCONSENT_HOME": str(self.settings.home),
            "UNCONSENT_RESOLVE": ",".join(f"{one.host}={one.target}" for one in overrides.resolve),
            "UNCONSENT_TRUST_SPKI": ",".join(overrides.trust_spki),
        }

    @asynccontextmanager
    async def office(self) -> AsyncIterator[Office]:
        """Its office, opened."""
        async with open_office(self.settings, timing=BRISK) as office:
            yield office

    @asynccontextmanager
    async def service(self, *, width: int | None = None, tabs: int = 0) -> AsyncIterator[Service]:
        """Its service, running."""
        async with self.office() as office, run_service(office, width=width, tabs=tabs) as service:
            yield service

    async def account(
        self,
        office: Office,
        name: str = "me",
        *,
        slug: str = "x",
        scenario: Scenario = Scenario.SHARING_ON,
        signed_in: bool = True,
    ) -> StoredAccount:
        """A signed-in account of that name, here and on the practice platform."""
        handle = f"{name}_{os.urandom(4).hex()}"
        state = self.practice.person(slug, handle, scenario=scenario)
        account = await office.accounts.add(office.catalogue.platform(slug), name, handle=handle)
        account = await office.accounts.consent(account)
        if signed_in:
            await office.accounts.keep_session(account, StorageState.model_validate(state))
        return account

    def truth(self, account: StoredAccount) -> dict[str, object]:
        """What the platform holds."""
        return self.practice.truth(account.platform, str(account.handle))


@pytest.fixture
def house(practice: Practice, tmp_path: Path) -> House:
    """An empty data folder with a database of its own."""
    return house_at(practice, tmp_path / "house")


@pytest.fixture(params=["sqlite", "postgresql"])
def either_house(request: pytest.FixtureRequest, practice: Practice, tmp_path: Path) -> Iterator[House]:
    """An empty data folder on each kind of database."""
    if request.param == "sqlite":
        yield house_at(practice, tmp_path / "house")
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as name:
        yield house_at(practice, tmp_path / "house", server.address_with_password(name))


def house_at(
    practice: Practice, folder: Path, database: SecretStr | None = None, *, platforms: Path = OTHERS, **more: str
) -> House:
    """A data folder, on that PostgreSQL database where one is named."""
    environ = {
        "UNCONSENT_BROWSER": str(SHELL),
        "UNCONSENT_PLATFORMS_PATH": str(platforms),
        "PATH": os.environ["PATH"],
        **more,
        **({"UNCONSENT_DATABASE_URL": database.get_secret_value()} if database else {}),
    }
    settings = read_settings(environ, home=folder)
    return House(settings=replace(settings, overrides=practice.overrides), practice=practice)


async def ended(service: Service, job: StoredJob) -> tuple[StoredJob, list[Event]]:
    """The job once it is over, and everything that was told of it."""
    told: list[Event] = []
    async for event in service.feed.listen(job.member, after=0, job=job.id):
        told += [event] if event else []
        if event and event.kind == "ended":
            break
    over = await service.jobs.get(job.id)
    assert over and over.state in OVER
    return over, told


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Waits until it is so; the test's own time-out ends it otherwise."""
    while not await true():  # noqa: ASYNC110
        await asyncio.sleep(0.05)
