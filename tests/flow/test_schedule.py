"""Looks by themselves: when they are due, what they find, and what is set again where that is allowed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from automations.errand import Mode
from automations.outcome import Outcome
from backend.accounts import StoredAccount
from backend.flow.findings import Finding, What
from backend.flow.jobs import State, StoredJob
from backend.flow.schedules import JITTER, USUAL_DAYS, Schedules
from backend.store.tables import OWNER
from tests.flow.conftest import SHARING, House, ended, until

PATIENT = timedelta(days=USUAL_DAYS * (1 + JITTER), minutes=1)


async def test_after_its_first_run_an_account_is_looked_at_weekly(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        await service.schedules.begin()
        assert await service.schedules.get(account.id) is None, "nothing was done with it yet"
    async with house.service() as service:
        job, _ = await service.ask(OWNER, account.id, Mode.CHECK, options={"named": [SHARING]}, asked_by="test")
        await ended(service, job)
        await service.schedules.begin()
        found = await service.schedules.get(account.id)
        assert found and found.days == USUAL_DAYS and not found.repair
        away = found.next - datetime.now(UTC)
        assert timedelta(days=USUAL_DAYS * (1 - JITTER), minutes=-1) < away < PATIENT
        assert await service.schedules.due() == ()
        later = Schedules(service.office.store, clock=lambda: datetime.now(UTC) + PATIENT)
        assert [one.account for one in await later.due()] == [account.id]
        assert await later.move_on(found) and not await later.move_on(found), "only one worker asks for it"
        assert await later.due() == ()


async def test_never_is_never(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        await service.schedules.set(account.id, days=0, repair=False)
        later = Schedules(service.office.store, clock=lambda: datetime.now(UTC) + timedelta(days=10_000))
        assert await later.due() == ()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a look left behind."""

    account: StoredAccount
    jobs: tuple[StoredJob, ...]
    found: list[Finding]


async def look(house: House, *, repair: bool) -> Seen:
    """An account is opted out, the platform turns the setting back on, and a scheduled look comes."""
    async with house.service() as service:
        account = await house.account(service.office)
        run, _ = await service.ask(OWNER, account.id, Mode.RUN, options={"named": [SHARING]}, asked_by="test")
        await ended(service, run)
        house.practice.stands["x"].people[str(account.handle)].truth[SHARING] = True
        await service.schedules.set(account.id, days=7, repair=repair)
        service.schedules._clock = lambda: datetime.now(UTC) + PATIENT
        await service.keeper.look_again()

        async def all_over() -> bool:
            return not await service.jobs.open() and len(await service.jobs.list(OWNER)) >= (3 if repair else 2)

        await until(all_over)
        jobs = await service.jobs.list(OWNER)
        found = [one for one in await service.findings.list(OWNER) if one.setting == SHARING]
        return Seen(account=account, jobs=jobs, found=found)


async def test_a_switch_that_came_back_on_is_a_dated_finding(house: House) -> None:  # R8
    seen = await look(house, repair=False)
    (finding,) = seen.found
    assert finding.what is What.CAME_BACK and finding.at and finding.seen is None
    assert house.truth(seen.account)[SHARING] is True, "a look changes nothing"


async def test_it_is_set_again_where_the_person_wished_that(house: House) -> None:
    seen = await look(house, repair=True)
    jobs = seen.jobs
    assert [job.mode for job in jobs] == [Mode.RUN, Mode.CHECK, Mode.RUN]
    assert all(job.state is State.DONE for job in jobs)
    assert {one.what for one in seen.found} == {What.CAME_BACK, What.REPAIRED}
    assert house.truth(seen.account)[SHARING] is False


async def test_without_consent_nothing_is_set_again_while_nobody_watches(house: House) -> None:
    async with house.service() as service:
        account = await house.account(service.office)
        run, _ = await service.ask(OWNER, account.id, Mode.RUN, options={"named": [SHARING]}, asked_by="test")
        await ended(service, run)
        await service.schedules.set(account.id, days=7, repair=True)
        await service.office.accounts.withdraw(account)
        service.schedules._clock = lambda: datetime.now(UTC) + PATIENT
        await service.keeper.look_again()

        async def all_over() -> bool:
            return len(await service.jobs.list(OWNER)) == 2 and not await service.jobs.open()

        await until(all_over)
        last = await service.office.records.last(account)
        assert last[SHARING].outcome is Outcome.NEEDS_YOU
