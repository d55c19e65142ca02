"""After somebody was erased nothing holds what was theirs: no table, no file, no profile, not the engine. # R20 R22"""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from automations.errand import Mode
from backend.flow.holding import IN_HAND
from backend.flow.service import FLOW
from backend.members.principal import Role
from backend.store.folder import PROFILES
from backend.store.tables_jobs import workers
from tests.api.household import CANARY, Person, Things, new_person
from tests.api.running import Running, Served, running
from tests.api.test_own_file import PASSWORD, SECRET, export, with_secrets
from tests.store.household import settings_of
from tests.store.outside import Outside

COOKIE = f"{CANARY}-in-a-profile"


@pytest.fixture
def house(home: Path, outside: Outside) -> Iterator[Running]:
    """A service with its engine, on each kind of database."""
    with running(replace(settings_of(home), database=outside.address)) as house:
        yield house


@pytest.fixture
def api(house: Running) -> Iterator[Served]:
    """Where it is served."""
    with house.served() as served:
        yield served


def with_everything(house: Running) -> tuple[Person, list[str]]:
    """Somebody who has one of each, and what is known by that."""
    person = new_person(house)
    things, secrets = Things.of(person), with_secrets(house, person)
    office = house.service.office.of(person.member)
    account = person.account()
    (office.accounts.profile(account) / "Cookies").write_text(COOKIE)
    job = person.job(account, Mode.RUN)
    house.do(house.service.feed.add(job.id, person.member, "progress", {"said": f"{CANARY} event"}))
    house.do(office.records.pause(account.platform, account=account, why=f"{CANARY} pause"))
    house.do(house.people.devices.issue(person.principal, f"{CANARY} program"))
    names = [one.name for one in house.do(office.accounts.all())]
    numbers = [str(things.ids[one]) for one in ("receipts", "jobs", "letters", "targets", "devices")]
    return person, [*names, *numbers, *secrets, f"{CANARY}handle", f"{CANARY} pause", f"{CANARY} program", COOKIE]


def rows_of_the_engine(home: Path) -> bytes:
    """What its own file holds as rows. Beside these the number of a job, which leads nowhere, may stay for a while."""
    with contextlib.closing(sqlite3.connect(home / FLOW)) as there:
        return "\n".join(there.iterdump()).encode()


def content_of(house: Running, outside: Outside) -> bytes:
    """All files of the folder, all that the server would dump, and the rows of the engine."""
    if outside.server:
        return outside.content()
    files = [one for one in house.home.rglob("*") if one.is_file() and not one.name.startswith(FLOW)]
    return b"".join(one.read_bytes() for one in files) + rows_of_the_engine(house.home)


def left_in(house: Running, outside: Outside, canaries: list[str]) -> list[str]:
    """Which of them stand somewhere in the data folder or the database, as they are or as a server dumps them."""
    content = content_of(house, outside)
    forms = {one: (one.encode(), one.encode("utf-16-le"), one.encode().hex().encode()) for one in canaries}
    return [one for one, written in forms.items() if any(form in content for form in written)]


def test_nobody_is_erased_while_a_window_of_theirs_is_open_elsewhere(house: Running, api: Served) -> None:
    person = new_person(house)
    account, service = person.account(), house.service
    elsewhere = replace(service.keeper.holding, worker="elsewhere")

    async def alive() -> None:
        async with service.office.store.write() as connection:
            now = datetime.now(UTC)
            row = {"id": elsewhere.worker, "version": "1", "started": now, "seen": now}
            await connection.execute(insert(workers).values(row))

    house.do(alive())
    house.do(elsewhere.take(account))
    refused = api.ask("POST", "/me/erase", person.token, json={"password": PASSWORD})
    assert refused.status_code == 409 and refused.json()["detail"] == IN_HAND
    assert [one["id"] for one in api.ask("GET", "/accounts", person.token).json()["items"]] == [account.id]
    house.do(elsewhere.release(account.id))
    assert api.ask("POST", "/me/erase", person.token, json={"password": PASSWORD}).status_code == 204


def test_a_profile_on_the_disk_of_another_machine_goes_too(house: Running) -> None:
    gone, stays = new_person(house), new_person(house)
    profiles = [house.service.office.of(one.member).accounts.profile(one.account()) for one in (gone, stays)]
    elsewhere = house.home / PROFILES / "x-2000000"
    elsewhere.mkdir()
    for folder in (*profiles, elsewhere):
        (folder / "Cookies").write_text(COOKIE)
    house.do(house.people.household.remove(gone.principal, gone.member))  # as on a machine that has no such folder
    assert all(one.is_dir() for one in profiles)
    house.do(house.service.keeper.forget())
    assert [one.is_dir() for one in (*profiles, elsewhere)] == [False, True, True]
    other = new_person(house)
    house.do(house.people.household.remove(stays.principal, stays.member))
    house.do(house.service.keeper.forget())
    assert profiles[1].is_dir(), "the newest number of all could be that of another database"
    other.account()
    house.do(house.service.keeper.forget())
    assert not profiles[1].exists() and elsewhere.is_dir()


@pytest.mark.parametrize("by", ["themselves", "the owner"])
def test_nothing_is_left_of_who_was_erased(house: Running, api: Served, outside: Outside, by: str) -> None:
    stays, kept = new_person(house), new_person(house).account("linkedin")
    person, canaries = with_everything(house)
    before = left_in(house, outside, canaries)
    assert len(before) > 10 and COOKIE in before and f"{CANARY}handle" in before
    assert f"{SECRET}-password" not in before, "what is sealed stands nowhere at all"
    taken = b"".join(export(api, person.token).values())
    assert f"{CANARY} pause".encode() in taken and SECRET.encode() not in taken, "it can be taken along before"
    attempts = house.do(house.service.jobs.attempts_of(person.member))
    assert len(attempts) == 2 and set(left_in(house, outside, list(attempts))) == set(attempts)
    owner = new_person(house, Role.OWNER)
    if by == "themselves":
        answer = api.ask("POST", "/me/erase", person.token, json={"password": PASSWORD})
    else:
        answer = api.ask("DELETE", f"/members/{person.member}", owner.token)
    assert answer.status_code == 204, answer.text
    others = {f"{CANARY}handle"}  # the other account has the same
    assert set(left_in(house, outside, canaries)) <= others
    assert not left_in(house, outside, list(attempts)), "the engine has forgotten its jobs"
    assert not list((house.home / PROFILES).iterdir())
    assert api.ask("GET", "/me", person.token).status_code == 401
    assert api.ask("GET", "/me", stays.token).status_code == 200
    assert left_in(house, outside, [kept.name]) == [kept.name], "what is another member's stays"
    lately = api.ask("GET", "/activity", owner.token).json()["items"]
    assert lately[0]["subject"] == person.name, "that it was done stands in the owner's activity"
