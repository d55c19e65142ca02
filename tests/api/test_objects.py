"""Every operation with an id x {other member, removed member, owner without grant, anonymous}: as if missing. # R20"""

from datetime import timedelta

import pytest

from backend.members import devices
from backend.members.principal import Role
from backend.members.rules import RULES, Action
from tests.api.household import MISSING, Person, Things, new_person
from tests.api.operations import BODIES, Operation, operations
from tests.api.running import Running, Served

WITH_ID = [one for one in operations() if one.noun not in (None, "platforms")]
ROLES = ("other member", "removed member", "owner without grant", "anonymous")
OWNERS = {"invitations"}
"""Things of the owner; nobody else has any."""
KNOWN_BY_SECRET = {"pairings"}
"""Whoever has the secret of one may ask for it."""


def tokens(house: Running, owner: Person) -> dict[str, str | None]:
    """A token for each role."""
    removed = new_person(house)
    house.do(house.people.household.remove(owner.principal, removed.member))
    return {
        "other member": new_person(house).token,
        "removed member": removed.token,
        "owner without grant": owner.token,
        "anonymous": None,
    }


def asked(api: Served, operation: Operation, id: object, token: str | None) -> tuple[int, str]:
    """Status and text."""
    body = BODIES.get(operation.name)
    with api.ask(operation.method, operation.address(id), token, json=body, stream=True, prefix="") as answer:
        return answer.status_code, answer.text


def is_always_the_owners(operation: Operation) -> bool:
    """Whether the table lets the owner do it without a grant."""
    known = operation.permission in set(Action)
    return known and RULES[Action(operation.permission)].for_member == "always"


def test_what_is_anothers_is_as_if_it_were_missing(
    api: Served, house: Running, owner: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    things, who, count = Things.of(new_person(house)), tokens(house, owner), 0
    for operation in WITH_ID:
        noun = str(operation.noun)
        for role in ROLES:
            count += 1
            if role == "owner without grant" and (
                is_always_the_owners(operation) or noun in OWNERS or operation.name == "revoke_grant"
            ):
                continue  # see the next test
            there = asked(api, operation, things.ids[noun], who[role])
            assert there == asked(api, operation, MISSING[noun], who[role]), (operation.name, role)
            known = 401 if role in ("removed member", "anonymous") else 403 if noun in OWNERS else 404
            assert there[0] == (403 if noun in KNOWN_BY_SECRET else known), (operation.name, role, there)
    with capsys.disabled():
        print(f"\nR20: {count} = {len(WITH_ID)} operations x {len(ROLES)} roles")  # noqa: T201
    assert count == len(WITH_ID) * len(ROLES)


def test_what_the_owner_may_without_a_grant(api: Served, house: Running, owner: Person) -> None:
    exempt = {one.name for one in WITH_ID if is_always_the_owners(one)}
    assert exempt == {"get_status", "remove_member"}
    someone = new_person(house)
    account = someone.account()
    someone.receipt(account)
    status = api.ask("GET", f"/members/{someone.member}/status", owner.token)
    assert status.json()["accounts"][0]["outcomes"] == {"opted_out": 1}
    for hidden in ("handle", "detail", "proof", "unchecked", "receipt"):
        assert hidden not in status.text
    assert api.ask("DELETE", f"/members/{someone.member}", owner.token).status_code == 204
    assert api.ask("GET", "/me", someone.token).status_code == 401
    assert api.ask("GET", f"/members/{someone.member}/status", owner.token).status_code == 404


def test_the_matrix_changes_nothing(
    api: Served, house: Running, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "NOTED_EVERY", timedelta(hours=1))  # when a device was used last is shown
    things = Things.of(new_person(house))
    before = shown(api, things)
    who = tokens(house, owner)
    for operation in WITH_ID:
        if operation.name != "remove_member" and operation.noun != "invitations":
            for role in ROLES:
                asked(api, operation, things.ids.get(str(operation.noun), MISSING["grants"]), who[role])
    assert shown(api, things) == before


def test_a_grant_opens_exactly_what_it_says_and_leaves_a_trace(api: Served, owner: Person, things: Things) -> None:
    someone, account = things.person, things.ids["accounts"]
    receipt, job = f"/receipts/{things.ids['receipts']}", f"/jobs/{things.ids['jobs']}"
    given = api.ask("POST", "/grants", someone.token, json={"scope": "evidence"}).json()
    assert api.ask("GET", receipt, owner.token).status_code == 200
    assert api.ask("GET", f"/accounts?member={someone.member}", owner.token).json()["items"]
    assert api.ask("GET", job, owner.token).status_code == 404
    assert api.ask("POST", "/jobs", owner.token, json={"accounts": [account], "mode": "run"}).status_code == 404
    entries = api.ask("GET", "/activity", someone.token).json()["items"]
    assert "grant_used" in {one["what"] for one in entries}
    assert api.ask("DELETE", f"/grants/{given['id']}", someone.token).status_code == 204
    assert api.ask("GET", receipt, owner.token).status_code == 404
    api.ask("POST", "/grants", someone.token, json={"scope": "sessions"})
    assert api.ask("GET", receipt, owner.token).status_code == 404
    assert api.ask("GET", job, owner.token).status_code == 200
    assert api.ask("POST", "/jobs", owner.token, json={"accounts": [account], "mode": "run"}).status_code == 202
    assert api.ask("POST", "/jobs", owner.token, json={"accounts": [account], "mode": "undo"}).status_code == 404


def test_a_restricted_member_watches(api: Served, house: Running, owner: Person) -> None:
    child = new_person(house, Role.RESTRICTED)
    account = child.account().id
    assert api.ask("GET", f"/accounts/{account}", child.token).status_code == 200
    assert api.ask("POST", "/jobs", child.token, json={"accounts": [account], "mode": "check"}).status_code == 202
    for method, path, body in (
        ("POST", "/jobs", {"accounts": [account], "mode": "run"}),
        ("POST", "/accounts", {"platform": "x", "name": "mine"}),
        ("DELETE", f"/accounts/{account}", None),
        ("POST", "/grants", {"scope": "evidence"}),
        ("PUT", f"/schedule/{account}", {"days": 1}),
    ):
        assert api.ask(method, path, child.token, json=body).status_code == 403, path
    seen = api.ask("GET", f"/devices?member={child.member}", owner.token).json()["items"]
    assert [one["id"] for one in seen] == [child.device]
    assert api.ask("GET", f"/devices?member={new_person(house).member}", owner.token).status_code == 404
    added = api.ask("POST", "/accounts", owner.token, json={"platform": "x", "name": "theirs", "member": child.member})
    assert added.json()["member"] == child.member


def shown(api: Served, things: Things) -> dict[str, str]:
    """What the member sees of their own."""
    token = things.person.token
    paths = [
        "/accounts",
        "/jobs",
        "/findings",
        "/letters",
        "/letters/sender",
        "/letters/smtp",
        "/notifications/targets",
        "/notifications/settings",
        "/receipts",
        "/grants",
        "/devices",
        "/members",
    ]
    texts = {path: api.ask("GET", path, token).text for path in paths}
    return texts | {"status": api.ask("GET", f"/members/{things.person.member}/status", token).text}
