"""R43: an audit says what it looked at; one that looked at nothing says so and is never green."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from backend.tools.audit import CLEAN, KNOWN, NOT_AUDITED, audit
from backend.tools.locks import Locked


class Advisories(HTTPServer):
    """An advisory service on loopback: what it answers, and what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.status = 200
        self.answer: Any = {"results": [{}, {}]}
        self.asked: list[Any] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Advisories

    def do_POST(self) -> None:
        """Says what the test wants it to say."""
        self.server.asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, format: str, *_values: object) -> None:
        """Nobody reads this log."""


@pytest.fixture
def advisories() -> Iterator[Advisories]:
    """A service that knows nothing bad of two packages."""
    with Advisories() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def packages() -> tuple[Locked, ...]:
    """Two packages, from two locks."""
    return (
        Locked(name="pebble", version="1.0", hashes=("0" * 64,), via=("unconsent",)),
        Locked(name="@quarry/flint", version="2.0", hashes=("0" * 128,), via=("unconsent",), kind="npm"),
    )


def test_every_package_is_asked_about(
    advisories: Advisories, packages: tuple[Locked, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(advisories.address, packages) == CLEAN
    assert capsys.readouterr().out == "audited: 2 packages asked about, 0 with advisories\n"
    path, question = advisories.asked[0]
    assert path == "/v1/querybatch"
    assert [one["package"]["purl"] for one in question["queries"]] == [
        "pkg:pypi/pebble@1.0",
        "pkg:npm/%40quarry/flint@2.0",
    ]


def test_what_is_known_is_named(
    advisories: Advisories, packages: tuple[Locked, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    advisories.answer = {"results": [{}, {"vulns": [{"id": "GHSA-1"}, {"id": "PYSEC-2"}]}]}
    assert audit(advisories.address, packages) == KNOWN
    assert "@quarry/flint 2.0: GHSA-1, PYSEC-2\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "answer"),
    [(500, {}), (200, {"results": [{}]}), (200, {}), (200, []), (200, "all fine")],
)
def test_a_poor_answer_is_no_audit(
    advisories: Advisories, packages: tuple[Locked, ...], capsys: pytest.CaptureFixture[str], status: int, answer: Any
) -> None:
    advisories.status, advisories.answer = status, answer
    assert audit(advisories.address, packages) == NOT_AUDITED
    assert capsys.readouterr().out.startswith("NOT AUDITED: ")


@pytest.mark.parametrize("service", [None, "", "http://127.0.0.1:9", "no address"])
def test_without_a_service_nothing_is_claimed(
    packages: tuple[Locked, ...], capsys: pytest.CaptureFixture[str], service: str | None
) -> None:
    assert audit(service, packages) == NOT_AUDITED
    assert capsys.readouterr().out.startswith("NOT AUDITED: ")


def test_an_audit_of_no_packages_is_none(advisories: Advisories) -> None:
    assert audit(advisories.address, ()) == NOT_AUDITED
    assert advisories.asked == []
