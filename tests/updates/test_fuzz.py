"""R41: whatever a file holds, signed or not, it is judged within a second."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from automations.catalogue import load, parse_platform
from automations.outcome import Refused
from automations.update import Facts, Update
from backend.receipts.canonical import canonical
from backend.receipts.signing import signature
from backend.updates.reading import read_bundle
from tests.updates.maker import PIER, Maker, pier

MAKER = Maker()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(("serial", "made", "minimum_engine", "files", "retire", "pause", "format", "version", "more"))
QUICK = settings(max_examples=150)


def judged(content: bytes) -> bool:
    """Whether it is taken; judged in words, and by nothing else than Refused."""
    try:
        read_bundle(content, trusted=[MAKER.public], engine="0.1.0")
    except Refused as refused:
        assert len(str(refused)) < 2_000
        return False
    return True


def signed(bundle: Any) -> bytes:
    """The file of whatever is signed; not in one form where there is none."""
    try:
        signatures = [{"key": MAKER.public, "signature": signature(MAKER.key, canonical(bundle))}]
        return canonical({"bundle": bundle, "signatures": signatures})
    except ValueError:
        return json.dumps({"bundle": bundle, "signatures": []}).encode("utf-8", "surrogatepass")


@QUICK
@given(st.binary() | JSON.map(lambda one: json.dumps(one).encode("utf-8", "surrogatepass")))
@example(b"")
@example(b"[" * 200_000)
@example(b'{"bundle":' * 100_000)
@example(b'{"bundle":{},"signatures":' + b"9" * 100_000 + b"}")
@example(b'{"bundle":{},"signatures":[{"key":"","signature":""}]}')
@example(b'{"bundle":{"a":1,"a":2},"signatures":[]}')
@example(b'"\\ud800"')
@example(b"\xed\xa0\x80")
def test_any_bytes_are_judged(content: bytes) -> None:
    assert not judged(content)


@QUICK
@given(JSON)
def test_whatever_is_signed_is_judged(value: Any) -> None:
    assert not judged(signed(value))


@QUICK
@given(KEYS, JSON)
def test_a_signed_bundle_with_something_else_in_it_is_judged(key: str, value: Any) -> None:
    bundle = json.loads(MAKER.bundle(files=pier()))["bundle"]
    taken = judged(signed({**bundle, key: value}))
    assert not taken or value in (1, {}, []) or isinstance(value, int)


@QUICK
@given(st.integers(0, len(PIER)), st.integers(0, 40), st.text(max_size=40) | st.sampled_from(("[[", "{", '"""', "@x")))
@example(0, len(PIER), "a = " + "[" * 50_000)
@example(0, 0, "a." * 20_000 + "a = 1\n")
@example(0, 0, "[" + '"a.b" . ' * 20_000 + "a]\n")
@example(0, 0, "a" * 400_000)
@example(0, 0, '"' * 400_000)
@example(0, 0, "'\\" * 200_000)
@example(0, 0, "\ud800")
def test_any_platform_file_is_judged(place: int, length: int, text: str) -> None:
    changed = (PIER[:place] + text + PIER[place + length :]).encode("utf-8", "surrogatepass")
    began = time.process_time()
    try:
        parse_platform(Facts(platform=changed), "pier/platform.toml")
    except Refused as refused:
        assert str(refused).startswith("pier/platform.toml: ")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["platform.toml", "labels.toml"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, name: str) -> None:
    facts = {"platform": PIER.encode(), "labels": b'a = "b"'} | {name.removesuffix(".toml"): b"\xff"}
    with pytest.raises(Refused, match=f"catalogue 1: pier/{name}: not valid TOML"):
        load(update=Update(name="catalogue 1", files={"pier": Facts(**facts)}))
