"""Over HTTP: added, listed without its address, tried, removed; wishes; and who may. # R9 R14 R20"""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from backend.members.principal import DeviceKind, Role
from backend.notify import targets
from tests.api.household import Person, new_person
from tests.api.running import Running, Served, running
from tests.notify.push_service import PushService
from tests.notify.webhook import Webhook
from tests.store.household import settings_of

TARGETS = "/notifications/targets"
SETTINGS = "/notifications/settings"
BROWSERS = "/notifications/browsers"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service."""
    with running(settings_of(tmp_path_factory.mktemp("notify") / "home")) as house:
        yield house


@pytest.fixture(scope="module")
def api(house: Running) -> Iterator[Served]:
    """Where it is served."""
    with house.served() as served:
        yield served


@pytest.fixture
def owner(house: Running) -> Person:
    """In a browser."""
    return new_person(house, Role.OWNER)


@pytest.fixture
def hook(house: Running) -> Iterator[Webhook]:
    """A web server on the loop of the service."""
    webhook, stack = Webhook(), contextlib.AsyncExitStack()
    house.do(stack.enter_async_context(webhook.open()))
    yield webhook
    house.do(stack.aclose())


def test_from_adding_to_removing(api: Served, owner: Person, hook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "BETWEEN_TESTS", timedelta(hours=1))
    token, url = owner.token, f"{hook.url}/canary-path"
    made = api.ask("POST", TARGETS, token, json={"name": "my phone", "url": url})
    assert made.status_code == 201, made.text
    assert (made.json()["name"], made.json()["scheme"], made.json()["sent"]) == ("my phone", "json", None)
    assert api.ask("POST", TARGETS, token, json={"name": "my phone", "url": url}).status_code == 409
    path = f"{TARGETS}/{made.json()['id']}"
    tried = api.ask("POST", f"{path}/test", token)
    assert tried.json() == {"sent": True, "detail": "A test message was sent to my phone. Look whether it came."}
    assert hook.taken[0]["title"] == "Unconsent: a test"
    again = api.ask("POST", f"{path}/test", token)
    assert again.status_code == 429 and again.headers["Retry-After"] == "3600"
    listed = api.ask("GET", TARGETS, token)
    assert listed.json()["items"][0]["sent"] and listed.json()["next"] is None
    assert api.ask("DELETE", path, token).status_code == 204
    assert api.ask("DELETE", path, token).status_code == 404
    noted = api.ask("GET", "/activity", token).text
    assert "notification_added" in noted and "notification_removed" in noted
    for said in (made, tried, listed, again):
        assert "canary" not in said.text and "127.0.0.1" not in said.text
    assert "canary" not in noted


def test_a_browser_is_a_place_like_others(api: Served, house: Running, owner: Person) -> None:
    key = api.ask("GET", f"{BROWSERS}/key", owner.token).json()["key"]
    assert len(key) == 87 and key == api.ask("GET", f"{BROWSERS}/key", new_person(house).token).json()["key"]
    given = {"name": "my browser", **PushService(port=9).given}
    made = api.ask("POST", BROWSERS, owner.token, json=given, headers={"Origin": api.url})
    assert made.status_code == 201 and (made.json()["scheme"], made.json()["gone"]) == ("webpush", False), made.text
    assert api.ask("POST", BROWSERS, owner.token, json=given).status_code == 409
    path = f"{TARGETS}/{made.json()['id']}"
    tried = api.ask("POST", f"{path}/test", owner.token)
    assert tried.json()["sent"] is False and "cannot be reached" in tried.json()["detail"]
    listed = api.ask("GET", TARGETS, owner.token)
    assert api.ask("DELETE", path, owner.token).status_code == 204
    for said in (made, tried, listed, api.ask("GET", "/activity", owner.token)):
        assert "canary" not in said.text and given["auth"] not in said.text and "localhost:9" not in said.text


def test_a_browser_that_is_shut_out_is_told_nothing_more(api: Served, house: Running, owner: Person) -> None:
    given = {"name": "lost phone", **PushService(port=9).given}
    made = api.ask("POST", BROWSERS, owner.token, json=given).json()
    other = owner.again()
    assert api.ask("DELETE", f"/devices/{owner.device}", other.token).status_code == 204
    tried = api.ask("POST", f"{TARGETS}/{made['id']}/test", other.token).json()
    assert tried["sent"] is False and "it was shut out" in tried["detail"]
    listed = api.ask("GET", TARGETS, other.token).json()["items"]
    assert [one["gone"] for one in listed if one["id"] == made["id"]] == [True]
    assert api.ask("DELETE", f"{TARGETS}/{made['id']}", other.token).status_code == 204


@pytest.mark.parametrize(
    "wrong", [{"endpoint": "http://canary.example/"}, {"p256dh": "canary"}, {"auth": "canary"}, {"endpoint": "canary"}]
)
def test_what_no_browser_gives_is_refused(api: Served, owner: Person, wrong: dict[str, str]) -> None:
    given = {"name": "wrong", **PushService(port=9).given, **wrong}
    refused = api.ask("POST", BROWSERS, owner.token, json=given)
    assert (refused.status_code, refused.json()["field"]) == (400, "browser") and "canary" not in refused.text


def test_what_cannot_be_used_says_why(api: Served, owner: Person) -> None:
    for url, why in (("nonsense://canary", "is not an address that Apprise knows"), ("windows://", "stays on")):
        refused = api.ask("POST", TARGETS, owner.token, json={"name": "bad", "url": url})
        assert (refused.status_code, refused.json()["field"]) == (400, "address")
        assert why in refused.json()["detail"] and "canary" not in refused.text
    long = api.ask("POST", TARGETS, owner.token, json={"name": "bad", "url": "json://canary/" + "x" * 2000})
    assert long.status_code == 422 and "canary" not in long.text


def test_a_member_may_not_call_inside(api: Served, house: Running, hook: Webhook) -> None:
    someone = new_person(house)
    made = api.ask("POST", TARGETS, someone.token, json={"name": "inside", "url": hook.url}).json()
    tried = api.ask("POST", f"{TARGETS}/{made['id']}/test", someone.token).json()
    assert tried["sent"] is False and "inside the network" in tried["detail"] and hook.lines == []
    shown = api.ask("GET", TARGETS, someone.token).json()["items"][0]
    assert shown["why"] == tried["detail"] and shown["failing"]


def test_wishes(api: Served, house: Running) -> None:
    someone = new_person(house)
    usual = api.ask("GET", SETTINGS, someone.token).json()
    assert usual == {
        "at_once": ["came_back", "letter_due", "needs_you"],
        "quiet_hours": None,
        "time_zone": "UTC",
        "digest": {"weekday": 0, "hour": 9},
    }
    own = {
        "at_once": ["needs_you"],
        "quiet_hours": {"begin": "22:00", "end": "07:30"},
        "time_zone": "Europe/Berlin",
        "digest": None,
    }
    assert api.ask("PUT", SETTINGS, someone.token, json=own).json() == own
    assert api.ask("GET", SETTINGS, someone.token).json() == own
    for wrong in (
        {"time_zone": "Mars"},
        {"at_once": ["renamed"]},
        {"quiet_hours": {"begin": "24:00", "end": "07:00"}},
        {"quiet_hours": {"begin": "07:00", "end": "07:00"}},
        {"digest": {"weekday": 7, "hour": 0}},
    ):
        assert api.ask("PUT", SETTINGS, someone.token, json=own | wrong).status_code in (400, 422), wrong
    assert api.ask("GET", SETTINGS, someone.token).json() == own


def test_who_may(api: Served, house: Running) -> None:
    someone, child = new_person(house), new_person(house, Role.RESTRICTED)
    body: dict[str, object] = {"name": "phone", "url": "jsons://example.org"}
    asked: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("POST", TARGETS, body),
        ("PUT", SETTINGS, {"at_once": []}),
        ("POST", BROWSERS, {"name": "browser", **PushService(port=9).given}),
    )
    for method, path, sent in asked:
        assert api.ask(method, path, child.token, json=sent).status_code == 403
        assert api.ask(method, path, someone.again(DeviceKind.SCRIPT).token, json=sent).status_code == 403
        assert api.ask(method, path, json=sent).status_code == 401
    for who in (child, someone.again(DeviceKind.SCRIPT)):
        assert api.ask("GET", f"{BROWSERS}/key", who.token).status_code == 403
    for path in (TARGETS, SETTINGS):
        assert api.ask("GET", path, child.token).status_code == 403
        assert api.ask("GET", path, someone.again(DeviceKind.SCRIPT).token).status_code == 200
