"""Many accounts: platforms side by side, the accounts of one platform one after the other, each at its pace."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence

from automations.browser import Browsers
from backend.accounts import StoredAccount
from backend.errands import ErrandOf
from backend.office import Office
from backend.pace import PaceKeeper
from backend.places import AskCodeOf, OwnProfile
from backend.told import AccountEnded, Done, Job, Tell

PaceOf = Callable[[StoredAccount], Awaitable[PaceKeeper | None]]


def default_width() -> int:
    """How many browsers are useful at once on this machine: twice its cores, and at most four."""
    return min(4, 2 * (os.cpu_count() or 1))


async def run_jobs(
    office: Office,
    jobs: Sequence[Job],
    *,
    tell: Tell,
    width: int | None = None,
    headed: bool = False,
    ask_code: AskCodeOf | None = None,
    stop: asyncio.Event | None = None,
    pace_of: PaceOf | None = None,
) -> tuple[Done, ...]:
    """Does all jobs and returns what was done, in the order in which it was.

    Trouble with one account is told with `AccountEnded` and leaves the others alone. `stop` ends the batch after the
    settings at hand. Cancelling it ends it at once; what is done is stored either way. `pace_of`: another pace.
    """
    batch = _Batch(
        office=office,
        tell=tell,
        headed=headed,
        ask_code=ask_code,
        stop=stop or asyncio.Event(),
        width=width,
        pace_of=pace_of,
    )
    by_platform: dict[str, list[Job]] = {}
    for job in jobs:
        by_platform.setdefault(job.account.platform, []).append(job)
    async with office.browsers() as browsers, asyncio.TaskGroup() as group:
        tasks = [group.create_task(batch.platform(browsers, queue)) for queue in by_platform.values()]
    return tuple(done for task in tasks for done in task.result())


class _Batch:
    """What the queues of a batch share."""

    def __init__(
        self,
        *,
        office: Office,
        tell: Tell,
        headed: bool,
        ask_code: AskCodeOf | None,
        stop: asyncio.Event,
        width: int | None,
        pace_of: PaceOf | None,
    ) -> None:
        self.office = office
        self.tell = tell
        self.headed = headed
        self.ask_code = ask_code
        self.stop = stop
        self.pace_of = pace_of or self._pace
        self.room = asyncio.Semaphore(width or default_width())

    async def platform(self, browsers: Browsers, queue: Sequence[Job]) -> list[Done]:
        """The jobs of one platform, one after the other."""
        pace = await self.pace_of(queue[0].account)
        done: list[Done] = []
        for job in queue:
            async with self.room:
                if self.stop.is_set():
                    break
                done += await self._account(browsers, job, pace)
        return done

    async def _account(self, browsers: Browsers, job: Job, pace: PaceKeeper | None) -> list[Done]:
        place = OwnProfile(office=self.office, account=job.account, headed=self.headed, ask_code=self.ask_code)
        errand = ErrandOf(office=self.office, job=job, place=place, tell=self.tell, pace=pace)
        trouble: Exception | None = None
        try:
            await errand.run(browsers, self.stop)
        except Exception as error:  # one account's trouble is told, and must not end the others
            trouble = error
        self.tell(AccountEnded(job=job, trouble=trouble))
        return list(errand.done)

    async def _pace(self, account: StoredAccount) -> PaceKeeper | None:
        """None on test sites, where nobody is bothered."""
        if self.office.overrides:
            return None
        return PaceKeeper(
            self.office.platform_of(account).pace, last=await self.office.records.last_visit(account.platform)
        )
