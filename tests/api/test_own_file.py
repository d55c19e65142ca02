"""What one takes along: everything of one's own, nothing of anybody else's, and no secret. # R14 R19 R20"""

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from automations.errand import Mode
from automations.outcome import Evidence
from automations.session_file import Cookie, StorageState
from automations.sign_in import Credentials
from backend.exports.opened import OPENED
from backend.exports.topics import TOPICS
from backend.flow.feed import AT_ONCE
from backend.letters.letter import Sender
from backend.letters.personal import Mailbox
from backend.members.principal import DeviceKind, Role
from backend.receipts import verify_files
from tests.api.household import CANARY, Person, Things, new_person
from tests.api.running import LOCAL, Running, Served
from tests.store.household import NOON, result

PASSWORD = "five words or even more"
SECRET = "canary-that-nobody-may-see"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # pragma: allowlist secret


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {one: archive.read(one) for one in archive.namelist()}


def export(api: Served, token: str, password: str = PASSWORD) -> dict[str, bytes]:
    """Everything of whoever has the token."""
    answer = api.ask("POST", "/me/export", token, json={"password": password})
    assert answer.status_code == 200, answer.text
    return unpacked(answer.content)


def lists(files: Mapping[str, bytes]) -> dict[str, list[Any]]:
    """What the lists say."""
    return {name.removesuffix(".json"): json.loads(files[name]) for name in files if name.endswith(".json")}


async def changed(house: Running, statement: str, value: object) -> None:
    """Changes the database past the product."""
    async with house.service.office.store.write() as connection:
        await connection.exec_driver_sql(statement, (value,))


def with_secrets(house: Running, person: Person) -> list[str]:
    """Keeps a secret of each kind for somebody; all of them."""
    office = house.service.office.of(person.member)
    account = person.account()
    kept = Credentials(user="practice", password=f"{SECRET}-password", totp=SEED)
    house.do(office.accounts.set_credentials(account, kept))
    cookie = Cookie(name="auth_token", value=f"{SECRET}-cookie", domain=".x.com", path="/", expires=-1)
    house.do(office.accounts.keep_session(account, StorageState(cookies=(cookie,), origins=())))
    box = Mailbox(host="mail.example.org", port=587, address="kim@example.org", password=SecretStr(f"{SECRET}-mail"))
    house.do(office.letters.personal.keep_mailbox(box))
    house.do(office.letters.personal.keep_sender(Sender(name=f"{CANARY} sender", address="1 Example Road")))
    house.do(office.notifications.targets.add("phone", "json", f"json://127.0.0.1:9/{SECRET}-target"))
    enrolled = house.do(house.people.codes.enrol(person.principal))
    begun = house.do(house.people.pairing.begin("Chromium", "b" * 32))
    house.do(house.people.pairing.confirm(person.principal, begun.code))
    return [SECRET, SEED, PASSWORD, person.token, person.again().token, enrolled.seed, begun.secret, begun.code]


def test_it_holds_everything_of_ones_own_and_no_secret(
    api: Served, house: Running, things: Things, tmp_path: Path
) -> None:
    person, secrets = things.person, with_secrets(house, things.person)
    other = new_person(house)
    others = other.account().name
    files = export(api, person.token)
    found = lists(files)
    assert set(found) >= {one.name for one in (*TOPICS, *OPENED)}
    assert found["me"] == [{**found["me"][0], "id": person.member, "name": person.name}]
    names = {one["name"] for one in found["accounts"]}
    assert len(names) == 2 and all(one.startswith(f"{CANARY} {person.name}") for one in names)
    assert [one["receipt_id"] for one in found["results"]] == [things.ids["receipts"]]
    assert found["results"][0]["title"] and found["results"][0]["account_name"].startswith("X")
    assert [one["id"] for one in found["jobs"]] == [things.ids["jobs"]] and found["events"][0]["kind"] == "queued"
    assert [one["id"] for one in found["findings"]] == [things.ids["findings"]]
    assert {one["place"].rpartition("/")[2] for one in found["sealed"]} >= {"credentials", "session", "totp"}
    assert {one["name"] for one in found["notifications"]} >= {"phone"}
    assert found["sender"][0]["name"] == f"{CANARY} sender" and found["sender"][1]["host"] == "mail.example.org"
    assert "exported" in [one["what"] for one in found["activity"]]
    letter = house.do(house.service.office.of(person.member).letters.drawer.get(str(things.ids["letters"])))
    assert found["letters"][0]["content"]["text"] == letter.content.text
    assert letter.content.text.encode() in b"".join(files[one] for one in files if one.startswith("letters/"))
    whole = b"\n".join(files.values())
    assert others.encode() not in whole and other.name.encode() not in whole
    assert not [one for one in secrets if one.encode() in whole]
    receipts = [one for one in files if one.startswith("receipts/")]
    for one in receipts:
        (tmp_path / one.rpartition("/")[2]).write_bytes(files[one])
    assert verify_files(sorted(tmp_path.glob("*.json")), whole=True).valid and receipts
    assert person.name in files["certificate.html"].decode() and b"<script" not in files["certificate.html"]


def test_receipts_bring_their_pictures(api: Served, house: Running, someone: Person) -> None:
    office, account = house.service.office.of(someone.member), someone.account()
    seen = (Evidence(moment="after", at=NOON, description={"state": "unchecked"}, picture=b"what was seen"),)
    setting = office.platform_of(account).settings[0].id
    id = house.do(office.records.finish(account, Mode.CHECK, result(account, setting, evidence=seen)))
    receipt = export(api, someone.token)[f"receipts/000001-{id}.json"]
    assert base64.b64encode(b"what was seen") in receipt


def test_it_takes_the_password_and_a_person(api: Served, someone: Person) -> None:
    wrong = api.ask("POST", "/me/export", someone.token, json={"password": f"{PASSWORD}!"})
    assert wrong.status_code == 400 and "Try again" in wrong.json()["detail"]
    for kind, extension in ((DeviceKind.SCRIPT, None), (DeviceKind.EXTENSION, "c" * 32)):
        device = someone.again(kind, extension)
        told = {"X-Unconsent-Extension": extension} if extension else {}
        told |= {"Origin": f"chrome-extension://{extension}"} if extension else {}
        answer = api.ask("POST", "/me/export", device.token, json={"password": PASSWORD}, headers=told)
        assert answer.status_code == 403, answer.text
    assert "exported" not in api.ask("GET", "/activity", someone.token).text
    child = new_person(someone.running, Role.RESTRICTED)
    assert lists(export(api, child.token))["role"][0]["role"] == "restricted"


def test_files_are_saved_and_never_shown(api: Served, house: Running, someone: Person) -> None:
    someone.receipt(someone.account())
    exported = api.ask("POST", "/me/export", someone.token, json={"password": PASSWORD})
    sheets = {one: api.ask("GET", f"/me/certificate?format={one}", someone.token) for one in ("pdf", "html", "csv")}
    for name, answer in {
        "unconsent-export.zip": exported,
        **{f"certificate.{one}": sheets[one] for one in sheets},
    }.items():
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    assert sheets["pdf"].content.startswith(b"%PDF")
    assert "opted_out" in sheets["csv"].text and "Out since" in sheets["html"].text
    assert api.ask("GET", "/me/certificate?format=exe", someone.token).status_code == 422


def test_the_family_s_certificate_says_of_others_outcomes_and_dates(
    api: Served, house: Running, owner: Person, someone: Person
) -> None:
    theirs, own = someone.receipt(someone.account()), owner.receipt(owner.account())
    alone = api.ask("GET", "/me/certificate?format=csv", owner.token).text
    assert own in alone and someone.name not in alone
    family = api.ask("GET", "/me/certificate?format=csv&family=true&history=true", owner.token).text
    assert own in family and someone.name in family and theirs not in family
    for hidden in (f"{CANARY}handle", "unchecked", "it read"):
        assert hidden not in family
    page = api.ask("GET", "/me/certificate?format=html&family=true&history=true", owner.token).text
    assert someone.name in page and theirs not in page
    mine = api.ask("GET", "/me/certificate?format=csv&family=true", someone.token).text
    assert theirs in mine and own not in mine and f"{CANARY} {owner.name}" not in mine


def test_a_setting_that_the_catalogue_has_lost_is_named_by_its_id(api: Served, house: Running, someone: Person) -> None:
    account = someone.account()
    someone.receipt(account)
    house.do(changed(house, "UPDATE results SET setting = 'x.dropped_by_an_update' WHERE account_id = ?", account.id))
    sheet = api.ask("GET", "/me/certificate?format=csv", someone.token)
    assert sheet.status_code == 200 and "x.dropped_by_an_update" in sheet.text
    assert lists(export(api, someone.token))["results"][0]["title"] == "x.dropped_by_an_update"


def test_what_was_changed_from_outside_is_told(api: Served, house: Running, someone: Person) -> None:
    account = someone.account()
    first, second = someone.receipt(account), someone.receipt(account)
    bend = "UPDATE receipts SET body = replace(body, 'opted_out', 'still_on') WHERE id = ?"
    house.do(changed(house, bend, first))
    files = export(api, someone.token)
    assert first in files["PROBLEMS.txt"].decode() and second not in files["PROBLEMS.txt"].decode()
    assert [one for one in files if second in one] and not [one for one in files if first in one]


def test_an_event_that_does_not_open_hides_no_others(api: Served, house: Running, someone: Person) -> None:
    job = someone.job(someone.account())
    for number in range(AT_ONCE + 5):
        house.do(house.service.feed.add(job.id, someone.member, "progress", {"number": number}))
    first = "UPDATE job_events SET body = 'bent' WHERE id = (SELECT min(id) FROM job_events WHERE job_id = ?)"
    house.do(changed(house, first, job.id))
    files = export(api, someone.token)
    assert [one["body"]["number"] for one in lists(files)["events"]] == list(range(AT_ONCE + 5))
    assert "events.json: 1 of the events do not open" in files["PROBLEMS.txt"].decode()


def test_whoever_leaves_gives_their_password(api: Served, house: Running, owner: Person, things: Things) -> None:
    person = things.person
    bare = api.ask("DELETE", f"/members/{person.member}", person.token)
    assert bare.status_code == 403 and "password" in bare.json()["detail"]
    wrong = api.ask("POST", "/me/erase", person.token, json={"password": "not it, whatever it is"})
    assert wrong.status_code == 400
    assert api.ask("GET", "/accounts", person.token).json()["items"]
    assert api.ask("POST", "/me/erase", person.token, json={"password": PASSWORD}).status_code == 204
    assert api.ask("GET", "/me", person.token).status_code == 401
    lately = api.ask("GET", "/activity", owner.token).json()["items"][0]
    assert (lately["what"], lately["subject"]) == ("member_left", person.name)


@pytest.mark.parametrize("who", ["owner", "at the machine", "restricted"])
def test_who_cannot_leave_by_themselves(api: Served, house: Running, owner: Person, who: str) -> None:
    child = new_person(house, Role.RESTRICTED)
    token = {"owner": owner.token, "at the machine": LOCAL, "restricted": child.token}[who]
    answer = api.ask("POST", "/me/erase", token, json={"password": PASSWORD})
    assert answer.status_code == 403
    assert api.ask("GET", "/me", token).status_code == 200
