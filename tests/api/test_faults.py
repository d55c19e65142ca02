"""A fault of ours says its incident and nothing else, here and in the log; fifty secrets are in no answer. # R14 R18"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from backend.api.problems import wrongs
from tests.api.household import Person, Things
from tests.api.operations import BODIES, description, operations
from tests.api.running import LOCAL, Running, Served

SECRET = "canary-of-a-fault-qwzj"


@pytest.fixture
def broken(house: Running) -> Iterator[Served]:
    """The API over a store that fails with a secret in its mouth."""

    def fail() -> Any:
        raise RuntimeError(SECRET)

    healthy = house.service
    with house.served() as served:
        served.app.state.desk.give_service = fail
        yield served
        served.app.state.desk.give_service = lambda: healthy


def test_a_fault_has_a_name_in_the_answer_and_in_the_log(
    broken: Served, owner: Person, caplog: pytest.LogCaptureFixture
) -> None:
    answer = broken.ask("GET", "/platforms", owner.token)
    assert answer.status_code == 500 and answer.headers["Content-Type"] == "application/problem+json"
    incident = answer.json()["incident"]
    assert re.fullmatch(r"[0-9a-f]{12}", incident) and incident in answer.json()["detail"]
    assert incident in caplog.text and "RuntimeError" in caplog.text
    for text in (answer.text, caplog.text):
        assert SECRET not in text and owner.token not in text
    assert "Traceback" not in answer.text and "RuntimeError" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_service_that_is_not_there_is_not_ready(broken: Served) -> None:
    assert broken.ask("GET", "/healthz", prefix="").json() == {"status": "ok"}
    answer = broken.ask("GET", "/readyz", prefix="")
    assert answer.status_code == 503 and SECRET not in answer.text


def test_fifty_secrets_are_in_no_answer_and_no_log(
    api: Served, things: Things, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    token, count = things.person.token, 0
    for operation in (one for one in operations() if one.takes_json):
        body = BODIES[operation.name]
        address = operation.address(things.ids.get(operation.noun or ""))
        for field in (*body, "unknown", "unconsent_key"):
            canary = f"canary{count:03}secretqwzj"
            for value in (canary, [canary], {canary: canary}, f"{canary}\ud800".encode("utf-8", "replace").decode()):
                answer = api.ask(operation.method, address, token, json=body | {field: value}, prefix="")
                assert answer.status_code < 500, (operation.name, answer.text)
                if answer.status_code >= 400:
                    assert canary not in answer.text, (operation.name, field, answer.text)
            count += 1
        bare = api.ask(operation.method, address, token, data=f"canary{count:03}secretqwzj", prefix="")
        assert "secretqwzj" not in bare.text
    assert count >= 50
    assert "secretqwzj" not in caplog.text and token not in caplog.text and LOCAL not in caplog.text


def test_what_is_stored_as_a_secret_is_never_answered(api: Served, someone: Person) -> None:
    secrets = [f"canary-{name}-qwzj" for name in ("user", "password", "totp", "cookie", "storage", "code")]
    wish: dict[str, Any] = {
        "platform": "x",
        "name": "mine",
        "credentials": {"user": secrets[0], "password": secrets[1]},
    }
    platforms = api.ask("GET", "/platforms", someone.token).json()["items"]
    wish |= {"platform": next(one["slug"] for one in platforms if one["stored_password"])}
    wish |= {"address": "https://blog.example"}
    account = api.ask("POST", "/accounts", someone.token, json=wish).json()["id"]
    api.ask(
        "POST",
        f"/accounts/{account}/sign-in/credentials",
        someone.token,
        json={"user": secrets[0], "password": secrets[1], "totp": secrets[2]},
    )
    other = someone.account().id
    state = {
        "cookies": [{"name": "auth_token", "value": secrets[3], "domain": ".x.com"}],
        "origins": [{"origin": "https://x.com", "localStorage": [{"name": "n", "value": secrets[4]}]}],
    }
    assert api.ask("PUT", f"/accounts/{other}/sign-in/session", someone.token, json=state).status_code == 200
    shown = ""
    for operation in (one for one in operations() if one.method == "GET" and one.noun in (None, "accounts")):
        for id in (account, other):
            with api.ask("GET", operation.address(id), someone.token, stream=True, prefix="") as answer:
                shown += "" if "event-stream" in answer.headers["Content-Type"] else answer.text
    assert "canary" in shown
    assert not [one for one in secrets if one in shown] and someone.token not in shown


@pytest.mark.parametrize("key", ["a b", "\ud800", "x" * 41, "unconsent_abc", "\u00e9", "", "a/b", "<script>"])
def test_keys_that_cannot_be_ours_are_not_repeated(key: str) -> None:
    (wrong,) = wrongs([{"loc": ("body", key), "type": "extra_forbidden", "msg": ""}])
    assert wrong.pointer == "/body/..."


def test_no_route_takes_a_secret_in_its_address() -> None:
    taken = {name for operation in operations() for name in re.findall(r"{(\w+)}", operation.path)}
    assert taken == {"id", "slug", "account", "form"}
    asked = {
        one["name"]
        for methods in description()["paths"].values()
        for operation in methods.values()
        for one in operation.get("parameters", ())
        if one["in"] == "query"
    }
    assert asked == {
        *("limit", "cursor", "after", "member", "platform", "account", "setting", "state"),
        *("format", "history", "family"),
    }


def test_development_only_adds_the_description(house: Running) -> None:
    with house.served(development=True) as served:
        assert served.ask("GET", "/openapi.json").json()["info"]["title"] == "Unconsent"
        assert served.ask("GET", "/docs", prefix="").status_code == 404
        assert served.ask("GET", "/nothing").json()["status"] == 404
