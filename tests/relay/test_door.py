"""Who may open the relay's sockets: one extension with one token, once; one client on loopback. # R11 R12 R29"""

import asyncio
import json
from collections.abc import Mapping, MutableMapping
from typing import Any

import pytest
from fastapi import FastAPI

from backend.relay.door import relay_router
from backend.relay.endpoint import endpoint
from backend.relay.lending import Lending, Lendings
from tests.promptly import promptly
from tests.relay.client import Client
from tests.relay.conftest import EXTENSION, JOB, Home

PATH = "/api/v1/relay"
OURS = {"Origin": f"chrome-extension://{EXTENSION}"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": f"chrome-extension://{'u' * 32}"},
        {"Host": "evil.example"},
        {"Host": "localhost:1", **OURS},
        {**OURS, "X-Unconsent-Extension": "u" * 32},
        {},
    ],
)
async def test_others_get_nothing(home: Home, headers: Mapping[str, str]) -> None:
    token = home.lendings.offer(JOB, EXTENSION, ("x.com",))
    client = await Client.open(home.port, PATH, headers)
    if client.accepted:
        await client.send({"type": "hello", "token": token})
    assert await client.received() == [] and not home.lendings.lent(JOB)


@pytest.mark.parametrize("hello", [None, "x", "[]", '{"type": "hello"}', '{"type": "hello", "token": "unconsent_no"}'])
async def test_a_socket_without_a_token_is_closed_soon(home: Home, hello: str | None) -> None:
    client = await Client.open(home.port, PATH, OURS)
    assert client.accepted
    with promptly(2):
        if hello is not None:
            await client.send_text(hello)
        assert await client.received() == []


async def test_the_last_word_is_read_when_nothing_can_be_sent_any_more() -> None:
    """The extension has said why it ends, and is gone before anybody has read it."""
    lendings, app = Lendings(), FastAPI()
    app.include_router(relay_router(lambda: lendings))
    token = lendings.offer(JOB, EXTENSION, ("x.com",))
    [lent] = lendings._offered.values()
    said = [{"type": "hello", "token": token}, {"type": "ended", "reason": "tab_closed"}]
    came = [{"type": "websocket.receive", "text": json.dumps(one)} for one in said]
    coming = iter([{"type": "websocket.connect"}, *came])

    async def receive() -> MutableMapping[str, Any]:
        return next(coming)

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "websocket.send":
            raise OSError("It is gone.")

    headers = [(b"host", b"127.0.0.1"), (b"origin", OURS["Origin"].encode())]
    await app({"type": "websocket", "path": "/relay", "headers": headers, "query_string": b""}, receive, send)
    assert lent.ended == "tab_closed"


async def test_a_token_is_good_once(home: Home) -> None:
    token = home.lendings.offer(JOB, EXTENSION, ("x.com",))
    first, second = [await Client.open(home.port, PATH, OURS) for _ in range(2)]
    await first.send({"type": "hello", "token": token})
    lending = await home.lendings.wait(JOB)
    assert lending
    await second.send({"type": "hello", "token": token})
    assert await second.received() == []
    lending.end("done")
    assert [one["type"] for one in map(json.loads, await first.received())] == ["begin"]


async def test_a_token_is_for_one_extension(home: Home) -> None:
    token = home.lendings.offer(JOB, "o" * 32, ("x.com",))
    client = await Client.open(home.port, PATH, OURS)
    await client.send({"type": "hello", "token": token})
    assert await client.received() == [] and not home.lendings.lent(JOB)


async def test_one_client_drives() -> None:
    async with endpoint(Lending(job=JOB, extension=EXTENSION, hosts=())) as address:
        port, path = int(address.split(":")[2].split("/")[0]), "/" + address.rsplit("/", 1)[1]
        await asyncio.sleep(0.1)
        page, name = {"Origin": "http://127.0.0.1"}, {"Host": "x.com"}
        strangers: list[tuple[str, dict[str, str]]] = [("/", {}), ("/x", {}), (path, page), (path, name)]
        for other, headers in strangers:
            assert not (await Client.open(port, other, headers)).accepted
        first = await Client.open(port, path, {})
        assert first.accepted
        assert not (await Client.open(port, path, {})).accepted
        await first.send({"id": 1, "method": "Browser.getVersion"})
        await first.send({"id": 2, "method": "Storage.getCookies"})
        assert "Chrome" in await first.one()
        assert "not there" in await first.one()
        await first.close()
