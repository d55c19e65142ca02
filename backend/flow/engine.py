"""The job engine (DBOS) behind four words: start, enqueue, adopt, stop. Nothing else in the project knows it.

Its calls that wait are never used: they would put its own pool of threads in the place of the loop's.
It keeps opaque ids and what is due; what a job is and how it went is in our own tables. Steps run on the loop of the
service, where the browsers and the store live, and not on the engine's own.
"""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID, error

from automations.spec import Place
from backend.flow.sealing import Sealing

QUEUES = {Place.OWN_PROFILE: "accounts", Place.OWN_TAB: "own_tab"}
"""One queue for each place; a platform is a partition of it, with one account at a time, wherever the workers are."""
LAYOUT = "1"
"""The version of the workflow below. It changes only when jobs that are under way could not go on."""
POLL_SECONDS = 0.2
CONNECTIONS = 5
"""To the database, besides one that listens: a server of many processes is asked for no more than it has."""
ONE = threading.Lock()
"""The library keeps its engine in a global."""
Work = Callable[[str, str], Awaitable[None]]
"""Does one attempt of a job: the job's id and the attempt's. Repeated after a crash until it returns once."""


class Engine:
    """A running engine. Made by `engine`."""

    def __init__(self, work: Work) -> None:
        loop = asyncio.get_running_loop()

        async def visit(job: str, attempt: str) -> None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(work(job, attempt)), loop))

        step = DBOS.step(name="visit")(visit)

        async def story(job: str, attempt: str) -> None:
            await step(job, attempt)

        self._story = DBOS.workflow(name="job")(story)

    async def enqueue(
        self, job: str, attempt: str, *, place: Place, platform: str, priority: int, delay: float | None = None
    ) -> None:
        """Puts an attempt in its platform's line, after `delay` seconds. Nothing happens when it is there.

        Smaller priorities go first.
        """

        def put() -> None:
            options = SetEnqueueOptions(priority=priority, queue_partition_key=platform, delay_seconds=delay)
            with SetWorkflowID(attempt), options:
                DBOS.enqueue_workflow(QUEUES[place], self._story, job, attempt)

        await asyncio.to_thread(put)

    async def adopt(self, attempts: Iterable[str], *, place: Place) -> None:
        """Puts the attempts of a worker that is gone back into the line."""
        ids = list(attempts)
        if ids:
            await asyncio.to_thread(lambda: DBOS.resume_workflows(ids, queue_name=QUEUES[place]))

    async def forget(self, attempts: Iterable[str]) -> None:
        """Removes what is kept of attempts that are over."""
        ids = list(attempts)
        if ids:
            with contextlib.suppress(error.DBOSException):
                await asyncio.to_thread(lambda: DBOS.delete_workflows(ids))


@asynccontextmanager
async def engine(
    url: str, *, key: bytes, executor: str, work: Work, width: Mapping[Place, int]
) -> AsyncIterator[Engine]:
    """Starts the engine on the database of that address, and stops it at the end; what is under way goes on later.

    `executor` names this process and is never shared; `width` is how many accounts it visits at once in each place.
    """
    config: DBOSConfig = {
        "name": "unconsent",
        "system_database_url": url,
        "executor_id": executor,
        "application_version": LAYOUT,
        "serializer": Sealing(key),
        "log_level": "WARNING",
        "enable_otlp": False,
        "sys_db_pool_size": CONNECTIONS,
    }
    if not ONE.acquire(blocking=False):
        raise RuntimeError("an engine runs in this process already, and there can be only one")
    try:
        await asyncio.to_thread(lambda: DBOS(config=config))
        running = Engine(work)
        await asyncio.to_thread(lambda: DBOS.listen_queues([QUEUES[place] for place in width if width[place]]))
        await asyncio.to_thread(DBOS.launch)
        for place, name in QUEUES.items():
            await asyncio.to_thread(_register, name, width.get(place))
        yield running
    finally:
        try:
            await asyncio.to_thread(lambda: DBOS.destroy(destroy_registry=True))
        finally:
            ONE.release()


def _register(name: str, width: int | None) -> None:
    """The width is kept in the database, for all processes: one that visits nothing leaves it as it is."""
    DBOS.register_queue(
        name,
        partition_concurrency=1,
        worker_concurrency=width or 1,
        polling_interval_sec=POLL_SECONDS,
        on_conflict="update_if_latest_version" if width else "never_update",
    )


async def _awaited(work: Awaitable[None]) -> Any:
    return await work
