"""Who a browser says is asking, and what it may read then: only turned away by it, never let in. # R11 R12 R15"""

from itertools import product

import pytest

from backend.members.principal import DeviceKind
from tests.api.household import Person
from tests.api.operations import operations
from tests.api.raw import get
from tests.api.running import Running, Served

PAIRED, UNPAIRED = "p" * 32, "u" * 32
ELSEWHERE = (
    *("https://evil.example", "http://evil.example", "null", "", "file://", "http://127.0.0.1:1", "http://localhost"),
    *("http://127.0.0.1", "https://x.com", f"chrome-extension://{UNPAIRED}", f"moz-extension://{UNPAIRED}"),
    *("chrome-extension://", f"chrome-extension://{PAIRED}.evil.example", f"chrome-extension://{PAIRED}/x"),
    *(f"http://{PAIRED}", f"safari-web-extension://{PAIRED}", f"CHROME-EXTENSION://{PAIRED}", "http://[::1]:1"),
    *(
        f"chrome-extension://{PAIRED.upper()}",
        f"chrome-extension://me@{PAIRED}",
        "{url}.evil.example",
        "{url}@evil.example",
    ),
    *("{url}/", "http://me@127.0.0.1:{port}", "chrome-extension://{paired}, {url}"),
)
TURNS = 4
"""The first of them asks for everything, each other one for one operation in so many; all of them take turns."""


@pytest.fixture(scope="module", autouse=True)
def token(owner: Person) -> str:
    """Of a paired extension."""
    return owner.again(DeviceKind.EXTENSION, PAIRED).token


def filled(api: Served, origin: str) -> str:
    """With where we are."""
    return origin.replace("{url}", api.url).replace("{port}", str(api.port)).replace("{paired}", PAIRED)


def allowed(answer: object) -> dict[str, str]:
    """The headers that let a page read."""
    headers: dict[str, str] = dict(getattr(answer, "headers", {}))
    return {name.lower(): value for name, value in headers.items() if name.lower().startswith("access-control-")}


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_pages_of_others_are_turned_away_everywhere(api: Served, owner: Person, origin: str) -> None:
    headers = {"Origin": filled(api, origin)}
    place = ELSEWHERE.index(origin)
    asked = operations()[place % TURNS :: TURNS] if place else operations()
    for operation, method in product(asked, ("own", "OPTIONS")):
        chosen = operation.method if method == "own" else method
        if operation.name in ("begin_pairing", "redeem_pairing") and "extension://u" in origin:
            continue
        answer = api.ask(chosen, operation.address("1"), owner.token, headers=headers, prefix="")
        assert answer.status_code == 403 and not allowed(answer), (operation.name, chosen)
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("more", [{}, {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}])
def test_requests_from_elsewhere_are_turned_away(api: Served, owner: Person, site: str, more: dict[str, str]) -> None:
    for operation in operations():
        headers = {"Sec-Fetch-Site": site, **more}
        answer = api.ask(operation.method, operation.address("1"), owner.token, headers=headers, prefix="")
        assert answer.status_code == 403, operation.name


def test_a_link_elsewhere_may_lead_to_a_page_but_not_to_data(api: Served) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert api.ask("GET", "/invitation", headers=headers, prefix="").status_code == 404
    assert api.ask("POST", "/invitation", headers=headers, prefix="").status_code == 403
    assert api.ask("GET", "/invitation", headers=headers | {"Sec-Fetch-Mode": "cors"}, prefix="").status_code == 403
    assert api.ask("GET", "/api/v1/me", headers=headers, prefix="").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "{url}"},
        {"Origin": "{url}", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_programs_and_own_pages_are_let_in_and_nothing_is_readable_elsewhere(
    api: Served, owner: Person, headers: dict[str, str]
) -> None:
    answer = api.ask("GET", "/me", owner.token, headers={name: filled(api, one) for name, one in headers.items()})
    assert answer.status_code == 200 and not allowed(answer)


def test_same_origin_means_the_host_that_was_asked(api: Served, owner: Person) -> None:
    headers = {"Origin": f"http://localhost:{api.port}"}
    assert api.ask("GET", "/me", owner.token, headers=headers).status_code == 403


@pytest.mark.parametrize("site", [None, "none", "cross-site"])
def test_a_paired_extension_reads_with_its_token(api: Served, token: str, site: str | None) -> None:
    headers = {"Origin": f"chrome-extension://{PAIRED}"} | ({"Sec-Fetch-Site": site} if site else {})
    answer = api.ask("GET", "/me", token, headers=headers)
    assert answer.status_code == 200
    assert allowed(answer)["access-control-allow-origin"] == headers["Origin"]
    assert "Access-Control-Allow-Credentials" not in answer.headers and "Origin" in answer.headers["Vary"]
    without = api.ask("GET", "/me", headers=headers)
    assert without.status_code == 401 and allowed(without)


def test_a_preflight_is_answered_for_paired_extensions(api: Served) -> None:
    headers = {"Origin": f"chrome-extension://{PAIRED}", "Access-Control-Request-Method": "PATCH"}
    answer = api.ask("OPTIONS", "/me", headers=headers)
    assert answer.status_code == 204 and "PATCH" in allowed(answer)["access-control-allow-methods"]
    other = api.ask("OPTIONS", "/me", headers=headers | {"Origin": f"chrome-extension://{UNPAIRED}"})
    assert other.status_code == 403 and not allowed(other)


def test_two_origins_are_turned_away(api: Served, owner: Person) -> None:

    host, origin = f"Host: 127.0.0.1:{api.port}".encode(), f"Origin: {api.url}".encode()
    assert get(api, host, origin)[0] == 200
    assert get(api, host, origin, origin)[0] == 403


@pytest.mark.parametrize("scheme", ["chrome-extension", "moz-extension"])
def test_an_extension_is_paired(api: Served, someone: Person, house: Running, scheme: str) -> None:
    extension = f"{scheme[0]}{someone.member:031d}"
    origin = {"Origin": f"{scheme}://{extension}"}
    assert api.ask("GET", "/me", headers=origin).status_code == 403
    assert api.ask("POST", "/pairings", json={"name": "Chromium"}).status_code == 403
    begun = api.ask("POST", "/pairings", headers=origin, json={"name": "Chromium"})
    assert begun.status_code == 201 and allowed(begun)
    redeem, secret = f"/pairings/{begun.json()['id']}/redeem", {"secret": begun.json()["secret"]}
    assert api.ask("POST", redeem, headers=origin, json=secret).json()["state"] == "waiting"
    confirmed = api.ask("POST", "/pairings/confirm", someone.token, json={"code": begun.json()["code"]})
    assert confirmed.json() == {"device": "Chromium"}
    other = api.ask("POST", redeem, headers={"Origin": f"{scheme}://{'z' * 32}"}, json=secret)
    assert other.json() == {"state": "gone", "device": None, "token": None}
    redeemed = api.ask("POST", redeem, headers=origin, json=secret).json()
    assert redeemed["state"] == "confirmed" and redeemed["device"]["extension"] == extension
    assert api.ask("POST", redeem, headers=origin, json=secret).json()["state"] == "gone"
    assert api.ask("GET", "/me", redeemed["token"], headers=origin).json()["kind"] == "extension"
    api.ask("DELETE", f"/devices/{redeemed['device']['id']}", someone.token)
    assert api.ask("GET", "/me", redeemed["token"], headers=origin).status_code == 403
