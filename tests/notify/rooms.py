"""A data folder whose people are told, with a clock that is moved by hand."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from automations.errand import Mode
from automations.outcome import Outcome
from backend.accounts import StoredAccount
from backend.flow.findings import Findings, What
from backend.notify import Notifications
from backend.notify.outbox import Outbox
from backend.notify.targets import Target
from backend.notify.teller import Teller
from backend.office import Office, open_office
from backend.settings import PrivateFor
from backend.store.tables import OWNER
from tests.store.household import result, settings_of

SUNDAY = datetime(2027, 1, 3, 12, tzinfo=UTC)


@dataclass(kw_only=True)
class Clock:
    """Stands until it is moved."""

    now: datetime = SUNDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        """As in `minutes=5`."""
        self.now += timedelta(**span)


@dataclass(frozen=True, kw_only=True)
class Room:
    """The owner's office with one worker that tells."""

    office: Office
    clock: Clock
    findings: Findings
    outbox: Outbox
    member: int = OWNER

    @property
    def notifications(self) -> Notifications:
        """The member's."""
        return self.office.notifications.of(self.member)

    def of(self, member: int) -> "Room":
        """Another member's."""
        return replace(self, member=member)

    async def account(self, name: str = "me") -> StoredAccount:
        """An account at X."""
        office = self.office.of(self.member)
        return await office.accounts.add(office.catalogue.platform("x"), name, handle=f"handle_of_{name}")

    async def found(
        self, account: StoredAccount, what: What = What.CAME_BACK, *, number: int = 0, detail: str = "secret of a page"
    ) -> None:
        """A look found something about the nth setting."""
        setting = "" if what is What.LOOK_DUE else self.office.catalogue.platform("x").settings[number].id
        assert await self.findings.add(account.id, setting, what, detail)

    async def stands(self, account: StoredAccount, outcome: Outcome, number: int = 0) -> None:
        """A look ended so."""
        office = self.office.of(account.member)
        setting = office.catalogue.platform("x").settings[number].id
        await office.records.finish(account, Mode.CHECK, result(account, setting, outcome, after=None))

    async def target(self, url: str, name: str = "phone") -> Target:
        """A place to be told at; whether the address can be used is not looked at."""
        return await self.notifications.targets.add(name, url.partition(":")[0], url)

    async def tell(self, **span: float) -> None:
        """The chore, so much later; after what was found just before was gathered."""
        await self.teller.tell()
        self.clock.move(**(span or {"minutes": 2}))
        await self.teller.tell()

    @property
    def teller(self) -> Teller:
        """The chore of one worker."""
        return Teller(office=self.office, outbox=self.outbox)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a room is opened."""

    home: Path
    database: SecretStr | None = None
    clock: Clock = field(default_factory=Clock)
    environ: dict[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self, private_for: PrivateFor = "owner", **environ: str) -> AsyncIterator[Room]:
        """The folder, opened as a worker does."""
        settings = replace(settings_of(self.home), database=self.database)
        async with open_office(settings) as office:
            notifications = Notifications.over(
                office.store,
                office.vault,
                environ={"PATH": os.environ["PATH"], **self.environ, **environ},
                private_for=private_for,
                clock=self.clock,
            )
            yield Room(
                office=replace(office, notifications=notifications),
                clock=self.clock,
                findings=Findings(office.store, clock=self.clock),
                outbox=Outbox(office.store, self.clock),
            )
