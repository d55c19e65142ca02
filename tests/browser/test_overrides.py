"""Test sites: what may be typed after --resolve and --trust-spki, and what a browser makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from automations.outcome import Refused
from automations.reach import Overrides, Reach, Resolve, is_loopback

KEY = "A" * 43 + "="


def test_as_typed() -> None:
    made = Overrides.from_texts(["x.com=127.0.0.1:8443", "*.x.com=[::1]:443", "*=localhost:1"], [KEY])
    assert [one.rule for one in made.resolve] == [
        "MAP x.com 127.0.0.1:8443",
        "MAP *.x.com [::1]:443",
        "MAP * localhost:1",
    ]
    assert Reach(hosts=("x.com",), overrides=made).stays_here
    assert not Overrides()
    assert not Reach(hosts=("x.com",)).stays_here


@pytest.mark.parametrize(
    "text",
    [
        "x.com",
        "x.com=127.0.0.1",
        "=127.0.0.1:1",
        "x.com=:1",
        "x.com=127.0.0.1:0",
        "x.com=127.0.0.1:65536",
        "x.com=127.0.0.1:١",
        "x.com=::1:1",
        "x.com=a b:1",
        "x.com=*.y:1",
        "x.com, MAP * 1.2.3.4=127.0.0.1:1",
        "https://x.com=127.0.0.1:1",
    ],
)
def test_what_is_malformed_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="HOST=ADDRESS:PORT"):
        Overrides.from_texts([text], [])


def test_a_key_alone_or_malformed_is_refused() -> None:
    with pytest.raises(Refused, match="together with --resolve"):
        Overrides.from_texts([], [KEY])
    with pytest.raises(Refused, match="no fingerprint"):
        Overrides.from_texts(["x.com=127.0.0.1:1"], ["sha256/abc"])


@given(some.text(), some.text())
def test_nothing_but_rules_reaches_the_browser(host: str, target: str) -> None:  # R41
    try:
        made = Overrides.from_texts([f"{host}={target}"], [])
    except Refused:
        return
    assert not set(made.resolve[0].rule.removeprefix("MAP ")) & set(",;\"'\n\t")


def test_only_what_stands_in_is_reached() -> None:
    overrides = Overrides(resolve=(Resolve(host="x.com", target="127.0.0.1:1"),))
    rules = Reach(hosts=("x.com", "y.example"), address="https://blog.example", overrides=overrides).arguments()[0]
    assert rules == "--host-resolver-rules=MAP x.com 127.0.0.1:1, MAP * ~NOTFOUND"
    assert "EXCLUDE blog.example" in Reach(hosts=(), address="https://blog.example").arguments()[0]


@pytest.mark.parametrize("address", ["http://127.0.0.1:80", "http://[::1]", "//localhost:1", "http://a.localhost"])
def test_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["http://10.0.0.1", "http://localhost.example", "http://127.0.0.1.example", "x"])
def test_other_machines(address: str) -> None:
    assert not is_loopback(address)
