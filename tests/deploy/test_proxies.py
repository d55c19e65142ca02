"""A real nginx with our configuration before a real service: events, lent tabs, large bodies, foreign names."""

import asyncio
import contextlib
import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
import websockets

from tests.deploy.files import DEPLOY, PUBLIC_URL
from tests.flow.conftest import SHARING, House
from tests.service.conftest import Served, serving
from tests.wordpress.guard import Guard
from tests.wordpress.sockets import free_port, port_accepts

HOST = PUBLIC_URL.removeprefix("https://")
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
"""What Debian's nginx.conf is around a site, for an ordinary user."""


@dataclass(frozen=True, kw_only=True)
class Front:
    """An nginx before a service, and what its visitors trust."""

    served: Served
    port: int
    trusted: ssl.SSLContext

    def ask(
        self, path: str, *, host: str = HOST, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """A visitor's request: status and body."""
        with contextlib.closing(self.connection()) as connection:
            connection.request(method, path, body=body, headers={"Host": host, **_dashed(headers)})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def connection(self) -> http.client.HTTPConnection:
        """A connection to the right name, at nginx's port on this machine."""
        connection = http.client.HTTPConnection(HOST, timeout=30)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sock = self.trusted.wrap_socket(plain, server_hostname=HOST)
        return connection


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def put(text: str, what: str, by: str) -> str:
    """The text with every `what` replaced; it must be there."""
    assert re.search(what, text), what
    return re.sub(what, by, text)


def site(folder: Path, port: int, behind: int) -> str:
    """Our file, on ports of the test's own, with a certificate of the test's own."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = put(text, r"(?m)^ *listen \[::\]:443.*$", "")
    text = put(text, r"listen 443", f"listen 127.0.0.1:{port}")
    text = put(text, r"127\.0\.0\.1:8765", f"127.0.0.1:{behind}")
    return put(text, r"/etc/letsencrypt/live/unconsent\.example", str(folder))


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard.over(Path(tempfile.mkdtemp(prefix="unconsent-")))
    yield guard
    guard.end()


@pytest.fixture
async def front(house: House, guard: Guard) -> AsyncIterator[Front]:
    """The service as its unit starts it, and nginx as the how-to has it set up."""
    folder, port = guard.folder, free_port()
    authority = trustme.CA()
    issued = authority.issue_cert(HOST)
    issued.cert_chain_pems[0].write_to_path(str(folder / "fullchain.pem"))
    issued.private_key_pem.write_to_path(str(folder / "privkey.pem"))
    async with serving(house, "--proxy", "127.0.0.1", "--public-url", PUBLIC_URL) as served:
        (folder / "site.conf").write_text(site(folder, port, int(served.here["listens"].rpartition(":")[2])))
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        for file in folder.iterdir():
            shutil.chown(file, *(folder.stat().st_uid, folder.stat().st_gid))
        configured = ("/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"))
        guard.run(*configured, "-t")
        guard.start(*configured, log="nginx.log", ready=lambda: port_accepts(port))
        trusted = ssl.create_default_context()
        authority.configure_trust(trusted)
        local = served.here["listens"]
        yield Front(
            served=Served(
                process=served.process, said=served.said, here={**served.here, "address": local}, token=served.token
            ),
            port=port,
            trusted=trusted,
        )


async def test_through_it(front: Front, house: House) -> None:
    """One service and one nginx for all of it: they take a while to start."""
    await asyncio.to_thread(it_is_found_by_its_name_only, front)
    await asyncio.to_thread(nobody_outside_is_taken_for_somebody_at_the_machine, front)
    await asyncio.to_thread(bodies_have_their_limits, front)
    await events_come_as_they_happen(front, house)
    await a_tab_can_be_lent(front)
    await asyncio.to_thread(what_a_visitor_says_of_itself_does_not_count, front)


def it_is_found_by_its_name_only(front: Front) -> None:  # R10
    status, body = front.ask("/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert front.ask("/healthz", host="elsewhere.example")[0] == 421
    assert front.ask("/healthz", Origin=PUBLIC_URL)[0] == 200, "its own pages may ask: it hears its own name"
    assert front.ask("/healthz", Origin="https://elsewhere.example")[0] == 403
    plain = socket.create_connection(("127.0.0.1", front.port), timeout=30)
    with plain, pytest.raises(ssl.SSLError, match=r"UNRECOGNIZED_NAME|unrecognized name"):
        front.trusted.wrap_socket(plain, server_hostname="elsewhere.example")


def nobody_outside_is_taken_for_somebody_at_the_machine(front: Front) -> None:  # R13
    assert front.ask("/api/v1/accounts", Authorization=f"Bearer {front.served.token}")[0] == 401


def bodies_have_their_limits(front: Front) -> None:
    """What the service refuses it refuses itself, in its own words; what is far too large does not get there."""
    headers = {"Content_Type": "application/json"}
    status, said = front.ask("/api/v1/pairings", method="POST", body=b" " * 300_000, **headers)
    assert status == 413 and b'"status":413' in said.replace(b" ", b"")
    status, said = front.ask("/api/v1/receipts/verify", method="POST", body=b" " * 7_000_000, **headers)
    assert status != 413
    status, said = front.ask("/api/v1/receipts/verify", method="POST", body=b" " * 9_000_000, **headers)
    assert status == 413 and b"nginx" in said


async def events_come_as_they_happen(front: Front, house: House) -> None:
    """The stream is open, and stays open, when what happens meanwhile arrives."""
    made = await front.served.post("/api/v1/devices", json={"name": "a script"})
    assert made.status_code == 201, made.text
    token = made.json()["token"]
    async with house.office() as office:
        account = await house.account(office)
    connection = front.connection()

    def opened() -> http.client.HTTPResponse:
        connection.request("GET", "/api/v1/events", headers={"Host": HOST, "Authorization": f"Bearer {token}"})
        return connection.getresponse()

    stream = await asyncio.to_thread(opened)
    assert stream.status == 200 and stream.getheader("content-type", "").startswith("text/event-stream")
    wish = {"accounts": [account.id], "mode": "check", "settings": [SHARING]}
    asked = await front.served.post("/api/v1/jobs", json=wish)
    job = asked.json()["jobs"][0]["job"]["id"]
    lines: list[bytes] = []
    while not any(job.encode() in line for line in lines):
        lines.append(await asyncio.wait_for(asyncio.to_thread(stream.readline), 10))
        assert lines[-1], "it was cut off"
    assert not stream.isclosed()
    stream.close()
    connection.close()


async def a_tab_can_be_lent(front: Front) -> None:  # R12
    """The upgrade goes through; without a token the service closes it, soon."""
    async with websockets.connect(
        f"wss://{HOST}/api/v1/relay", host="127.0.0.1", port=front.port, ssl=front.trusted, server_hostname=HOST
    ) as relay:
        await asyncio.wait_for(relay.wait_closed(), 5)
    assert relay.close_code == 1008


def what_a_visitor_says_of_itself_does_not_count(front: Front) -> None:  # R13
    """Strangers are counted by the address that nginx saw, whatever they say."""
    seen = set()
    with contextlib.closing(front.connection()) as connection:
        for number in range(250):
            said = {"Host": HOST, "X-Forwarded-For": f"203.0.113.{number}"}
            connection.request("GET", "/api/v1/accounts", headers=said)
            answer = connection.getresponse()
            answer.read()
            seen.add(answer.status)
    assert seen == {401, 429}


def test_caddy_understands_its_file() -> None:
    if not shutil.which("caddy"):
        pytest.skip("Caddy is not installed")
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr


def test_both_files_do_the_same() -> None:
    """What is seen to work with nginx is asked of Caddy, too; it upgrades, and hands on the name, by itself."""
    nginx, caddy = (DEPLOY / "nginx.conf").read_text(), (DEPLOY / "Caddyfile").read_text()
    for ours, theirs in {
        "proxy_set_header X-Forwarded-For $remote_addr;": "header_up X-Forwarded-For {remote_host}",
        "proxy_buffering off;": "flush_interval -1",
        "client_max_body_size 8m;": "max_size 8MB",
        "server_name unconsent.example;": "unconsent.example {",
    }.items():
        assert ours in nginx and theirs in caddy
