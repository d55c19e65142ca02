"""Jobs over HTTP: asked for once however often, several at a time, answered and stopped."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from automations.errand import Mode
from backend.flow.jobs import State
from backend.flow.questions import Asked
from tests.api.household import Person
from tests.api.running import Running, Served


def test_fifty_at_once_with_one_key_are_one_job(api: Served, someone: Person, house: Running) -> None:
    account = someone.account().id
    body, key = {"accounts": [account], "mode": "run"}, {"Idempotency-Key": "button-1"}

    def ask(_: int) -> tuple[int, str, str]:
        answer = api.ask("POST", "/jobs", someone.token, headers=key, json=body)
        job = answer.json()["jobs"][0]
        return answer.status_code, job["job"]["id"], job["how"]

    with ThreadPoolExecutor(25) as clients:
        told = list(clients.map(ask, range(50)))
    assert {status for status, _, _ in told} == {202} and len({id for _, id, _ in told}) == 1
    assert sorted(how for _, _, how in told) == ["new"] + ["repeated"] * 49
    assert len(house.do(house.service.jobs.list(someone.member))) == 1


def test_a_key_is_for_one_wish(api: Served, someone: Person) -> None:
    account, key = someone.account().id, {"Idempotency-Key": "k"}
    assert api.ask("POST", "/jobs", someone.token, headers=key, json={"accounts": [account], "mode": "run"}).ok
    other = {"accounts": [account], "mode": "check"}
    assert api.ask("POST", "/jobs", someone.token, headers=key, json=other).status_code == 409
    for wrong in ("", "x" * 65, "a b", "\u00e9".encode()):
        answer = api.ask("POST", "/jobs", someone.token, headers={"Idempotency-Key": wrong}, json=other)  # type: ignore[dict-item]
        assert answer.status_code == 422


def test_keys_of_members_have_nothing_to_do_with_each_other(api: Served, someone: Person, owner: Person) -> None:
    for who in (someone, owner):
        body = {"accounts": [who.account().id], "mode": "run"}
        answer = api.ask("POST", "/jobs", who.token, headers={"Idempotency-Key": "same"}, json=body)
        assert answer.json()["jobs"][0]["how"] == "new" and answer.json()["jobs"][0]["job"]["member"] == who.member


def test_several_accounts_have_a_job_each_and_an_open_one_is_shown(api: Served, someone: Person) -> None:
    accounts = [someone.account().id for _ in range(3)]
    api.ask("POST", "/jobs", someone.token, json={"accounts": accounts[:1], "mode": "run", "essential": True})
    told = api.ask("POST", "/jobs", someone.token, json={"accounts": accounts + accounts, "mode": "run"}).json()["jobs"]
    assert [one["how"] for one in told] == ["open_already", "new", "new"]
    assert [one["job"]["account"] for one in told] == accounts and told[0]["job"]["essential"]


def test_one_foreign_account_and_nothing_is_asked_for(api: Served, someone: Person, owner: Person) -> None:
    body = {"accounts": [someone.account().id, owner.account().id], "mode": "run"}
    assert api.ask("POST", "/jobs", someone.token, json=body).status_code == 404
    assert api.ask("GET", "/jobs", someone.token).json()["items"] == []


def test_named_settings_are_never_widened(api: Served, someone: Person) -> None:
    account = someone.account().id
    for settings in (["linkedin.nothing"], ["x.nothing"]):
        body = {"accounts": [account], "mode": "run", "settings": settings}
        answer = api.ask("POST", "/jobs", someone.token, json=body)
        assert answer.status_code == 409 and "X" in answer.json()["detail"]
    assert api.ask("GET", "/jobs", someone.token).json()["items"] == []
    named = {"accounts": [account], "mode": "run", "settings": ["x.grok_training"], "wait": True}
    job = api.ask("POST", "/jobs", someone.token, json=named).json()["jobs"][0]["job"]
    assert (job["settings"], job["wait"], job["every"], job["state"]) == (["x.grok_training"], True, False, "queued")


def test_pages_of_jobs_hold_every_job_once(api: Served, someone: Person) -> None:
    made = {someone.job(someone.account()).id for _ in range(7)}
    seen, cursor = [], ""
    while True:
        page = api.ask("GET", f"/jobs?limit=3{cursor}", someone.token).json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == 7 and set(seen) == made


def test_jobs_are_filtered(api: Served, someone: Person) -> None:
    first, second = someone.job(someone.account()), someone.job(someone.account())
    api.ask("POST", f"/jobs/{first.id}/cancel", someone.token)

    def ids(query: str) -> list[str]:
        return [one["id"] for one in api.ask("GET", f"/jobs?{query}", someone.token).json()["items"]]

    assert ids("state=cancelled") == [first.id] and ids("state=queued") == [second.id]
    assert set(ids("state=cancelled&state=queued")) == {first.id, second.id}
    assert ids(f"account={second.account}") == [second.id] and ids("account=2000000") == []
    assert api.ask("GET", "/jobs?state=asleep", someone.token).status_code == 422


def test_a_job_is_cancelled_once_and_stays_so(api: Served, someone: Person) -> None:
    job = someone.job(someone.account())
    for _ in range(2):
        answer = api.ask("POST", f"/jobs/{job.id}/cancel", someone.token)
        assert answer.status_code == 202 and answer.json()["state"] == "cancelled"
    what = [one["what"] for one in api.ask("GET", "/activity", someone.token).json()["items"]]
    assert "job_cancelled" in what


@pytest.mark.parametrize("asked", [Asked.CODE, Asked.SIGN_IN])
def test_a_question_is_shown_and_answered_once(api: Served, house: Running, someone: Person, asked: Asked) -> None:
    service, job = house.service, someone.job(someone.account())
    path = f"/jobs/{job.id}"
    assert api.ask("GET", path, someone.token).json()["question"] is None
    assert api.ask("POST", f"{path}/answer", someone.token, json={"text": "1"}).status_code == 409
    house.do(service.questions.ask(job.id, asked))
    begun = house.do(service.jobs.begin(job, "test"))
    assert begun
    house.do(service.jobs.wait(begun))
    assert api.ask("GET", path, someone.token).json()["question"]["asked"] == asked.value
    answer = api.ask("POST", f"{path}/answer", someone.token, json={"text": "canary-code-271828"})
    assert answer.status_code == 202 and answer.json() == {"taken": True}
    later = api.ask("GET", path, someone.token)
    assert (later.json()["state"], later.json()["attempt"], later.json()["question"]) == ("queued", 2, None)
    assert "canary" not in later.text
    assert api.ask("POST", f"{path}/answer", someone.token, json={"text": "again"}).status_code == 409


def test_a_running_job_keeps_its_account(api: Served, house: Running, someone: Person, owner: Person) -> None:
    account = someone.account()
    job = someone.job(account, Mode.RUN)
    house.do(house.service.jobs.begin(job, "test"))
    session = {"cookies": [{"name": "auth_token", "value": "v", "domain": ".x.com"}]}
    assert api.ask("PUT", f"/accounts/{account.id}/sign-in/session", someone.token, json=session).status_code == 409
    assert api.ask("DELETE", f"/accounts/{account.id}", someone.token).status_code == 409
    assert api.ask("DELETE", f"/members/{someone.member}", owner.token).status_code == 409
    assert api.ask("GET", f"/jobs/{job.id}", someone.token).json()["cancelling"] is True
    house.do(house.service.jobs.end(job, State.CANCELLED))
    assert api.ask("DELETE", f"/accounts/{account.id}", someone.token).status_code == 204
    assert api.ask("DELETE", f"/members/{someone.member}", owner.token).status_code == 204
