"""Sessions from files: both formats as tools write them, and whatever else a file may hold."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from automations.outcome import Refused
from automations.session_file import read_session_file

LATER = 4_000_000_000
"""Seconds since the epoch, in the year 2096."""
NETSCAPE = f"""# Netscape HTTP Cookie File
# https://curl.se/docs/http-cookies.html

#HttpOnly_.x.com\tTRUE\t/\tTRUE\t{LATER}\tauth_token\tcanary-1
x.com\tFALSE\t/\tTRUE\t0\t__Host-session\tcanary-2
.x.com\tTRUE\t/\tTRUE\t1000\told\tgone
.bank.example\tTRUE\t/\tTRUE\t{LATER}\tpin\t1234
"""


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "session"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_netscape(tmp_path: Path) -> None:
    state = read_session_file(written(tmp_path, NETSCAPE))
    token, host, other = state.cookies
    assert (token.domain, token.httpOnly, token.expires) == (".x.com", True, LATER)
    assert (host.domain, host.httpOnly, host.expires) == ("x.com", False, -1)
    assert other.name == "pin"


def test_only_the_platform_is_taken(tmp_path: Path) -> None:
    state = read_session_file(written(tmp_path, NETSCAPE)).only_for(("x.com", "*.x.com"))
    assert [one.name for one in state.cookies] == ["auth_token", "__Host-session"]


def test_storage_state(tmp_path: Path) -> None:
    content = {
        "cookies": [
            {
                "name": "a",
                "value": "1",
                "domain": ".x.com",
                "path": "/",
                "expires": -1,
                "httpOnly": True,
                "secure": True,
                "sameSite": "Lax",
            }
        ],
        "origins": [{"origin": "https://x.com", "localStorage": [{"name": "k", "value": "v"}]}],
    }
    state = read_session_file(written(tmp_path, json.dumps(content)))
    assert state.model_dump(exclude_none=True, mode="json") == content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no cookie in it"),
        ("# only a comment\n", "no cookie in it"),
        ("x.com\tTRUE\t/\n", "line 1: a cookie has seven fields"),
        ("x.com\tTRUE\t/\tTRUE\tsoon\ta\tcanary\n", "line 1"),
        (f"\n\nx.com\tTRUE\t/\tTRUE\t{LATER}\t\tcanary\n", "line 3"),
        ("x.com\tTRUE\t/\tTRUE\t1000\ta\tcanary\n", "have expired"),
        ('{"cookies": [}', "line 1: this is not JSON"),
        ('{"token": "canary"}', "no list of cookies"),
        ('[{"name": "canary"}]', "no list of cookies"),
        ('{"cookies": [{"name": "a", "value": 5, "domain": "x.com"}]}', "cookies.0.value"),
        (b"\xff\xfe\x00\x01", "not a text file"),
    ],
)
def test_what_is_wrong_is_said_without_a_value(tmp_path: Path, content: str | bytes, said: str) -> None:  # R14
    with pytest.raises(Refused, match=said) as refused:
        read_session_file(written(tmp_path, content))
    assert "canary" not in str(refused.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(Refused, match="Name the file"):
            read_session_file(path)


def judged(file: Path) -> None:
    """Reads it, or refuses it with a reason; within a second of this process's own time."""
    began = time.process_time()
    try:
        read_session_file(file)
    except Refused as refused:
        assert str(refused)
    assert time.process_time() - began < 1


LINES = some.lists(some.text(some.characters(codec="utf-8"), max_size=60), max_size=8).map("\t".join)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=some.one_of(some.binary(max_size=300), some.text().map(str.encode), LINES.map(str.encode)))
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:  # R41
    judged(written(tmp_path, content))


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=9), inner, max_size=4),
)
COOKIES = some.fixed_dictionaries(
    {"cookies": some.lists(some.dictionaries(some.sampled_from(["name", "value", "domain", "expires"]), JSON) | JSON)}
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=COOKIES | JSON)
def test_any_document_is_read_or_refused(tmp_path: Path, document: object) -> None:  # R41
    judged(written(tmp_path, json.dumps(document)))
