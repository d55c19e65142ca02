"""Twenty fields that nobody may set, in every body that is taken: refused, and nothing changes. # R21"""

import pytest

from tests.api.household import Person, Things
from tests.api.operations import BODIES, Operation, operations
from tests.api.running import Served
from tests.api.test_objects import shown

FOREIGN = {
    "id": 1,
    "member_id": 1,
    "owner": True,
    "role": "owner",
    "is_admin": True,
    "signs_in": "credentials",
    "created": "2020-01-01T00:00:00Z",
    "joined": "2020-01-01T00:00:00Z",
    "token_hash": "0" * 64,
    "kind": "browser",
    "extension": "a" * 32,
    "state": "done",
    "priority": 0,
    "worker": "me",
    "attempt": 9,
    "asked_by": "somebody",
    "to": 1,
    "confirmed_by": 1,
    "seen": True,
    "__proto__": {"role": "owner"},
    "permission": "anybody",
}
WRITING = [one for one in operations() if one.takes_json]


def test_there_are_enough_of_them() -> None:
    assert len(FOREIGN) >= 20 and len(WRITING) >= 20


@pytest.mark.parametrize("operation", WRITING, ids=str)
def test_foreign_fields_are_refused(api: Served, things: Things, operation: Operation) -> None:
    token, address = things.person.token, operation.address(things.ids.get(operation.noun or ""))
    headers = {"Origin": f"chrome-extension://{'a' * 32}"} if operation.noun == "pairings" else {}
    headers |= {} if operation.needs_token else {"Origin": api.url}
    before, own = shown(api, things), BODIES[operation.name]
    names = [name for name in FOREIGN if name not in own and (name, operation.name) != ("role", "invite")]
    for some in (names[::2], names[1::2], [names[WRITING.index(operation) % len(names)]]):
        more = {name: FOREIGN[name] for name in some}
        answer = api.ask(operation.method, address, token, json=own | more, headers=headers, prefix="")
        assert answer.status_code == 422, (more, answer.text)
        pointers = [one["pointer"] for one in answer.json()["errors"]]
        assert sorted(pointers) == [f"/body/{name}" for name in sorted(more)]
    assert shown(api, things) == before


@pytest.mark.parametrize(("field", "value"), [("httpOnly2", True), ("role", "owner"), ("value2", "v")])
def test_nested_fields_are_refused_too(api: Served, things: Things, field: str, value: object) -> None:
    cookie = {"name": "auth_token", "value": "v", "domain": ".x.com", field: value}
    address = f"/accounts/{things.ids['accounts']}/sign-in/session"
    assert api.ask("PUT", address, things.person.token, json={"cookies": [cookie]}).status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/jobs", {"accounts": ["1"], "mode": "check"}),
        ("/jobs", {"accounts": [1.5], "mode": "check"}),
        ("/jobs", {"accounts": [True], "mode": "check"}),
        ("/jobs", {"accounts": [1], "mode": "check", "every": "yes"}),
        ("/jobs", {"accounts": [1], "mode": "check", "wait": 1}),
        ("/jobs", {"accounts": [1], "mode": "destroy"}),
        ("/jobs", {"accounts": [], "mode": "check"}),
        ("/devices", {"name": 5}),
        ("/grants", {"scope": "everything"}),
        ("/grants", {"scope": "evidence", "until": 1893456000}),
        ("/grants", {"scope": "evidence", "until": "1893456000"}),
        ("/grants", {"scope": "evidence", "until": "2030-01-01T00:00:00"}),
    ],
)
def test_types_are_not_guessed(api: Served, someone: Person, path: str, body: dict[str, object]) -> None:
    assert api.ask("POST", path, someone.token, json=body).status_code == 422
