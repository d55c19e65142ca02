"""R41: whatever a file holds, it is judged within a second, and both verifiers agree."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.receipts.canonical import canonical
from backend.receipts.verify import LARGEST, check, verify_file
from tests.receipts.independent import is_valid
from tests.receipts.samples import whole

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
PLACES = st.lists(st.integers(0, 30), max_size=5)
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
async def receipt(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A valid one to start from."""
    return await whole(tmp_path_factory.mktemp("whole") / "home")


def judged(content: bytes) -> bool:
    """Whether it is valid; both say so, and quickly."""
    began = time.process_time()
    body, problems = check(content)
    assert time.process_time() - began < 1
    assert (body is None) == bool(problems)
    assert all(problem.endswith(".") and len(problem) < 400 for problem in problems)
    assert is_valid(content) == (body is not None)
    return body is not None


@QUICK
@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"")
@example(b"[" * 200_000)
@example(b'{"a":' * 100_000)
@example(b'{"receipt":' + b"9" * 100_000 + b"}")
@example(b'"\\ud800"')
@example(b"\xed\xa0\x80")
@example(b'{"receipt":{},"signature":"","pictures":{}}')
def test_any_bytes_are_judged(content: bytes) -> None:
    assert not judged(content)


@QUICK
@given(JSON)
def test_any_json_is_judged(value: Any) -> None:
    assert not judged(json.dumps(value).encode("utf-8", "surrogatepass"))


def replaced(value: Any, place: list[int], new: Any) -> Any:
    """The value with something else at a place in it."""
    if not place or not value or not isinstance(value, dict | list):
        return new
    keys = sorted(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[place[0] % len(keys)]
    copy: Any = value.copy()
    copy[key] = replaced(value[key], place[1:], new)
    return copy


@QUICK
@given(place=PLACES, new=JSON | st.just("AA==") | st.just(2**53) | st.just(-1))
def test_a_receipt_with_something_else_in_it_is_judged(receipt: bytes, place: list[int], new: Any) -> None:
    changed = replaced(json.loads(receipt), place, new)
    try:
        content = canonical(changed)
    except ValueError:
        content = json.dumps(changed).encode("utf-8", "surrogatepass")
    assert judged(content) == (content == receipt)


@QUICK
@given(JSON)
def test_what_has_a_form_has_one(value: Any) -> None:
    try:
        form = canonical(value)
    except ValueError:
        return
    assert canonical(json.loads(form)) == form


def test_a_huge_file_is_judged_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as opened:
        opened.truncate(50 * LARGEST)
    began = time.process_time()
    assert "larger than 20 MB" in verify_file(file).problems[0]
    assert time.process_time() - began < 1


def test_what_is_said_cannot_steer_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    file.write_bytes(b'{"receipt": {"\\u001b[2J\\u202e": 1}, "signature": "", "pictures": {}}')
    said = verify_file(file).problems[0]
    assert said.isprintable()
