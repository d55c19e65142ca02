"""Every answer has the headers that browsers obey, and says nothing of what made it. # R19"""

import pytest
import requests

from backend.api.shell import HEADERS
from tests.api.household import Person
from tests.api.running import LOCAL, Running, Served


def test_every_answer_has_them(api: Served, owner: Person, house: Running) -> None:
    answers = [
        api.ask("GET", "/healthz", prefix=""),
        api.ask("GET", "/metrics", prefix=""),
        api.ask("GET", "/me", owner.token),
        api.ask("GET", "/me"),
        api.ask("GET", "/nothing"),
        api.ask("GET", "/elsewhere", prefix=""),
        api.ask("TRACE", "/me"),
        api.ask("POST", "/session", data=b"{", headers={"Content-Type": "application/json"}),
        api.ask("POST", "/session", data=b"x" * 300_000, headers={"Content-Type": "application/json"}),
        api.ask("GET", "/me", headers={"Origin": "https://evil.example"}),
        api.ask("GET", "/me", headers={"Host": "evil.example"}),
        api.ask("POST", "/backup", LOCAL),
        api.ask("GET", "/events", owner.token, stream=True),
    ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 200, 200, 401, 404, 404, 405, 422, 413, 403, 421, 200, 200]
    for answer in answers:
        missing = {name for name, value in HEADERS.items() if answer.headers.get(name) != value}
        assert not missing, answer.url
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers
        answer.close()


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/me", 401), ("GET", "/nothing", 404), ("PUT", "/me", 405)]
)
def test_problems_have_one_form(api: Served, method: str, path: str, status: int) -> None:
    answer = api.ask(method, path)
    body = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(body) == {"type", "title", "status", "detail"} and body["status"] == answer.status_code == status
    assert body["type"].startswith("urn:unconsent:problem:") and body["detail"].endswith(".")
    assert answer.headers.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)
    assert (answer.headers.get("Allow") is not None) == (status == 405)


def test_a_session_of_requests_needs_no_cookie(api: Served, owner: Person) -> None:
    with requests.Session() as session:
        session.get(f"{api.url}/api/v1/me", headers={"Authorization": f"Bearer {owner.token}"}, timeout=10)
        assert not session.cookies
        assert session.get(f"{api.url}/api/v1/me", cookies={"token": owner.token}, timeout=10).status_code == 401
