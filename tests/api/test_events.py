"""Events are told as they happen; who was cut off misses none; a stream ends with its token. # R12 R16"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
import requests

from backend.flow.jobs import StoredJob
from backend.members.rules import Scope
from tests.api.household import Person
from tests.api.running import GENEROUS, Running, Served
from tests.promptly import promptly

pytestmark = pytest.mark.timeout(240)
"""A stream that does not end would hold up the suite."""


@dataclass(frozen=True)
class Told:
    """One event as it came."""

    id: int
    kind: str
    data: dict[str, Any]


class Follower:
    """Somebody who listens."""

    def __init__(self, answer: requests.Response) -> None:
        self.answer = answer
        self._lines = answer.iter_lines(chunk_size=1)

    def next(self) -> Told | None:
        """The next event; None when the stream is over."""
        fields: dict[str, str] = {}
        for line in map(bytes.decode, self._lines):
            if line and not line.startswith(":"):
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                return Told(int(fields["id"]), fields["event"], json.loads(fields["data"]))
        return None

    def some(self, number: int) -> list[Told]:
        """The next few."""
        return [event for event in (self.next() for _ in range(number)) if event]


@contextmanager
def following(api: Served, path: str, token: str, **headers: str) -> Iterator[Follower]:
    """Listens for a while."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with api.ask("GET", path, token, headers=named, stream=True) as answer:
        assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/event-stream")
        yield Follower(answer)


def tell(house: Running, job: StoredJob, number: int, start: int = 0) -> list[int]:
    """So many events of the job; the ids of all of its events."""
    for one in range(start, start + number):
        house.do(house.service.feed.add(job.id, job.member, "planned", {"settings": [str(one)], "skipped": []}))
    ids: list[int] = []
    while more := house.do(house.service.feed.read(job.member, after=ids[-1] if ids else 0, job=job.id)):
        ids += [event.id for event in more]
    return ids


@pytest.fixture
def job(someone: Person) -> StoredJob:
    """A job that waits in line."""
    return someone.job(someone.account())


def test_one_job_is_told_from_its_beginning_and_on(
    api: Served, house: Running, someone: Person, job: StoredJob
) -> None:
    with following(api, f"/jobs/{job.id}/events", someone.token) as follower:
        first = follower.next()
        assert first and (first.kind, first.data["job"], first.data["attempt"]) == ("queued", job.id, 1)
        ids = tell(house, job, 3)
        assert [event.id for event in follower.some(3)] == ids[1:]


@pytest.mark.parametrize("path", ["/events", "/jobs/{id}/events"])
@pytest.mark.parametrize("by", ["header", "query"])
def test_who_was_cut_off_gets_exactly_what_is_missing(
    api: Served, house: Running, someone: Person, job: StoredJob, path: str, by: str
) -> None:
    path = path.replace("{id}", job.id)
    ids, got = tell(house, job, 300), []
    last = 0
    for number in (1, 7, 100, 42, 151):
        headers = {"Last_Event_ID": str(last)} if by == "header" else {}
        query = f"?after={last}" if by == "query" else "?after=0"
        with following(api, path + query, someone.token, **headers) as follower:
            got += [event.id for event in follower.some(number)]
        last = got[-1]
    assert got == ids and len(got) == 301


def test_all_own_jobs_are_told_from_now_on_and_nobody_elses(
    api: Served, house: Running, someone: Person, owner: Person, job: StoredJob
) -> None:
    with following(api, "/events", someone.token) as follower:
        while not len(api.app.state.desk.streams):
            time.sleep(0.01)
        tell(house, owner.job(owner.account()), 3)
        another = someone.job(someone.account())
        event = follower.next()
        assert event and event.data["job"] == another.id


@pytest.mark.parametrize("how", ["revoked", "signed out", "removed"])
def test_a_stream_ends_within_a_second_of_its_token(
    api: Served, house: Running, someone: Person, owner: Person, job: StoredJob, how: str
) -> None:
    other = someone.again()
    with following(api, f"/jobs/{job.id}/events", other.token) as follower:
        assert follower.next()
        if how == "revoked":
            api.ask("DELETE", f"/devices/{other.device}", someone.token)
        elif how == "signed out":
            api.ask("DELETE", "/session", other.token)
        else:
            api.ask("DELETE", f"/members/{someone.member}", owner.token)
        with promptly(1):
            last = [event.kind for event in iter(follower.next, None)]
        assert last == (["ended"] if how == "removed" else [])


def test_a_stream_ends_when_the_grant_is_taken_back(
    api: Served, house: Running, someone: Person, owner: Person, job: StoredJob
) -> None:
    grant = house.do(house.people.grants.give(someone.principal, Scope.EVIDENCE))
    with following(api, f"/jobs/{job.id}/events", owner.token) as follower:
        assert follower.next()
        api.ask("DELETE", f"/grants/{grant.id}", someone.token)
        with promptly(1):
            assert follower.next() is None


def test_so_many_streams_and_no_more(house: Running, someone: Person, owner: Person) -> None:
    with house.served(limits=replace(GENEROUS, streams_of_member=3, streams=4)) as api:
        begun = [api.ask("GET", "/events", someone.token, stream=True) for _ in range(4)]
        assert [one.status_code for one in begun] == [200, 200, 200, 429] and begun[3].headers["Retry-After"]
        others = [api.ask("GET", "/events", owner.token, stream=True) for _ in range(2)]
        assert [one.status_code for one in others] == [200, 429]
        for one in (*begun, *others):
            one.close()
        deadline = time.monotonic() + 10
        while len(api.app.state.desk.streams) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(api.app.state.desk.streams) == 0
        with api.ask("GET", "/events", someone.token, stream=True) as again:
            assert again.status_code == 200


def test_many_listen_and_each_hears_all(api: Served, house: Running, someone: Person, job: StoredJob) -> None:
    heard: list[list[int]] = []

    def listen() -> None:
        with following(api, f"/jobs/{job.id}/events", someone.token) as follower:
            heard.append([event.id for event in follower.some(21)])

    threads = [threading.Thread(target=listen) for _ in range(10)]
    for one in threads:
        one.start()
    ids = tell(house, job, 20)
    for one in threads:
        one.join()
    assert heard == [ids] * 10


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "99999999999", ""])
def test_odd_places_are_refused(api: Served, someone: Person, value: str) -> None:
    for headers, params in (({"Last-Event-ID": value}, {}), ({}, {"after": value})):
        with api.ask("GET", "/events", someone.token, headers=headers, params=params, stream=True) as answer:
            assert answer.status_code == 422, (headers, params)


def test_a_job_that_is_not_there_is_told_before_anything_is_sent(api: Served, someone: Person) -> None:
    assert api.ask("GET", f"/jobs/{'0' * 32}/events", someone.token).status_code == 404
