"""People over HTTP: invited, signed in, changed and removed; platforms paused; numbers and backups for the owner."""

import time

import pyotp
import pytest

from backend.members.principal import DeviceKind
from tests.api.household import NUMBERS, Person
from tests.api.running import LOCAL, Running, Served

PASSWORD = "five words or even more"


def joined(api: Served, owner: Person) -> tuple[str, str]:
    """A member who came by a link and signed in: name and token."""
    name = f"guest {next(NUMBERS)}"
    invited = api.ask("POST", "/invitations", owner.token, json={"name": name}).json()
    link = {"token": invited["token"]}
    assert api.ask("POST", "/invitations/look-up", json=link).json()["name"] == name
    accepted = api.ask("POST", "/invitations/accept", json=link | {"password": PASSWORD})
    assert accepted.status_code == 201 and accepted.json()["role"] == "member"
    assert api.ask("POST", "/invitations/look-up", json=link).status_code == 404
    return name, signed_in(api, name)


def from_elsewhere() -> dict[str, str]:
    """An address from which nobody has tried anything yet, as a proxy names it."""
    return {"X-Forwarded-For": f"2001:db8:{next(NUMBERS):x}::1"}


def signed_in(api: Served, name: str, password: str = PASSWORD, code: str | None = None, status: int = 201) -> str:
    """The token of a new browser."""
    body = {"name": name, "password": password, "device": "browser"} | ({"code": code} if code else {})
    answer = api.ask("POST", "/session", json=body, headers=from_elsewhere())
    assert answer.status_code == status, answer.text
    return str(answer.json().get("token", ""))


def test_from_an_invitation_to_leaving(api: Served, owner: Person) -> None:
    name, token = joined(api, owner)
    me = api.ask("GET", "/me", token).json()
    assert (me["name"], me["role"], me["in_person"], me["kind"]) == (name, "member", True, "browser")
    assert [one["id"] for one in api.ask("GET", "/members", token).json()["items"]] == [me["member"]]
    everybody = api.ask("GET", "/members", owner.token).json()["items"]
    assert me["member"] in [one["id"] for one in everybody]
    renamed = api.ask("PATCH", "/me", token, json={"name": f"{name} again"})
    assert renamed.json()["name"] == f"{name} again"
    taken = api.ask("GET", "/me", owner.token).json()["name"]
    assert api.ask("PATCH", "/me", token, json={"name": taken}).status_code == 409
    assert api.ask("POST", "/me/erase", token, json={"password": PASSWORD}).status_code == 204
    assert api.ask("GET", "/me", token).status_code == 401
    assert api.ask("DELETE", f"/members/{owner.member}", owner.token).status_code == 403


def test_invitations_are_the_owners(api: Served, owner: Person, someone: Person) -> None:
    assert api.ask("POST", "/invitations", someone.token, json={"name": "x"}).status_code == 403
    made = api.ask("POST", "/invitations", owner.token, json={"name": f"g {next(NUMBERS)}"}).json()
    id = made["invitation"]["id"]
    assert id in [one["id"] for one in api.ask("GET", "/invitations", owner.token).json()["items"]]
    assert made["token"] not in api.ask("GET", "/invitations", owner.token).text
    assert api.ask("DELETE", f"/invitations/{id}", owner.token).status_code == 204
    assert api.ask("POST", "/invitations/look-up", json={"token": made["token"]}).status_code == 404
    script = owner.again(DeviceKind.SCRIPT).token
    assert api.ask("POST", "/invitations", script, json={"name": "x"}).status_code == 403


def test_wrong_passwords_are_answered_alike_and_then_wait(api: Served, owner: Person) -> None:
    name, token = joined(api, owner)
    texts = set()
    here = from_elsewhere()
    for given, password in ((name, "wrong wrong wrong"), (f"{name}x", PASSWORD)):
        body = {"name": given, "password": password, "device": "b"}
        answer = api.ask("POST", "/session", json=body, headers=here)
        texts.add((answer.status_code, answer.text))
    assert len(texts) == 1 and texts.pop()[0] == 401
    for _ in range(3):
        wrong = {"name": name, "password": "wrong wrong wrong", "device": "b"}
        last = api.ask("POST", "/session", json=wrong, headers=here)
    assert last.status_code == 429 and int(last.headers["Retry-After"]) > 0
    assert api.ask("GET", "/me", token).status_code == 200


def test_password_and_one_time_codes(api: Served, owner: Person) -> None:
    name, token = joined(api, owner)
    new = f"{PASSWORD} and more"
    assert api.ask("POST", "/me/password", token, json={"old": "not it at all", "new": new}).status_code == 400
    assert api.ask("POST", "/me/password", token, json={"old": PASSWORD, "new": "short"}).status_code == 400
    assert api.ask("POST", "/me/password", token, json={"old": PASSWORD, "new": new}).status_code == 204
    assert api.ask("POST", "/me/totp/confirm", token, json={"code": "000000"}).status_code == 409
    seed = api.ask("POST", "/me/totp", token).json()["seed"]
    assert api.ask("GET", "/me", token).json()["totp"] is False
    code = pyotp.TOTP(seed).now()
    assert api.ask("POST", "/me/totp/confirm", token, json={"code": code}).status_code == 204
    assert api.ask("GET", "/me", token).json()["totp"] is True
    signed_in(api, name, new, status=401)
    assert signed_in(api, name, new, pyotp.TOTP(seed).at(int(time.time()) + 30)), "a code is good once"
    assert api.ask("POST", "/me/totp/disable", token, json={"password": new}).status_code == 204
    assert signed_in(api, name, new)


def test_devices_are_listed_added_and_shut_out(api: Served, someone: Person) -> None:
    added = api.ask("POST", "/devices", someone.token, json={"name": "cron"}).json()
    assert api.ask("GET", "/me", added["token"]).json()["kind"] == "script"
    listed = api.ask("GET", "/devices", someone.token)
    assert {one["id"] for one in listed.json()["items"]} == {someone.device, added["device"]["id"]}
    assert added["token"] not in listed.text
    assert api.ask("DELETE", f"/devices/{added['device']['id']}", someone.token).status_code == 204
    assert api.ask("DELETE", f"/devices/{added['device']['id']}", someone.token).status_code == 404
    assert api.ask("DELETE", "/session", LOCAL).status_code == 409


def test_a_platform_is_paused_by_the_owner_for_everybody(api: Served, owner: Person, someone: Person) -> None:
    assert api.ask("POST", "/platforms/x/pause", someone.token, json={}).status_code == 403
    paused = api.ask("POST", "/platforms/x/pause", owner.token, json={"why": "We look at it."}).json()
    assert paused["paused"] and paused["pauses"][0]["why"] == "We look at it."
    assert api.ask("GET", "/platforms/x", someone.token).json()["paused"] is True
    assert api.ask("POST", "/platforms/x/resume", someone.token).status_code == 403
    assert api.ask("POST", "/platforms/x/resume", owner.token).json()["paused"] is False
    for slug in ("nothing", "LinkedIn", "x_", "..", "x%2f"):
        assert api.ask("GET", f"/platforms/{slug}", someone.token).status_code in (401, 404, 422), slug
    listed = api.ask("GET", "/platforms", someone.token).json()["items"]
    assert len(listed) >= 2 and all(one["firmness"] and one["seen"] and one["settings"] is not None for one in listed)


def test_health_says_only_ok(api: Served) -> None:
    for path in ("/healthz", "/readyz"):
        assert api.ask("GET", path, prefix="").text == '{"status":"ok"}'


def test_numbers_are_for_this_machine_and_the_owner(
    api: Served, house: Running, owner: Person, someone: Person
) -> None:
    someone.receipt(someone.account())
    text = api.ask("GET", "/metrics", prefix="").text
    setting = someone.running.service.office.catalogue.platform("x").settings[0].id
    assert f'unconsent_outcomes{{platform="x",setting="{setting}",outcome="opted_out"}}' in text
    assert 'unconsent_jobs{state="queued"}' in text and someone.name not in text and "canary" not in text
    far = {"X-Forwarded-For": "203.0.113.5"}
    assert api.ask("GET", "/metrics", headers=far, prefix="").status_code == 401
    assert api.ask("GET", "/metrics", someone.token, headers=far, prefix="").status_code == 403
    assert api.ask("GET", "/metrics", someone.token, prefix="").status_code == 403
    assert api.ask("GET", "/metrics", owner.token, headers=far, prefix="").text.startswith("# HELP")
    with house.served(metrics=False) as without:
        assert without.ask("GET", "/metrics", owner.token, prefix="").status_code == 404


def test_a_backup_is_for_the_owner_in_person(api: Served, house: Running, owner: Person, someone: Person) -> None:
    for who in (owner.token, LOCAL):
        answer = api.ask("POST", "/backup", who)
        assert answer.content == b"one two" and "attachment" in answer.headers["Content-Disposition"]
    for token in (someone.token, owner.again(DeviceKind.SCRIPT).token):
        assert api.ask("POST", "/backup", token).status_code == 403
    with house.served(backup=None) as without:
        answer = without.ask("POST", "/backup", owner.token)
        assert answer.status_code == 501 and "data folder" in answer.json()["detail"]


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "2999-12-31T23:59:59Z"])
def test_grants_have_an_end(api: Served, someone: Person, until: str) -> None:
    answer = api.ask("POST", "/grants", someone.token, json={"scope": "evidence", "until": until})
    assert answer.status_code == (400 if until < "2026" else 201)
    assert len(api.ask("GET", "/grants", someone.token).json()["items"]) == (0 if until < "2026" else 1)
