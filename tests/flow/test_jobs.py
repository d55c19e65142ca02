"""Jobs of a running service: done once, told in order, answered, stopped, and gone on with."""

import asyncio

import pytest

from automations.errand import Mode
from automations.outcome import Outcome
from automations.practice.scenario import Scenario
from automations.session_file import StorageState
from backend.accounts import StoredAccount
from backend.flow.jobs import AlreadyOpen, Options, OtherRequest, State, StoredJob
from backend.flow.questions import Question
from backend.flow.service import Service
from backend.store.tables import OWNER
from tests.flow.conftest import SHARING, House, ended, until
from tests.promptly import promptly

ONE: Options = {"named": [SHARING]}
SOME: Options = {"named": [SHARING, "x.grok_training", "x.personalized_ads"]}


async def test_a_run_is_done_told_and_stored(either_house: House) -> None:
    async with either_house.service() as service:
        account = await either_house.account(service.office)
        job, new = await service.ask(OWNER, account.id, Mode.RUN, options=ONE, asked_by="test")
        assert new and job.state is State.QUEUED
        over, told = await ended(service, job)
        assert over.state is State.DONE and over.trouble is None and over.ended
        kinds = [event.kind for event in told]
        assert kinds[:2] == ["queued", "planned"] and kinds[-2:] == ["result", "ended"]
        stages = [event.body["stage"] for event in told if event.kind == "stage"]
        assert stages == ["opening", "reading", "writing", "verifying"]
        assert told[-2].body["outcome"] == "opted_out" and len({one["kind"] for one in told[-2].body["proofs"]}) == 2
        assert [event.id for event in told] == sorted(event.id for event in told)
        stored = await service.office.records.of_attempt(job.attempt_id)
        assert stored[SHARING].outcome is Outcome.OPTED_OUT and stored[SHARING].receipt == told[-2].body["receipt"]
    assert either_house.truth(account)[SHARING] is False


async def test_the_same_key_asks_once(either_house: House) -> None:
    async with either_house.service(width=0) as service:
        account = await either_house.account(service.office)
        asked = [service.ask(OWNER, account.id, Mode.RUN, options=ONE, asked_by="test", key="k") for _ in range(10)]
        answers = await asyncio.gather(*asked)
        assert len({job.id for job, _ in answers}) == 1 and sum(new for _, new in answers) == 1
        with pytest.raises(OtherRequest):
            await service.ask(OWNER, account.id, Mode.CHECK, options=ONE, asked_by="test", key="k")


async def test_an_account_has_one_open_job_of_a_mode(either_house: House) -> None:
    async with either_house.service(width=0) as service:
        account = await either_house.account(service.office)
        first, _ = await service.ask(OWNER, account.id, Mode.RUN, options=ONE, asked_by="test")
        with pytest.raises(AlreadyOpen) as there:
            await service.ask(OWNER, account.id, Mode.RUN, options={}, asked_by="test")
        assert there.value.job.id == first.id
        await service.ask(OWNER, account.id, Mode.CHECK, options=ONE, asked_by="test")
        await service.cancel(first)
        await service.ask(OWNER, account.id, Mode.RUN, options={}, asked_by="test")


async def test_a_queued_job_is_cancelled_at_once_and_never_done(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        job, _ = await service.ask(OWNER, account.id, Mode.RUN, options=ONE, asked_by="test")
        assert (await service.cancel(job)).state is State.CANCELLED
        assert [event.kind for event in await service.feed.read(OWNER, after=0, job=job.id)] == ["queued", "ended"]
    async with house.service() as service:
        other, _ = await service.ask(OWNER, account.id, Mode.CHECK, options=ONE, asked_by="test")
        await ended(service, other)
    assert house.truth(account)[SHARING] is True


async def test_a_running_job_stops_at_once_before_it_writes(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office, scenario=Scenario.SLOW)
        job, _ = await service.ask(OWNER, account.id, Mode.RUN, options={}, asked_by="test")

        async def reading() -> bool:
            return any(event.kind == "stage" for event in await service.feed.read(OWNER, after=0, job=job.id))

        await until(reading)
        with promptly(2):
            await service.cancel(job)
            over, _ = await ended(service, job)
        assert over.state is State.CANCELLED
    assert not house.practice.writes("x", str(account.handle)) and house.truth(account)[SHARING] is True


async def test_a_job_goes_on_after_the_service_was_stopped(either_house: House) -> None:
    async with either_house.service() as service:
        account = await either_house.account(service.office, scenario=Scenario.SLOW)
        job, _ = await service.ask(OWNER, account.id, Mode.RUN, options=SOME, asked_by="test")

        async def one_is_done() -> bool:
            return bool(await service.office.records.of_attempt(job.attempt_id))

        await until(one_is_done)
    done_once = either_house.practice.writes("x", str(account.handle))
    async with either_house.service() as service:
        over, told = await ended(service, job)
        assert over.state is State.DONE
    results = [event.body["setting"] for event in told if event.kind == "result"]
    assert len(results) == len(set(results)), "no setting is told twice"
    writes = either_house.practice.writes("x", str(account.handle))
    assert len(writes) > len(done_once)
    fields = [write.setting for write in writes]
    assert len(fields) == len(set(fields)), "nothing is written twice"


async def _waiting(house: House, service: Service) -> tuple[StoredAccount, StoredJob]:
    """A job that waits for somebody to sign in, and the account, where that has happened meanwhile."""
    account = await house.account(service.office, signed_in=False)
    job, _ = await service.ask(OWNER, account.id, Mode.RUN, options={**ONE, "wait": True}, asked_by="test")

    async def waits() -> bool:
        now = await service.jobs.get(job.id)
        return now is not None and now.state is State.WAITING

    await until(waits)
    question = await service.questions.open(job.id)
    assert question and question.kind == "sign_in"
    state = house.practice.person("x", str(account.handle))
    await service.office.accounts.keep_session(account, StorageState.model_validate(state))
    waiting = await service.jobs.get(job.id)
    assert waiting
    return account, waiting


@pytest.mark.parametrize("seen_first", [False, True])
async def test_a_waiting_job_goes_on_when_a_person_has_acted(
    house: House, seen_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.service() as service:
        account, waiting = await _waiting(house, service)
        take = service.questions.take

        async def taken(question: Question) -> str | None:
            """Lets what goes round beside this see the answer before it is taken."""
            await service.keeper.pick_up()
            return await take(question)

        if seen_first:
            monkeypatch.setattr(service.questions, "take", taken)
        assert await service.answer(waiting, "done")
        over, told = await ended(service, waiting)
        assert over.state is State.DONE and over.attempt == 2
        assert [event.body["outcome"] for event in told if event.kind == "result"] == ["needs_you", "opted_out"]
    assert house.truth(account)[SHARING] is False


async def test_a_cancelled_job_asks_nothing_any_more(house: House) -> None:
    async with house.service() as service:
        account, waiting = await _waiting(house, service)
        assert (await service.cancel(waiting)).state is State.CANCELLED
        assert await service.questions.open(waiting.id) is None
        assert not await service.answer(waiting, "done")
        over = await service.jobs.get(waiting.id)
        assert over and over.state is State.CANCELLED and over.attempt == 1
    assert house.truth(account)[SHARING] is True


async def test_platforms_go_side_by_side_and_accounts_of_one_in_turn(house: House) -> None:  # R37
    async with house.service(width=4) as service:
        mine = [await house.account(service.office, name) for name in ("me", "work")]
        mine.append(await house.account(service.office, "club", slug="harbour"))
        jobs = [(await service.ask(OWNER, one.id, Mode.CHECK, options={}, asked_by="test"))[0] for one in mine]
        for job in jobs:
            await ended(service, job)
        spans = {}
        for job, account in zip(jobs, mine, strict=True):
            over = await service.jobs.get(job.id)
            assert over and over.started and over.ended and over.state is State.DONE
            spans[account.name] = (over.started, over.ended)
        assert spans["me"][1] <= spans["work"][0] or spans["work"][1] <= spans["me"][0]
        assert spans["club"][0] < max(spans["me"][1], spans["work"][1])


async def test_a_button_goes_before_a_batch(house: House) -> None:
    async with house.service(width=0) as service:
        names = ("me", "work", "club")
        mine = [await house.account(service.office, name) for name in names]
        jobs = []
        for account, priority in zip(mine, (50, 10, 1), strict=True):
            job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options=ONE, asked_by="test", priority=priority)
            jobs.append(job)
    async with house.service() as service:
        started = {}
        for job, name in zip(jobs, names, strict=True):
            over, _ = await ended(service, job)
            started[name] = over.started
        assert started["club"] < started["work"] < started["me"]  # type: ignore[operator]
