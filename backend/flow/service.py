"""The service without its HTTP: an office whose jobs survive, for the API, the command line and tests alike."""

import asyncio
import contextlib
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from automations.errand import Mode
from automations.spec import Place
from backend.accounts import StoredAccount
from backend.batch import default_width
from backend.flow.engine import engine
from backend.flow.feed import Feed
from backend.flow.findings import Findings
from backend.flow.holding import BUSY, FORM_AT_WORK, IN_HAND, Holding
from backend.flow.jobs import Jobs, Options, Priority, State, StoredJob
from backend.flow.keeper import Keeper
from backend.flow.line import Line
from backend.flow.objections import Objections
from backend.flow.questions import Questions
from backend.flow.schedules import Schedules
from backend.flow.worker import Worker, queued
from backend.members.trouble import Conflict
from backend.office import Office
from backend.relay.lending import Lendings
from backend.service.here import alone
from backend.store.postgresql import url_of
from backend.windows.windows import Windows

WORKER_ID = "worker.id"
FLOW = "flow.db"


@dataclass(frozen=True, kw_only=True)
class Service:
    """Takes wishes, and keeps them."""

    worker: Worker
    keeper: Keeper
    windows: Windows
    objections: Objections

    @property
    def office(self) -> Office:
        """The owner's office; `of` gives another member's."""
        return self.worker.office

    @property
    def jobs(self) -> Jobs:
        """What was asked for."""
        return self.worker.jobs

    @property
    def feed(self) -> Feed:
        """What happens."""
        return self.worker.feed

    @property
    def questions(self) -> Questions:
        """What jobs ask people."""
        return self.worker.questions

    @property
    def findings(self) -> Findings:
        """What looks at accounts have found."""
        return self.worker.findings

    @property
    def lendings(self) -> Lendings:
        """Who lends a tab for a job."""
        return self.worker.lendings

    @property
    def schedules(self) -> Schedules:
        """When accounts are looked at again."""
        return self.worker.schedules

    async def ask(
        self,
        member: int,
        account: int,
        mode: Mode,
        *,
        options: Options,
        asked_by: str,
        priority: int = Priority.BUTTON,
        key: str | None = None,
    ) -> tuple[StoredJob, bool]:
        """A new job in line, and True; or the one that this key has asked for before, and False. As `Jobs.ask`."""
        job, new = await self.jobs.ask(
            member, account, mode, options=options, asked_by=asked_by, priority=priority, key=key
        )
        if new:
            await self.feed.add(job.id, member, "queued", queued(job))
        if job.state is State.QUEUED:
            await self.worker.line.put(job)
        return job, new

    async def answer(self, job: StoredJob, text: str) -> bool:
        """Hands an answer to what the job asks. False when it asks nothing now, or it came too late."""
        question = await self.questions.open(job.id)
        if question is None or not await self.questions.answer(question, text):
            return False
        if job.state is State.WAITING:
            await self.questions.take(question)
            await self.worker.go_on(job)  # unless another process has seen the answer first, and gone on with it
        return True

    async def signed_in(self, account: StoredAccount) -> None:
        """A person has signed in there: whatever waits for that goes on."""
        for job in await self.jobs.list(account.member, states=[State.WAITING], account=account.id):
            await self.answer(job, "done")

    async def stop_all(self, member: int) -> None:
        """Ends everything of a member that is under way, and what the engine keeps of it. Conflict while a browser of
        theirs is still open."""
        accounts = await self.office.of(member).accounts.all()
        if any(self.objections.holds(one.id) for one in accounts):
            raise Conflict(FORM_AT_WORK)
        for account in accounts:
            await self.windows.close(account.id)
        stopped = [await self.cancel(one) for one in await self.jobs.open() if one.member == member]
        if any(one.state is State.RUNNING for one in stopped):
            raise Conflict(BUSY)
        if await self.keeper.holding.any_of(member):
            raise Conflict(IN_HAND)
        await self.worker.line.engine.forget(await self.jobs.attempts_of(member))

    async def cancel(self, job: StoredJob) -> StoredJob:
        """Asks a job to stop."""
        return await self.worker.cancel(job)


@asynccontextmanager
async def run_service(office: Office, *, width: int | None = None, tabs: int = 0) -> AsyncIterator[Service]:
    """The service of a data folder, with its worker and its chores, until the block ends.

    `width`: accounts visited at once in profiles of its own; `tabs`: in tabs that are lent to it, which only a process
    with an API can be; 0 and 0 for a process that only takes wishes. Refused when it runs already.
    """
    store, home = office.store, office.settings.home
    name = await asyncio.to_thread(_worker_id, home)
    slots = {Place.OWN_PROFILE: default_width() if width is None else width, Place.OWN_TAB: tabs}
    worker = Worker(
        name=name,
        office=office,
        jobs=Jobs(store),
        feed=Feed(store, office.key.purpose("events")),
        questions=Questions(store, office.key.purpose("answers")),
        findings=Findings(store),
        schedules=Schedules(store),
    )
    with alone(home):
        url = await asyncio.to_thread(_database, office)
        async with engine(url, key=office.key.purpose("flow"), executor=name, work=worker.work, width=slots) as running:
            worker.line = Line(engine=running)
            holding = Holding(store=store, jobs=worker.jobs, worker=name)
            await holding.release_all()
            keeper = Keeper(store=store, engine=running, worker=worker, holding=holding, width=slots)
            await keeper.beat()
            chores = asyncio.create_task(keeper.run())
            windows = Windows(holding=holding, at_once=office.settings.windows)
            objections = Objections(holding=holding, at_once=office.settings.windows)
            try:
                yield Service(worker=worker, keeper=keeper, windows=windows, objections=objections)
            finally:
                await asyncio.gather(windows.end(), objections.end())
                chores.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await chores
                await worker.halt()
                await keeper.leave()


def _database(office: Office) -> str:
    """The address of the engine's own tables: beside ours in PostgreSQL, else in a file that outlives a crash."""
    if office.settings.database:
        return url_of(office.settings.database.get_secret_value()).render_as_string(hide_password=False)
    file = office.settings.home / FLOW
    file.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{file}"


def _worker_id(home: Path) -> str:
    """A name of this data folder on this machine, that no other process has."""
    file = home / WORKER_ID
    if not file.is_file():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(8), encoding="ascii")
    return file.read_text(encoding="ascii").strip()
