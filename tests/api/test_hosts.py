"""Hostile Host values over raw sockets: refused, whatever they look like; the good ones served. # R10 R12"""

import asyncio
from typing import Any

import pytest

from backend.api.door import Door
from tests.api.raw import get, raw
from tests.api.running import Served

HOSTILE = (
    *(b"evil.example", b"evil.example:{port}", b"127.0.0.1.evil.example:{port}", b"evil.example.127.0.0.1:{port}"),
    *(b"localhost.evil.example:{port}", b"evil-localhost:{port}", b"localhost:{port}.evil.example"),
    *(b"127.0.0.1.nip.io:{port}", b"localtest.me:{port}", b"rebind.it:{port}", b"unconsent:{port}"),
    *(b"0.0.0.0:{port}", b"0:{port}", b"0x7f000001:{port}", b"2130706433:{port}", b"017700000001:{port}"),
    *(b"127.1:{port}", b"127.0.1:{port}", b"127.0.0.2:{port}", b"0177.0.0.1:{port}", b"127.000.000.001:{port}"),
    *(b"[::]:{port}", b"[::ffff:127.0.0.1]:{port}", b"[0:0:0:0:0:0:0:1]:{port}", b"::1:{port}", b"[::1%lo]:{port}"),
    *(b"127.0.0.1.:{port}", b"localhost.:{port}", b".localhost:{port}", b"127.0.0.1:{port}.", b"LOCALHOST:{port}"),
    *(b"127.0.0.1", b"localhost", b"127.0.0.1:", b"127.0.0.1:80", b"127.0.0.1:443", b"127.0.0.1:0{port}"),
    *(b"127.0.0.1:{port}0", b"127.0.0.1:+{port}", b"127.0.0.1:-{port}", b"127.0.0.1: {port}", b"127.0.0.1 :{port}"),
    *(b"me@127.0.0.1:{port}", b"me:pass@127.0.0.1:{port}", b"127.0.0.1:{port}@evil.example", b"@127.0.0.1:{port}"),
    *(b"127.0.0.1:{port}/", b"127.0.0.1:{port}?x", b"127.0.0.1:{port}#x", b"http://127.0.0.1:{port}"),
    *(b"127.0.0.1:{port},evil.example", b"127.0.0.1:{port} evil.example", b"evil.example 127.0.0.1:{port}"),
    *(b"", b" ", b"*", b"null", b"-", b"127.0.0.1\\:{port}", b"127.0.0.1%3a{port}", b"127.0.0.1:{port}%00"),
    *(
        b"\xef\xbc\x9127.0.0.1:{port}",
        b"localh\xc3\xb6st:{port}",
        b"xn--lclhst-xxa:{port}",
        b"127\xe3\x80\x820.0.1:{port}",
    ),
)
TARGETS = (
    *(b"http://evil.example/healthz", b"http://evil.example:{port}/healthz", b"https://127.0.0.1:{port}/healthz"),
    *(b"http://127.0.0.1:{port}@evil.example/healthz", b"//evil.example/healthz", b"evil.example:{port}", b"*"),
)


def for_port(api: Served, value: bytes) -> bytes:
    """The value, with the port at which we are."""
    return value.replace(b"{port}", str(api.port).encode())


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 40


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("upgrade", [False, True])
def test_hostile_hosts_are_refused(api: Served, value: bytes, upgrade: bool) -> None:
    lines = [b"Host: " + for_port(api, value)]
    lines += [b"Upgrade: websocket", b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Key: AAAA"] if upgrade else []
    status, answer = get(api, *lines)
    assert status in (400, 421) and b'"ok"' not in answer


@pytest.mark.parametrize(
    "lines",
    [
        (b"Host: 127.0.0.1:{port}", b"Host: 127.0.0.1:{port}"),
        (b"Host: 127.0.0.1:{port}", b"Host: evil.example"),
        (b"Host: evil.example", b"host: 127.0.0.1:{port}"),
        (b"X-Forwarded-Host: 127.0.0.1:{port}",),
        (b"Host: evil.example", b"X-Forwarded-Host: 127.0.0.1:{port}"),
        (b"Host: evil.example", b"Forwarded: host=127.0.0.1:{port}"),
        (b"Host : 127.0.0.1:{port}",),
        (b"Host: evil.example", b" 127.0.0.1:{port}"),
        (),
    ],
)
def test_two_hosts_none_and_other_headers_are_refused(api: Served, lines: tuple[bytes, ...]) -> None:
    status, answer = get(api, *(for_port(api, one) for one in lines))
    assert status in (400, 421) and b'"ok"' not in answer


@pytest.mark.parametrize("target", TARGETS)
def test_odd_targets_are_refused(api: Served, target: bytes) -> None:
    status, answer = get(api, for_port(api, b"Host: 127.0.0.1:{port}"), target=for_port(api, target))
    assert status in (400, 404, 421) and b'"ok"' not in answer


def test_a_request_of_http_1_0_without_a_host_is_refused(api: Served) -> None:
    answer = raw(api, b"GET /healthz HTTP/1.0\r\n\r\n")
    assert b" 400 " in answer.partition(b"\r\n")[0] and b'"ok"' not in answer


@pytest.mark.parametrize("value", [b"127.0.0.1:{port}", b"localhost:{port}", b"[::1]:{port}"])
def test_the_good_ones_are_served(api: Served, value: bytes) -> None:
    status, answer = get(api, b"Host: " + for_port(api, value))
    assert status == 200 and b'{"status":"ok"}' in answer


def through(kind: str, *headers: tuple[bytes, bytes]) -> tuple[list[str], list[Any]]:
    """What gets past the door, and what the door says, without a server that looks first."""
    reached: list[str] = []
    sent: list[Any] = []

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["type"])

    async def receive() -> Any:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        sent.append(message.get("status", message.get("code")))

    async def paired(extension: str) -> bool:
        return extension == "a" * 32

    scope = {"type": kind, "method": "GET", "path": "/relay", "raw_path": b"/relay", "headers": list(headers)}
    asyncio.run(Door(inside, hosts={"127.0.0.1:1"}, paired=paired)(scope, receive, send))
    return reached, [one for one in sent if one]


@pytest.mark.parametrize("second", [b"127.0.0.1:1", b"evil.example"])
def test_two_hosts_do_not_pass_even_where_the_server_lets_them(second: bytes) -> None:
    assert through("http", (b"host", b"127.0.0.1:1"), (b"host", second)) == ([], [400])
    assert through("http", (b"host", second), (b"host", b"127.0.0.1:1")) == ([], [400])
    assert through("http", (b"host", b"127.0.0.1:1")) == (["http"], [])


@pytest.mark.parametrize(
    ("host", "origin", "passes"),
    [
        (b"127.0.0.1:1", b"http://127.0.0.1:1", True),
        (b"127.0.0.1:1", b"http://127.0.0.1:2", False),
        (b"evil.example", b"http://evil.example", False),
        (b"127.0.0.1:1", b"chrome-extension://" + b"a" * 32, True),
        (b"127.0.0.1:1", b"chrome-extension://" + b"b" * 32, False),
        (b"127.0.0.1:1", None, True),
    ],
)
def test_websockets_meet_the_same_door(host: bytes, origin: bytes | None, passes: bool) -> None:
    headers = [(b"host", host)] + ([(b"origin", origin)] if origin else [])
    assert through("websocket", *headers) == ((["websocket"], []) if passes else ([], [1008]))
