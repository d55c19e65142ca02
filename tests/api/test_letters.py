"""Letters over the API: written, changed, approved, sent as approved and not otherwise, and nobody else's."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from backend.letters.personal import Mailbox
from backend.members.principal import DeviceKind, Role
from tests.api.household import Person, new_person
from tests.api.running import Running, Served
from tests.letters.post_office import PASSWORD, USER, PostOffice

SENDER = {"name": "Kim Ørsted", "email": "kim@example.org"}


@pytest.fixture
def post_office(house: Running) -> Iterator[PostOffice]:
    """A mail server on the loop of the service, which trusts it meanwhile."""
    office, stack = PostOffice(), contextlib.AsyncExitStack()
    house.do(stack.enter_async_context(office.open()))
    served = house.service.worker
    before = served.office
    served.office = replace(before, letters=replace(before.letters, trust=office.trust))
    yield office
    served.office = before
    house.do(stack.aclose())


def today() -> date:
    return datetime.now(UTC).date()


def written(api: Served, person: Person, **more: Any) -> Any:
    """A new letter of theirs, to a company with an e-mail address."""
    body = {"about": "snap", "region": "eu", "language": "nl", "sender": SENDER, "handle": "kim", **more}
    made = api.ask("POST", "/letters", person.token, json=body)
    assert made.status_code == 201, made.text
    return made.json()


def test_a_letter_is_written_changed_and_followed_up(api: Served, someone: Person) -> None:
    account = someone.account()
    made = written(api, someone, account=account.id, about=None, settings=["x.grok_training"], uses=["ads"])
    path, token = f"/letters/{made['id']}", someone.token
    assert (made["state"], made["about"], made["account"], made["approval"]) == ("draft", "x", account.id, None)
    assert "A letter is a request" in made["note"] and made["remarks"] and "kim" in made["text"]
    changed = api.ask("PATCH", path, token, json={"text": "Geachte heer of mevrouw,\n\nnee."}).json()
    assert changed["text"].endswith("nee.") and changed["subject"] == made["subject"]
    assert api.ask("GET", path, token).json()["text"] == changed["text"]
    for form, start in (("pdf", b"%PDF"), ("txt", b"Geachte"), ("zip", b"PK")):
        file = api.ask("GET", f"{path}/file?format={form}", token)
        assert file.status_code == 200 and file.content.startswith(start)
    assert b"X-Unsent: 1" in api.ask("GET", f"{path}/file?format=eml", token).content
    assert api.ask("POST", f"{path}/complaint", token).status_code == 409
    long_ago = str(today() - timedelta(days=90))
    sent = api.ask("POST", f"{path}/sent", token, json={"on": long_ago, "by": "form"}).json()
    assert (sent["state"], sent["way"], sent["overdue"]) == ("sent", "form", True)
    complaint = api.ask("POST", f"{path}/complaint", token)
    assert complaint.status_code == 201 and complaint.json()["complains_of"] == made["id"]
    days = {str(today())}
    answered = api.ask("POST", f"{path}/answer", token, json={"note": "Nee."}).json()
    assert (answered["state"], answered["answer"]) == ("answered", "Nee.")
    assert answered["answered"] in days | {str(today())}, "also at midnight"
    assert api.ask("POST", f"{path}/close", token).json()["state"] == "closed"
    assert api.ask("DELETE", path, token).status_code == 204
    assert api.ask("GET", path, token).status_code == 404
    noted = api.ask("GET", "/activity", token).text
    assert "letter_written" in noted and "letter_removed" in noted and "Kim" not in noted


def test_lists_come_in_pages(api: Served, someone: Person) -> None:
    made = [written(api, someone)["id"] for _ in range(3)][::-1]
    first = api.ask("GET", "/letters?limit=2", someone.token).json()
    second = api.ask("GET", f"/letters?limit=2&cursor={first['next']}", someone.token).json()
    assert [one["id"] for one in first["items"] + second["items"]] == made and second["next"] is None
    assert "text" not in first["items"][0]


def test_only_what_was_approved_is_sent(api: Served, house: Running, someone: Person, post_office: PostOffice) -> None:
    box = Mailbox(host="localhost", port=post_office.port, address=USER, user=USER, password=SecretStr(PASSWORD))
    house.do(house.service.office.of(someone.member).letters.personal.keep_mailbox(box))
    assert api.ask("POST", "/letters/smtp/test", someone.token).status_code == 204
    made = written(api, someone)
    path, send = f"/letters/{made['id']}", f"/letters/{made['id']}/send"
    changed = api.ask("PATCH", path, someone.token, json={"text": made["text"] + "\n\nPS"}).json()
    assert changed["approval"] != made["approval"]
    for wrong in (made["approval"], "0" * 64):
        refused = api.ask("POST", send, someone.token, json={"approval": wrong})
        assert refused.status_code == 409 and "What was approved" in refused.json()["detail"]
    for kind in (DeviceKind.SCRIPT, DeviceKind.EXTENSION):
        other = someone.again(kind, "a" * 32 if kind is DeviceKind.EXTENSION else None)
        headers = {"Origin": f"chrome-extension://{'a' * 32}"} if kind is DeviceKind.EXTENSION else {}
        body = {"approval": changed["approval"]}
        assert api.ask("POST", send, other.token, json=body, headers=headers).status_code == 403
    assert post_office.taken == []
    sent = api.ask("POST", send, someone.token, json={"approval": changed["approval"]})
    assert (sent.status_code, sent.json()["state"], sent.json()["way"]) == (200, "sent", "smtp")
    (message,) = post_office.taken
    assert message["To"] == "dpo@snap.com" and message["Subject"] == made["subject"]


def test_mailbox_and_sender_are_one_s_own(api: Served, someone: Person) -> None:
    token = someone.token
    assert api.ask("GET", "/letters/smtp", token).json() == {"smtp": None}
    body = {"host": "smtp.example.org", "port": 587, "address": USER, "password": PASSWORD}
    kept = api.ask("PUT", "/letters/smtp", token, json=body)
    assert kept.status_code == 200 and PASSWORD not in kept.text
    assert api.ask("GET", "/letters/smtp", token).json()["smtp"]["host"] == "smtp.example.org"
    for wrong in ({"port": 22}, {"security": "none"}, {"address": "kim"}, {"host": "a b"}):
        assert api.ask("PUT", "/letters/smtp", token, json=body | wrong).status_code in (400, 409, 422), wrong
    assert api.ask("DELETE", "/letters/smtp", token).status_code == 204
    assert api.ask("POST", "/letters/smtp/test", token).status_code == 409
    assert api.ask("PUT", "/letters/sender", token, json=SENDER).json()["name"] == SENDER["name"]
    assert written(api, someone, sender=None)["sender"]["email"] == "kim@example.org"
    assert api.ask("DELETE", "/letters/sender", token).status_code == 204
    assert api.ask("GET", "/letters/sender", token).json()["name"] is None
    known = {one["slug"] for one in api.ask("GET", "/letters/addressees", token).json()["items"]}
    assert {"x", "linkedin", "whatsapp", "strava"} <= known


def test_who_may(api: Served, house: Running, owner: Person, someone: Person) -> None:
    child = new_person(house, Role.RESTRICTED)
    body = {"about": "snap", "region": "eu", "language": "en"}
    assert api.ask("POST", "/letters", child.token, json=body).status_code == 403
    assert api.ask("POST", "/letters", owner.token, json=body | {"member": someone.member}).status_code == 404
    made = written(api, someone)
    theirs = f"/letters/{made['id']}"
    assert api.ask("GET", theirs, owner.token).status_code == 404
    api.ask("POST", "/grants", someone.token, json={"scope": "evidence"})
    assert api.ask("GET", theirs, owner.token).json()["id"] == made["id"]
    assert api.ask("POST", f"{theirs}/close", owner.token).status_code == 404
    assert api.ask("POST", f"{theirs}/send", owner.token, json={"approval": "0" * 64}).status_code == 404
    other = someone.account()
    foreign = api.ask("POST", "/letters", new_person(house).token, json=body | {"account": other.id})
    assert foreign.status_code == 404


def test_a_letter_that_was_not_answered_is_found(api: Served, house: Running, someone: Person) -> None:
    made = written(api, someone)
    long_ago = str(today() - timedelta(days=90))
    api.ask("POST", f"/letters/{made['id']}/sent", someone.token, json={"on": long_ago})
    house.do(house.service.keeper.tell_letters())
    (found,) = api.ask("GET", "/findings", someone.token).json()["items"]
    assert (found["what"], found["letter"], found["account"]) == ("letter_due", made["id"], None)
    assert "Snapchat" in found["detail"] and "Kim" not in found["detail"]
    assert api.ask("POST", f"/findings/{found['id']}/seen", someone.token).status_code == 204
    house.do(asyncio.sleep(0))
    house.do(house.service.keeper.tell_letters())
    assert len(api.ask("GET", "/findings", someone.token).json()["items"]) == 1
