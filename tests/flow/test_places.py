"""Two places, one platform: accounts take turns in both together, and who lends a tab is told when to look. # R37"""

from datetime import UTC, datetime, timedelta

from automations.errand import Mode
from automations.spec import Place
from backend.flow.findings import What
from backend.flow.jobs import Options, State, StoredJob
from backend.flow.schedules import Schedules
from backend.flow.service import Service
from backend.store.tables import OWNER
from tests.flow.conftest import SHARING, House, ended, until

TAB: Options = {"place": Place.OWN_TAB.value}


async def asked(house: House, service: Service, name: str, options: Options) -> StoredJob:
    """A look at a new account."""
    account = await house.account(service.office, name)
    job, _ = await service.jobs.ask(OWNER, account.id, Mode.CHECK, options=options, priority=1, asked_by="test")
    return job


async def test_the_places_take_turns_at_a_platform(either_house: House) -> None:
    async with either_house.service(width=0) as service:
        here, there = (
            await asked(either_house, service, "me", {}),
            await asked(either_house, service, "work", TAB),
        )
        begun = await service.jobs.begin(here, "one")
        assert begun and begun.state is State.RUNNING
        assert await service.jobs.begin(there, "two") is None
        waiting = await service.jobs.get(there.id)
        assert waiting and waiting.state is State.QUEUED
        again = await service.jobs.begin(begun, "one")
        assert again and again.state is State.RUNNING, "what was begun before a crash goes on"
        await service.jobs.end(begun, State.DONE)
        turn = await service.jobs.begin(there, "two")
        assert turn and turn.state is State.RUNNING


async def test_other_platforms_do_not_wait(house: House) -> None:
    async with house.service(width=0) as service:
        here = await asked(house, service, "me", {})
        await service.jobs.begin(here, "one")
        other = await house.account(service.office, "work", slug="harbour")
        job, _ = await service.jobs.ask(OWNER, other.id, Mode.CHECK, options=TAB, priority=1, asked_by="test")
        begun = await service.jobs.begin(job, "two")
        assert begun and begun.state is State.RUNNING


async def test_where_nobody_has_the_session_a_person_is_told_when_a_look_is_due(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        lent = await service.office.accounts.enrolled_in_own_tab(account, str(account.handle))
        assert lent.lent
        await service.schedules.set(account.id, days=7, repair=True)
        late = Schedules(service.office.store, clock=lambda: datetime.now(UTC) + timedelta(days=9))
        service.worker.schedules = late
        await service.keeper.look_again()
        assert await service.jobs.list(OWNER) == (), "the service does not try what it cannot"

        async def is_told() -> bool:  # by this look, or by the service's own
            return bool(await service.findings.list(OWNER))

        await until(is_told)
        [found] = await service.findings.list(OWNER)
        assert (found.what, found.account, found.seen) == (What.LOOK_DUE, account.id, None)
        assert await late.due() == ()
        await service.findings.settle(account.id, What.LOOK_DUE)
        [seen] = await service.findings.list(OWNER)
        assert seen.seen


async def test_a_session_of_its_own_makes_an_account_the_services_again(house: House) -> None:
    async with house.service(width=0) as service:
        account = await house.account(service.office)
        lent = await service.office.accounts.enrolled_in_own_tab(account, "me")
        assert (await service.office.accounts.signed_in_by(lent, "session_file")).lent is None


async def test_nobody_lends_a_tab(house: House) -> None:
    """The setting is told as not reached, with what to do, and the job is over."""
    async with house.service(width=0, tabs=1) as service:
        service.lendings.patience = 0.2
        account = await house.account(service.office)
        options: Options = {**TAB, "named": [SHARING]}
        job, _ = await service.ask(OWNER, account.id, Mode.RUN, options=options, asked_by="test")
        over, told = await ended(service, job)
    assert over.state is State.DONE and told[-1].body["outcomes"] == {"unreachable": 1}
    [result] = [one.body for one in told if one.kind == "result"]
    assert "did not open its tab" in result["detail"]
