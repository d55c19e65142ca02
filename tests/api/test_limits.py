"""Too often, too large, too deep: said so, and nothing worse happens. # R17 R42"""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter

import pytest
import requests

from backend.api.config import Limits
from backend.api.limits import Buckets, Rate
from tests.api.household import Person
from tests.api.running import GENEROUS, Running, Served

JSON = {"Content-Type": "application/json"}


def test_a_bucket_fills_up_again() -> None:
    now = [0.0]
    bucket = Buckets(Rate(a_second=2, at_once=3), clock=lambda: now[0])
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 1]
    assert bucket.take("b") == 0
    now[0] = 0.5
    assert [bucket.take("a") for _ in range(2)] == [0, 1]
    now[0] = 1000
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 1]


@pytest.mark.parametrize("which", ["by_address", "by_token"])
def test_who_asks_too_often_is_told_when_to_come_back(house: Running, owner: Person, which: str) -> None:
    tight_one = Rate(a_second=0.01, at_once=5)
    by_address = replace(GENEROUS, by_address=tight_one)
    tight = by_address if which == "by_address" else replace(GENEROUS, by_token=tight_one)
    with house.served(limits=tight) as api:
        answers = [api.ask("GET", "/me", owner.token) for _ in range(6)]
        assert [one.status_code for one in answers] == [200] * 5 + [429]
        wait = answers[-1].json()["retry_after"]
        assert 50 <= wait <= 100 and answers[-1].headers["Retry-After"] == str(wait)
        other = api.ask("GET", "/me", owner.again().token).status_code
        assert other == (429 if which == "by_address" else 200)


def test_strangers_do_not_hold_up_who_is_signed_in(house: Running, owner: Person) -> None:
    tight = replace(GENEROUS, strangers=Rate(a_second=0.1, at_once=3))
    with house.served(limits=tight) as api:
        assert [api.ask("GET", "/me").status_code for _ in range(5)] == [401, 401, 401, 429, 429]
        look_up = api.ask("POST", "/invitations/look-up", json={"token": "unconsent_nothing"})
        assert look_up.status_code == 429
        assert api.ask("GET", "/me", owner.token).status_code == 200


def test_each_address_counts_for_itself_only_behind_a_trusted_proxy(house: Running) -> None:
    tight = replace(GENEROUS, by_address=Rate(a_second=0.1, at_once=1))
    from_far = [{"X-Forwarded-For": one} for one in ("203.0.113.5", "203.0.113.6", "203.0.113.5", "x, 203.0.113.7")]
    with house.served(limits=tight, trusted_proxies=("127.0.0.0/8",)) as api:
        assert [api.ask("GET", "/healthz", headers=one, prefix="").status_code for one in from_far] == [
            200,
            200,
            429,
            200,
        ]
    with house.served(limits=tight, trusted_proxies=()) as api:
        assert [api.ask("GET", "/healthz", headers=one, prefix="").status_code for one in from_far] == [
            200,
            429,
            429,
            429,
        ]


def test_reads_at_200_a_second_pass(house: Running, owner: Person) -> None:
    with house.served(limits=Limits()) as api:
        local = threading.local()

        def read(_: int) -> tuple[int, float]:
            if not hasattr(local, "session"):
                local.session = requests.Session()
            begun = perf_counter()
            answer = local.session.get(f"{api.url}/api/v1/me", headers={"Authorization": f"Bearer {owner.token}"})
            return answer.status_code, perf_counter() - begun

        with ThreadPoolExecutor(8) as clients:
            told = list(clients.map(read, range(400)))
    assert {status for status, _ in told} == {200}


@pytest.mark.full
def test_reads_at_200_a_second_are_fast(house: Running, someone: Person, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(5):
        account = someone.account()
        someone.receipt(account)
        someone.job(account)
    with house.served(limits=Limits()) as api:
        command = [sys.executable, "-m", "tests.api.steady_reader", str(api.port)]
        told = subprocess.run(command, input=someone.token, text=True, capture_output=True, check=True, timeout=120)
    figures = json.loads(told.stdout)
    with capsys.disabled():
        print(f"\nR42: {figures}")  # noqa: T201
    assert figures["good"] == 2000 and figures["p99"] < 100


def test_what_is_too_large_is_not_read(api: Served, owner: Person) -> None:
    def pieces() -> "list[bytes]":
        return [b'{"name": "', *[b"x" * 50_000] * 6, b'"}']

    assert api.ask("PATCH", "/me", owner.token, data=b"x" * 262_145, headers=JSON).status_code == 413
    assert api.ask("PATCH", "/me", owner.token, data=iter(pieces()), headers=JSON).status_code == 413
    assert api.ask("PATCH", "/me", owner.token, data=b" " * 262_000 + b"{}", headers=JSON).status_code == 422
    account = owner.account()
    large = {"cookies": [{"name": "auth_token", "value": "v" * 90_000, "domain": ".x.com"}] * 5}
    assert api.ask("PUT", f"/accounts/{account.id}/sign-in/session", owner.token, json=large).status_code == 200
    assert api.ask("POST", "/receipts/verify", owner.token, data=b"x" * 300_000).status_code == 200
    assert api.ask("POST", "/receipts/verify", owner.token, data=b"x" * 9_000_000).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"name":' * 30_000,
        b'{"name":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"9" * 100_000,
        b'{"name": ' + b"9" * 100_000 + b"}",
        b'{"name": NaN}',
        b'{"name": "\\ud800"}',
        b'{"\\ud800": "a"}',
        b'{"name": "a\\u0000b"}',
        b'{"name": "a", "name": 1}',
        b"\xff\xfe",
        b"\x00",
        b'"name"',
        b"null",
        b"",
        b'{"name": "' + b"x" * 81 + b'"}',
        b'{"name": "   "}',
    ],
)
def test_odd_bodies_are_refused_in_words(api: Served, someone: Person, body: bytes) -> None:
    answer = api.ask("PATCH", "/me", someone.token, data=body, headers=JSON)
    assert answer.status_code in (400, 422) and answer.json()["detail"].endswith(".")
    assert api.ask("GET", "/me", someone.token).json()["name"] == someone.name


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_must_say_that_it_is_json(api: Served, someone: Person, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = api.ask("PATCH", "/me", someone.token, data=b'{"name": "form"}', headers=headers)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=101", "limit=x", "limit=-1", "cursor=", "cursor=!", "cursor=bnVsbA", "cursor=WzFd.WzFd"),
        *("cursor=WyJhIl0", "cursor=WzEsMl0", "cursor=" + "W" * 200, "member=0", "member=99999999999", "unknown=1"),
        *("cursor=Wy0xXQ", "cursor=Wzk5OTk5OTk5OTk5OTk5OV0", "cursor=W3RydWVd", "limit=5&limit=x"),
    ],
)
def test_odd_queries_are_refused_in_words(api: Served, someone: Person, query: str) -> None:
    for path in ("/accounts", "/jobs", "/findings", "/receipts", "/activity"):
        answer = api.ask("GET", f"{path}?{query}", someone.token)
        assert answer.status_code in (400, 422), (path, answer.text)
