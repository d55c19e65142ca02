"""While a form is read or sent nobody else is in the account, and whoever asked may go away at any time."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
import requests

from automations.errand import Mode
from automations.form_page import Words
from automations.outcome import Outcome
from backend.flow.holding import BUSY, FORM_AT_WORK, IN_HAND
from backend.flow.jobs import State
from backend.flow.objections import FULL
from backend.submissions import Kept, Submission, form_of
from tests.objections.person import FACEBOOK, Barrier, Person, new_person
from tests.window.house import House


async def impatient(person: Person, what: str, body: dict[str, Any], barrier: Barrier) -> None:
    """Asks, and goes away as soon as the platform is reached."""
    url = f"{person.house.url}/api/v1/accounts/{person.account.id}/forms/{person.form}/{what}"
    request = requests.Request("POST", url, headers={"Authorization": f"Bearer {person.member.token}"}, json=body)
    _, writer = await asyncio.open_connection("127.0.0.1", person.house.port)
    prepared = request.prepare()
    lines = [f"POST {prepared.path_url} HTTP/1.1", f"Host: 127.0.0.1:{person.house.port}"]
    lines += [f"{name}: {value!s}" for name, value in prepared.headers.items()]
    assert isinstance(prepared.body, bytes)
    writer.write("\r\n".join([*lines, "", ""]).encode() + prepared.body)
    await writer.drain()
    await barrier.reached.wait()
    writer.close()
    await writer.wait_closed()


async def says(answer: Coroutine[Any, Any, requests.Response], detail: str) -> None:
    """It is refused with that sentence."""
    refused = await answer
    assert refused.status_code == 409 and refused.json()["detail"] == detail


async def test_nobody_else_is_in_the_account_meanwhile(house: House, person: Person) -> None:
    barrier = Barrier(sending=False)
    barrier.before(person)
    reading = asyncio.create_task(person.reads())
    await barrier.reached.wait()
    await says(person.ask("read", {}), FORM_AT_WORK)
    await says(person.ask("send", {"approval": "0" * 32}), FORM_AT_WORK)
    await says(person.member.wish(person.account), IN_HAND)
    path = f"/accounts/{person.account.id}"
    await says(house.ask("DELETE", path, person.member.token), IN_HAND)
    await says(house.ask("DELETE", f"/members/{person.member.id}", (await house.owner()).token), FORM_AT_WORK)
    job, _ = await house.service.ask(
        person.member.id, person.account.id, Mode.CHECK, options={"every": True}, asked_by="test"
    )
    await asyncio.sleep(1.5)  # a worker looks for its turn twice a second
    waiting = await house.service.jobs.get(job.id)
    assert waiting and waiting.state is State.QUEUED
    await house.service.cancel(job)
    barrier.opened.set()
    assert (await reading)["sheet"]
    await person.let_go()


async def test_it_waits_for_who_is_there(house: House, person: Person) -> None:
    holding = house.service.keeper.holding
    await holding.take(person.account)
    await says(person.ask("read", {}), IN_HAND)
    await says(person.ask("send", {"approval": "0" * 32}), IN_HAND)
    assert person.account.platform in await holding.platforms(), "what another one holds stays held"
    await holding.release(person.account.id)
    job, _ = await house.service.jobs.ask(
        person.member.id, person.account.id, Mode.CHECK, options={}, priority=1, asked_by="test"
    )
    assert await house.service.jobs.begin(job, "another")
    await says(person.ask("read", {}), BUSY)
    await house.service.jobs.end(job, State.DONE)
    assert (await person.reads())["sheet"]


async def test_there_is_room_for_so_many(house: House, person: Person) -> None:
    house.service.objections.at_once = 0
    await says(person.ask("read", {}), FULL)


async def test_who_goes_away_while_it_is_read_leaves_nothing_held(house: House, person: Person) -> None:
    barrier = Barrier(sending=False)
    barrier.before(person)
    await impatient(person, "read", {}, barrier)
    await person.let_go()
    assert not barrier.opened.is_set() and person.posted == 0
    barrier.opened.set()
    assert (await person.reads())["sheet"]


async def test_what_was_begun_to_be_sent_is_finished_and_kept(house: House, person: Person) -> None:
    approval = (await person.reads())["approval"]
    barrier = Barrier(sending=True)
    barrier.before(person)
    await impatient(person, "send", {"approval": approval}, barrier)
    await asyncio.sleep(1.5)  # longer than it takes to notice that somebody went away
    assert house.service.objections.holds(person.account.id)
    barrier.opened.set()
    await person.let_go()
    earlier = await person.sent()
    assert earlier and earlier["is_certain"] and len(person.received) == 1
    entries = (await house.ask("GET", "/activity", person.member.token)).json()["items"]
    assert [one["what"] for one in entries].count("form_sent") == 1


async def test_it_is_finished_also_when_the_request_is_cancelled(house: House, person: Person) -> None:
    approval = (await person.reads())["approval"]
    barrier = Barrier(sending=True)
    barrier.before(person)
    office = house.service.office.of(person.member.id)
    form = form_of(office.platform_of(person.account), FACEBOOK)
    submission = Submission(office=office, account=person.account, form=form, words=Words())
    kept: list[Kept] = []

    async def told(one: Kept) -> None:
        kept.append(one)

    sending = asyncio.create_task(house.service.objections.send(submission, approval, again=False, told=told))
    await barrier.reached.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    barrier.opened.set()
    await person.let_go()
    assert [one.result.outcome for one in kept] == [Outcome.SUBMITTED] and len(person.received) == 1


@pytest.mark.parametrize("stops", [False, True], ids=["the platform never answers", "the service stops"])
async def test_doubt_is_told_as_doubt(house: House, person: Person, stops: bool) -> None:
    read, objections = await person.reads(), house.service.objections
    barrier = Barrier(sending=True)
    barrier.before(person)
    sending = asyncio.create_task(person.sends(read["approval"]))
    await barrier.reached.wait()
    if stops:
        objections.last_seconds = 0.1
        await objections.end()
        objections.at_once = 2
    told = await sending
    assert told["outcome"] in ("unreachable", "not_recognised") and told["detail"].endswith("before you send it again.")
    barrier.opened.set()
    await person.let_go()
    earlier = await person.sent()
    assert earlier and not earlier["is_certain"]
    assert (await person.ask("send", {"approval": read["approval"]})).status_code == 409
    assert person.posted <= 1


async def test_a_browser_that_takes_too_long_is_closed(house: House, person: Person) -> None:
    house.service.objections.seconds = 4
    barrier = Barrier(sending=False)
    barrier.before(person)
    stopped = (await person.reads())["stopped"]
    assert stopped["outcome"] == "unreachable" and "4 seconds" in stopped["detail"]
    barrier.opened.set()
    assert person.posted == 0 and await person.sent() is None


async def test_others_send_theirs_meanwhile(house: House, person: Person) -> None:
    other = await new_person(house)
    both = await asyncio.gather(person.reads(), other.reads())
    assert all(one["sheet"]["account"] == each.account.handle for one, each in zip(both, (person, other), strict=True))
    assert person.form == FACEBOOK
