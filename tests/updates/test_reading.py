"""A bundle is read only as it was signed, by a key that is trusted, and when it is meant for this engine."""

import json
from typing import Any

import pytest

from automations.outcome import Refused
from backend.receipts.canonical import canonical
from backend.receipts.signing import signature
from backend.updates.form import LARGEST, encode, numbers
from backend.updates.reading import read_bundle
from tests.updates.maker import Maker, pier


def read(content: bytes, *makers: Maker, engine: str = "0.1.0") -> None:
    """Reads it, trusting these makers."""
    read_bundle(content, trusted=[one.public for one in makers], engine=engine)


def signed_as_it_is(maker: Maker, **more: Any) -> bytes:
    """A bundle with keys that the maker's own tools would not write, signed all the same."""
    bundle = json.loads(maker.bundle(files=pier()))["bundle"] | more
    return canonical(
        {"bundle": bundle, "signatures": [{"key": maker.public, "signature": signature(maker.key, canonical(bundle))}]}
    )


def test_it_is_read_as_it_was_made(maker: Maker) -> None:
    bundle = read_bundle(maker.bundle(7, files=pier()), trusted=[maker.public], engine="0.1.0")
    assert (bundle.serial, bundle.title) == (7, "catalogue 7 of 2026-11-20")
    assert bundle.update().files["pier"].platform.decode() == pier()["pier"]["platform.toml"]


def test_every_changed_byte_is_noticed(maker: Maker) -> None:
    other = Maker()
    bundle = read_bundle(maker.bundle(files=pier()), trusted=[maker.public], engine="0.1.0")
    content = encode(bundle, maker.key, other.key)
    read(content, maker)
    tried = 0
    for place in range(len(content)):
        for changed in (content[place] ^ 1, content[place] ^ 0x20):
            with pytest.raises(Refused):
                read(content[:place] + bytes([changed]) + content[place + 1 :], maker)
            tried += 1
        for cut in (content[:place], content[:place] + content[place + 1 :], content[:place] + b" " + content[place:]):
            with pytest.raises(Refused):
                read(cut, maker)
            tried += 1
    assert tried == 5 * len(content) > 5_000


def test_unsigned_is_refused(maker: Maker) -> None:
    unsigned = canonical({**json.loads(maker.bundle()), "signatures": []})
    with pytest.raises(Refused, match="is not signed"):
        read(unsigned, maker)


def test_a_key_that_is_not_trusted_is_refused_and_named(maker: Maker) -> None:
    stranger = Maker()
    with pytest.raises(Refused, match="not trusted here") as refused:
        read(stranger.bundle(), maker)
    assert stranger.public in str(refused.value)
    with pytest.raises(Refused, match="not trusted here"):
        read(stranger.bundle())


def test_the_key_of_another_does_not_help(maker: Maker) -> None:
    content = json.loads(Maker().bundle())
    content["signatures"][0]["key"] = maker.public
    with pytest.raises(Refused, match="does not hold"):
        read(canonical(content), maker)


@pytest.mark.parametrize("engine", ["0.0.9", "0.1.0", "0.2.10"])
def test_a_newer_engine_is_asked_for(maker: Maker, engine: str) -> None:
    with pytest.raises(Refused, match=r"needs Unconsent 0\.10\.0 or newer.*Update Unconsent first"):
        read(maker.bundle(minimum_engine="0.10.0"), maker, engine=engine)


@pytest.mark.parametrize("engine", ["0.10.0", "0.10.1.dev3+g123", "1.0", "2.0.0rc1"])
def test_an_engine_that_is_new_enough_takes_it(maker: Maker, engine: str) -> None:
    read(maker.bundle(minimum_engine="0.10.0"), maker, engine=engine)


def test_versions_are_compared_as_numbers() -> None:
    assert numbers("0.9.9") < numbers("0.10.0") < numbers("1.0")


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a script": ({"files": {"pier": {"platform.toml": "", "script.py": "x"}}}, r"script\.py.*holds data only"),
    "a practice page": ({"files": {"pier": {"practice.py": "x"}}}, r"practice\.py.*holds data only"),
    "no facts": ({"files": {"pier": {"labels.toml": "x"}}}, r"there is no platform\.toml"),
    "a path for a slug": ({"files": {"../../etc": {"platform.toml": "x"}}}, r"files\.\.\./\.\./etc"),
    "an absolute path": ({"files": {"/etc": {"platform.toml": "x"}}}, r"files\./etc"),
    "a path for a file": ({"files": {"pier": {"../platform.toml": "x"}}}, "holds data only"),
    "a terminal's words": ({"files": {"\x1b[2J": {"platform.toml": "x"}}}, r"files\.\\x1b"),
    "too long a file": ({"files": {"pier": {"platform.toml": "x" * 500_001}}}, "at most 500000"),
    "a further key": ({"run": "rm"}, "run"),
    "another form": ({"version": 2}, "another engine.*Update Unconsent first"),
    "something else": ({"format": "unconsent-receipt"}, "something else was signed"),
    "serial zero": ({"serial": 0}, "serial"),
    "a serial that is a text": ({"serial": "1"}, "serial"),
    "no version": ({"minimum_engine": "new"}, "minimum_engine"),
    "a version that is a number": ({"minimum_engine": 1}, "minimum_engine"),
    "no date": ({"made": "soon"}, "made"),
    "no reason": ({"pause": [{"slug": "x", "why": "", "since": "2026-11-20"}]}, "pause.0.why"),
    "a reason of two lines": ({"retire": [{"name": "x", "why": "a\nb", "since": "2026-11-20"}]}, "retire.0.why"),
    "a name that is none": ({"retire": [{"name": "../x", "why": "a", "since": "2026-11-20"}]}, "retire.0.name"),
    "twice": ({"pause": [{"slug": "x", "why": "a", "since": "2026-11-20"}] * 2}, "the same name twice"),
}


@pytest.mark.parametrize(("more", "reason"), WRONG.values(), ids=WRONG.keys())
def test_what_has_no_place_in_it_is_refused(maker: Maker, more: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        read(signed_as_it_is(maker, **more), maker)
    assert str(refused.value).replace("\n", "").isprintable()


def test_a_huge_file_is_no_bundle() -> None:
    with pytest.raises(Refused, match="more than 4 MB"):
        read(b" " * (LARGEST + 1))
