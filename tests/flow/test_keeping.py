"""What the service clears up: jobs that are long over, questions that nobody answered, workers that are gone."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from automations.errand import Mode
from automations.outcome import Outcome
from automations.spec import Place
from backend.flow.jobs import State
from backend.flow.keeper import KEPT, RESCUE_SECONDS
from backend.flow.line import Line
from backend.flow.living import DEAD
from backend.flow.questions import ACT_TIME, Asked, Questions
from backend.store.tables import OWNER
from tests.flow.conftest import SHARING, House, ended, until


def later(by: timedelta) -> datetime:
    return datetime.now(UTC) + by


async def test_old_jobs_go_and_their_results_stay(either_house: House) -> None:
    async with either_house.service() as service:
        account = await either_house.account(service.office)
        job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options={"named": [SHARING]}, asked_by="test")
        await ended(service, job)
        await service.keeper.forget()
        assert await service.jobs.get(job.id), "it is not old yet"
        old = replace(service.keeper, clock=lambda: later(KEPT + timedelta(minutes=1)))
        await old.forget()
        assert await service.jobs.get(job.id) is None
        assert await service.feed.read(OWNER, after=0) == ()
        last = await service.office.records.last(account)
        assert last[SHARING].outcome is Outcome.STILL_ON and last[SHARING].receipt


async def test_a_job_that_nobody_answers_ends(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office, signed_in=False)
        wish = {"named": [SHARING], "wait": True}
        job, _ = await service.ask(OWNER, account.id, Mode.RUN, options=wish, asked_by="test")  # type: ignore[arg-type]

        async def waits() -> bool:
            return await service.questions.open(job.id) is not None

        await until(waits)
        service.worker.questions._clock = lambda: later(ACT_TIME + timedelta(minutes=1))
        over, told = await ended(service, job)
        assert over.state is State.DONE and told[-1].body["outcomes"] == {"needs_you": 1}


async def test_an_answer_that_comes_too_late_is_not_taken(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        job, _ = await service.ask(OWNER, account.id, Mode.RUN, options={}, asked_by="test")
        question = await service.questions.ask(job.id, Asked.CODE)
        late = Questions(service.office.store, service.office.key.purpose("answers"), clock=lambda: later(ACT_TIME))
        assert not await late.answer(question, "123456")
        assert await late.take(question) is None
        assert await service.questions.answer(question, "123456")
        assert not await service.questions.answer(question, "654321"), "the first one counts"
        assert await service.questions.take(question) == "123456"
        assert await service.questions.take(question) is None, "it is emptied once it was taken"


async def test_a_silent_worker_is_noticed(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options={"named": [SHARING]}, asked_by="test")
        await service.jobs.begin(job, "a worker that is gone")
        adopted: list[str] = []

        class Noting:
            async def adopt(self, attempts: Iterable[str], *, place: Place) -> None:
                adopted.extend(attempts)

        keeper = replace(service.keeper, engine=Noting())  # type: ignore[arg-type]
        await keeper.adopt()
        assert adopted == [job.attempt_id]
        await service.jobs.begin(job, service.worker.name)
        adopted.clear()
        silent = replace(keeper, clock=lambda: later(DEAD * 2))
        await silent.adopt()
        assert adopted == [], "one's own jobs are not lost, however late it is"


@contextmanager
def nothing_is_picked_up() -> Iterator[None]:
    """While a test puts a job into a state of its own, no chore puts it in line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Line, "holds", lambda *_: True)
        yield


async def test_a_job_that_was_left_goes_on(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office)
        with nothing_is_picked_up():
            job, _ = await service.jobs.ask(
                OWNER, account.id, Mode.CHECK, options={"named": [SHARING]}, priority=1, asked_by="test"
            )
            await service.jobs.begin(job, service.worker.name)
        await service.keeper.rescue()
        begun = await service.jobs.get(job.id)
        assert begun and begun.attempt == 1, "it may have been begun this very moment"
        await service.keeper.rescue()
        over, _ = await ended(service, job)
        assert over.state is State.DONE and over.attempt == 2


async def test_an_answer_before_a_crash_is_not_lost(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options={"named": [SHARING]}, asked_by="test")
        question = await service.questions.ask(job.id, Asked.SIGN_IN)
        begun = await service.jobs.begin(job, service.worker.name)
        assert begun
        await service.jobs.wait(begun)
        await service.questions.answer(question, "done")
    async with house.service() as service:
        over, _ = await ended(service, job)
        assert over.state is State.DONE and over.attempt == 2


async def test_a_job_that_the_engine_lost_goes_on(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office)
        line = service.worker.line
        early = replace(line, clock=lambda: time.monotonic() - 2 * RESCUE_SECONDS)
        with nothing_is_picked_up():
            job, _ = await service.jobs.ask(
                OWNER, account.id, Mode.CHECK, options={"named": [SHARING]}, priority=1, asked_by="test"
            )
            line.expect(job.attempt_id)
        missing = replace(job, id="0" * 32)
        await line.engine.enqueue(
            missing.id, job.attempt_id, place=Place.OWN_PROFILE, platform="x", priority=1
        )  # it is taken, and comes to nothing
        await early.put(job)
        service.worker.line = replace(early, clock=time.monotonic)
        over, _ = await ended(service, job)
        assert over.state is State.DONE and over.attempt == 2
