"""Through a window nobody comes into the server's own network. # R27"""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Error

from automations.addresses import Address
from automations.browser import Browsers
from automations.discovery import find_browser
from automations.live.peer import is_same_user
from automations.live.public import leads_out
from automations.live.request import read_request
from automations.live.way_out import Stream, WayOut, resolved, serving
from automations.reach import Reach
from tests.browser.canary import Canary, singing
from tests.browser.hostile import Hostile, hostile_site

AT_A_TIME = 9
PUBLIC, OTHER = "104.16.1.1", "2606:4700::1111"
REFUSED = {
    "loopback": ["127.0.0.1"],
    "loopback, further on": ["127.8.9.10"],
    "this network": ["0.0.0.0"],  # noqa: S104
    "private, class A": ["10.0.0.1"],
    "private, class B": ["172.16.0.1"],
    "private, class C": ["192.168.0.1"],
    "link-local, metadata": ["169.254.169.254"],
    "metadata of another cloud": ["100.100.100.200"],
    "metadata of a third cloud": ["168.63.129.16"],
    "between provider and customer": ["100.64.0.1"],
    "benchmarks": ["198.18.0.1"],
    "examples": ["192.0.2.1"],
    "protocols": ["192.0.0.8"],
    "multicast": ["224.0.0.1"],
    "reserved": ["240.0.0.1"],
    "broadcast": ["255.255.255.255"],
    "relays": ["192.88.99.1"],
    "loopback, IPv6": ["::1"],
    "nothing, IPv6": ["::"],
    "local, IPv6": ["fd00::1"],
    "metadata, IPv6": ["fd00:ec2::254"],
    "link-local, IPv6": ["fe80::1"],
    "with a zone": ["fe80::1%eth0"],
    "site-local, IPv6": ["fec0::1"],
    "multicast, IPv6": ["ff02::1"],
    "examples, IPv6": ["2001:db8::1"],
    "mapped": ["::ffff:127.0.0.1"],
    "mapped, private": ["::ffff:10.0.0.1"],
    "compatible": ["::127.0.0.1"],
    "translated": ["64:ff9b::7f00:1"],
    "translated, local": ["64:ff9b:1::7f00:1"],
    "6to4": ["2002:7f00:1::1"],
    "Teredo": ["2001:0:7f00:1::1"],
    "both kinds": [PUBLIC, "127.0.0.1"],
    "both kinds, the other way round": ["10.0.0.1", PUBLIC],
    "both kinds, mixed families": [OTHER, "192.168.1.1"],
    "no address": [],
    "no address at all": ["localhost"],
}
"""What a name may answer with, by why it is refused."""
ASKED = {
    "another port": "CONNECT good.example:22 HTTP/1.1",
    "port 0": "CONNECT good.example:0 HTTP/1.1",
    "a proxy's port": "CONNECT good.example:8080 HTTP/1.1",
    "no port": "CONNECT good.example HTTP/1.1",
    "localhost": "CONNECT localhost:443 HTTP/1.1",
    "localhost with a dot": "CONNECT localhost.:443 HTTP/1.1",
    "a name of this network": "CONNECT router:80 HTTP/1.1",
    "a literal": "CONNECT 127.0.0.1:443 HTTP/1.1",
    "a literal, IPv6": "CONNECT [::1]:443 HTTP/1.1",
    "a literal, mapped": "CONNECT [::ffff:7f00:1]:443 HTTP/1.1",
    "decimal": "CONNECT 2130706433:443 HTTP/1.1",
    "octal": "CONNECT 0177.0.0.1:443 HTTP/1.1",
    "hexadecimal": "CONNECT 0x7f.0.0.1:443 HTTP/1.1",
    "short": "CONNECT 127.1:443 HTTP/1.1",
    "user-info": "CONNECT good.example@127.0.0.1:443 HTTP/1.1",
    "a plain request to loopback": "GET http://127.0.0.1/ HTTP/1.1",
    "a plain request to another port": "GET http://good.example:6379/ HTTP/1.1",
    "a plain request with user-info": "GET http://good.example@127.0.0.1/ HTTP/1.1",
    "no proxy's request": "GET / HTTP/1.1",
    "another scheme": "GET ftp://good.example/ HTTP/1.1",
    "a file": "GET file:///etc/passwd HTTP/1.1",
    "an old version": "CONNECT good.example:443 HTTP/1.0",
    "two lines in one": "CONNECT good.example:443 HTTP/1.1\n CONNECT 127.0.0.1:443 HTTP/1.1",
}
"""Requests that are refused, whatever the name would mean."""


@dataclass(kw_only=True)
class Net:
    """A resolver of our own, and a network in which nothing is but one server, at a public address."""

    answers: list[Sequence[str]] = field(default_factory=lambda: [[PUBLIC]])
    dialled: list[tuple[str, int]] = field(default_factory=list)
    got: list[bytes] = field(default_factory=list)

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """The next answer; the last one again and again. Literals mean what they mean."""
        if host.endswith("good.example"):
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await resolved(host, port)

    async def dial(self, address: Address, port: int) -> Stream:
        """To a server that greets, and hangs up after one line."""
        self.dialled.append((str(address), port))

        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.got.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
            writer.close()

        server = await asyncio.start_server(greet, "127.0.0.1", 0)
        stream = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        server.close()
        return stream


@pytest.fixture
async def net() -> Net:
    return Net()


@pytest.fixture
async def way(net: Net) -> AsyncIterator[WayOut]:
    way = WayOut(resolve=net.resolve, dial=net.dial)
    async with serving(way):
        yield way


async def asked(way: WayOut, line: str, *more: str) -> bytes:
    """What the proxy answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", way.port)
    writer.write("\r\n".join([line, *more, "", ""]).encode())
    if line.startswith("CONNECT") and not more:
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


@pytest.mark.parametrize("why", REFUSED)
async def test_only_addresses_of_the_internet_are_reached(way: WayOut, net: Net, why: str) -> None:
    net.answers = [REFUSED[why]]
    assert (await asked(way, "CONNECT good.example:443 HTTP/1.1")).startswith(b"HTTP/1.1 403 ")
    assert net.dialled == [] and way.refused == ("good.example" if REFUSED[why] else None)


@pytest.mark.parametrize("why", ASKED)
async def test_other_requests_are_refused(way: WayOut, net: Net, why: str) -> None:
    assert (await asked(way, ASKED[why])).startswith(b"HTTP/1.1 403 ")
    assert net.dialled == []


async def test_the_internet_is_reached(way: WayOut, net: Net) -> None:
    net.answers = [[PUBLIC, OTHER]]
    answer = await asked(way, "CONNECT good.example:443 HTTP/1.1")
    assert answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"hello")
    assert net.dialled == [(PUBLIC, 443)]


async def test_a_plain_request_is_one_request(way: WayOut, net: Net) -> None:
    answer = await asked(way, "GET http://good.example/a?b HTTP/1.1", "Host: 127.0.0.1", "Proxy-Connection: keep-alive", "A: b")  # fmt: skip # noqa: E501
    assert answer.endswith(b"hello")
    assert net.got == [b"GET /a?b HTTP/1.1\r\nHost: good.example\r\nA: b\r\nConnection: close\r\n\r\n"]
    assert net.dialled == [(PUBLIC, 80)]


async def test_a_name_that_changes_its_meaning(way: WayOut, net: Net) -> None:
    """The address that was looked at is the one that is reached, and the next time it is looked at again."""
    net.answers = [[PUBLIC], ["127.0.0.1"]]
    assert (await asked(way, "CONNECT good.example:443 HTTP/1.1")).endswith(b"hello")
    assert (await asked(way, "CONNECT good.example:443 HTTP/1.1")).startswith(b"HTTP/1.1 403 ")
    assert net.dialled == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    ("address", "own", "public"),
    [
        ("104.16.1.1", "93.184.215.14", True),
        ("93.184.215.14", "93.184.215.14", False),
        ("93.184.215.200", "93.184.215.14", False),
        ("2606:4700::1111", "2a01:4f8:1:2::1", True),
        ("2a01:4f8:1:2::1", "2a01:4f8:1:2::1", False),
        ("2a01:4f8:1:2:aa:bb:cc:dd", "2a01:4f8:1:2::1", False),
        ("2a01:4f8:1:7::1", "2a01:4f8:1:2::1", False),
        ("104.16.1.1", "192.168.1.2", True),
        ("104.16.1.1", None, True),
    ],
)
def test_neighbours_with_public_addresses_are_none_of_a_members_business(
    address: str, own: str | None, public: bool
) -> None:
    assert leads_out(ip_address(address), source_of=lambda _: ip_address(own) if own else None) is public


async def test_connections_of_others_are_closed(net: Net) -> None:
    way = WayOut(resolve=net.resolve, dial=net.dial, may_use=lambda *_: False)
    async with serving(way):
        assert await asked(way, "CONNECT good.example:443 HTTP/1.1") == b""
    assert net.dialled == []


async def test_whose_a_connection_is_the_system_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: there.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    own = writer.get_extra_info("sockname")
    assert is_same_user(own, port)
    assert not is_same_user((own[0], own[1] + 1), port)
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    assert not is_same_user(own, port)
    for one in (writer, *there):
        one.close()
        await one.wait_closed()
    server.close()


def test_a_request_that_is_none() -> None:
    for head in (b"", b"\r\n\r\n", b"GET http:// HTTP/1.1\r\n\r\n", b"GET http://[ HTTP/1.1\r\n\r\n", b"\xff\r\n\r\n"):
        assert read_request(head) is None


async def shown(context: BrowserContext, trick: str) -> None:
    """That page, for long enough to try its trick."""
    page = await context.new_page()
    with contextlib.suppress(Error):
        await page.goto(f"https://x.com/{trick}", wait_until="load")
        await page.wait_for_timeout(300)
    await page.close()


@pytest.fixture
async def sites() -> AsyncIterator[tuple[Hostile, Canary]]:
    async with singing() as canary, hostile_site(canary.port) as hostile:
        yield hostile, canary


async def test_no_page_in_a_real_browser_gets_past_it(sites: tuple[Hostile, Canary], tmp_path: Path) -> None:
    hostile, canary = sites
    forbidden: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        return [PUBLIC] if host in ("x.com", "www.x.com") else await resolved(host, port)

    async def dial(address: Address, port: int) -> Stream:
        if str(address) != PUBLIC:
            forbidden.append(str(address))
            raise OSError
        return await asyncio.open_connection("127.0.0.1", hostile.port)

    way = WayOut(resolve=resolve, dial=dial)
    tricks = [one for one in hostile.tricks if one.startswith("to-") or not one.startswith("by-")]
    async with serving(way), Browsers(find_browser(os.environ), environ=os.environ, notice=print) as browsers:
        arguments = [*way.arguments(), f"--ignore-certificate-errors-spki-list={hostile.spki}"]
        here = Reach(hosts=())
        async with browsers.profile(tmp_path / "profile", here, arguments=arguments) as session:
            tricks += ["by-redirect", "by-popup", "by-service-worker", "by-webtransport", "by-meta-refresh"]
            for first in range(0, len(tricks), AT_A_TIME):
                await asyncio.gather(*(shown(session.context, one) for one in tricks[first : first + AT_A_TIME]))
    assert {f"/{one}" for one in tricks} <= set(hostile.asked) and len(tricks) > 20, "every page was really shown"
    assert (canary.heard, forbidden) == ([], [])
