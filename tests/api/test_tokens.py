"""Every operation x {no token, malformed, expired, revoked, another member's}: nothing is given away. # R9 R16"""

import time
from itertools import product

import pytest

from backend.api.recent import Recent
from backend.members.principal import DeviceKind, Principal, Role
from tests.api.household import CANARY, Person, Things, new_person
from tests.api.operations import BODIES, STREAMS, Operation, operations
from tests.api.running import LOCAL, Running, Served
from tests.promptly import promptly

ALL = operations()
BAD = ("none", "malformed", "expired", "revoked")
MALFORMED = (
    *("", "Bearer", "Bearer ", "Basic dTpw", "bearer", "Token x", "Bearer x y", "Bearer unconsent_", "Bearer null"),
    *(
        "Bearer unconsent_" + "A" * 43,
        "Bearer unconsent_" + "A" * 5000,
        f"Bearer {LOCAL}x",
        "Bearer unconsent_\xe9" * 2,
    ),
)


def asked(api: Served, operation: Operation, things: Things, headers: dict[str, str]) -> tuple[int, str]:
    """Status and text; of a stream only that it began."""
    id = things.ids.get(operation.noun or "")
    body = BODIES.get(operation.name)
    if operation.name == "ask_for_jobs":
        body = {"accounts": [things.ids["accounts"]], "mode": "check"}
    answer = api.ask(operation.method, operation.address(id), headers=headers, json=body, stream=True, prefix="")
    with answer:
        began = answer.status_code == 200 and operation.name in STREAMS
        return answer.status_code, "" if began else answer.text


def header(kind: str, things: Things) -> dict[str, str]:
    """What a request says of who asks."""
    tokens = {"expired": things.person.expired, "revoked": things.person.revoked}
    if kind == "none":
        return {}
    return {"Authorization": f"Bearer {tokens[kind]()}" if kind in tokens else "Bearer unconsent_" + "A" * 43}


@pytest.fixture(scope="module")
def victim(house: Running) -> Things:
    """Somebody who has one of each."""
    return Things.of(new_person(house))


def test_bad_tokens_open_nothing(api: Served, victim: Things, capsys: pytest.CaptureFixture[str]) -> None:
    headers = {kind: header(kind, victim) for kind in BAD}
    closed = [one for one in ALL if one.needs_token]
    count = 0
    for operation, kind in product(closed, BAD):
        status, text = asked(api, operation, victim, headers[kind])
        assert status == 401, (operation.name, kind, text)
        assert CANARY not in text and '"type":"urn:unconsent:problem:not-signed-in"' in text
        count += 1
    with capsys.disabled():
        print(f"\nR9: {count} requests with {len(BAD)} bad tokens at {len(closed)} operations")  # noqa: T201
    assert count == len(closed) * len(BAD)


def test_the_same_requests_with_the_right_token_come_in(api: Served, house: Running) -> None:
    mine = Things.of(new_person(house))
    for operation in (one for one in ALL if one.needs_token and one.method == "GET"):
        status, text = asked(api, operation, mine, {"Authorization": f"Bearer {mine.person.token}"})
        assert status != 401, (operation.name, text)


def test_another_members_token_shows_nothing_of_theirs(api: Served, house: Running, victim: Things) -> None:
    for operation in ALL:
        other = new_person(house)
        status, text = asked(api, operation, victim, {"Authorization": f"Bearer {other.token}"})
        assert status < 500 and CANARY not in text, (operation.name, text)
        if operation.noun not in (None, "platforms", "invitations", "pairings"):
            assert status == 404, (operation.name, status, text)


@pytest.mark.parametrize("value", MALFORMED)
def test_malformed_authorization_is_no_token(api: Served, value: str) -> None:
    assert api.ask("GET", "/me", headers={"Authorization": value}).status_code == 401


def test_a_device_that_is_revoked_is_out_at_once(api: Served, someone: Person) -> None:
    other = someone.again()
    assert api.ask("GET", "/me", other.token).status_code == 200
    assert api.ask("DELETE", f"/devices/{other.device}", someone.token).status_code == 204
    assert api.ask("GET", "/me", other.token).status_code == 401


def test_a_program_cannot_widen_itself(api: Served, someone: Person) -> None:
    script = someone.again(DeviceKind.SCRIPT)
    for method, path, body in (
        ("POST", "/devices", {"name": "another"}),
        ("POST", "/grants", {"scope": "evidence"}),
        ("POST", "/me/password", {"old": "five words or even more", "new": "five words or even less"}),
        ("POST", "/me/totp", None),
        ("PATCH", "/me", {"name": "me"}),
        ("DELETE", f"/devices/{someone.device}", None),
        ("DELETE", f"/members/{someone.member}", None),
    ):
        assert api.ask(method, path, script.token, json=body).status_code == 403, path
    assert api.ask("DELETE", "/session", script.token).status_code == 204
    assert api.ask("GET", "/me", script.token).status_code == 401


def test_an_extensions_token_is_good_with_that_extension_only(api: Served, someone: Person) -> None:
    own, other = "b" * 32, "c" * 32
    token = someone.again(DeviceKind.EXTENSION, own).token
    someone.again(DeviceKind.EXTENSION, other)
    named = "X-Unconsent-Extension"
    assert api.ask("GET", "/me", token, headers={named: own, "Sec-Fetch-Site": "none"}).status_code == 200
    assert api.ask("GET", "/me", token, headers={"Origin": f"chrome-extension://{own}"}).status_code == 200
    for headers in (
        {},
        {named: other},
        {"Origin": f"chrome-extension://{other}"},
        {"Origin": f"chrome-extension://{own}", named: other},
        {"Origin": f"chrome-extension://{other}", named: own},
    ):
        assert api.ask("GET", "/me", token, headers=headers).status_code == 401, headers
    assert api.ask("GET", "/me", someone.token, headers={named: own}).status_code == 401


def test_the_command_line_is_the_owner_or_who_it_names(api: Served, someone: Person) -> None:
    me = api.ask("GET", "/me", LOCAL).json()
    assert (me["role"], me["kind"], me["device_name"], me["in_person"]) == ("owner", "script", "command line", True)
    named = {"X-Unconsent-Member": str(someone.member)}
    assert api.ask("GET", "/me", LOCAL, headers=named).json()["member"] == someone.member
    assert api.ask("GET", "/me", someone.token, headers={"X-Unconsent-Member": "1"}).status_code == 404
    for wrong in ("0", "x", "99999999", "-1", "1 ", "²"):
        answer = api.ask("GET", "/me", LOCAL, headers={"X-Unconsent-Member": wrong.encode("utf-8")})  # type: ignore[dict-item]
        assert answer.status_code == 404 or wrong == "1 ", wrong


def test_the_local_secret_is_for_programs_on_this_machine(api: Served, house: Running) -> None:
    for headers in (
        {"Origin": api.url},
        {"Sec-Fetch-Site": "none"},
        {"X-Forwarded-For": "203.0.113.5"},
        {"Forwarded": "for=203.0.113.5"},
        {"X-Unconsent-Extension": "a" * 32},
    ):
        assert api.ask("GET", "/me", LOCAL, headers=headers).status_code == 401, headers
    with house.served(local_secret_hash=None) as without:
        assert without.ask("GET", "/me", LOCAL).status_code == 401


async def test_who_was_let_in_is_remembered_for_half_a_second() -> None:
    now, asked = [10.0], []

    async def authenticate() -> Principal:
        asked.append(now[0])
        return Principal(member=1, name="owner", role=Role.OWNER)

    recent = Recent(clock=lambda: now[0])
    for moment in (10.0, 10.4, 10.6, 10.9, 11.2):
        now[0] = moment
        await recent.find("hash", None, authenticate)
    assert asked == [10.0, 10.6, 11.2]
    await recent.find("hash", "a" * 32, authenticate)
    recent.forget()
    await recent.find("hash", None, authenticate)
    assert asked == [10.0, 10.6, 11.2, 11.2, 11.2]


def test_a_device_that_is_revoked_behind_the_services_back_is_out_within_a_second(
    api: Served, house: Running, someone: Person
) -> None:
    other = someone.again()
    assert api.ask("GET", "/me", other.token).status_code == 200
    house.do(house.people.devices.revoke(someone.principal, other.device))
    with promptly(1):
        while api.ask("GET", "/me", other.token).status_code != 401:
            time.sleep(0.05)
