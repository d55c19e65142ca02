"""Where the service listens: on this machine, or where nobody can listen in; every other wish is refused in a line."""

import socket
from pathlib import Path

import pytest

from automations.outcome import Refused
from backend.service.address import PORT, chosen_address


@pytest.fixture
def tls(tmp_path: Path) -> dict[str, Path]:
    """Files that are there; what is in them is uvicorn's business."""
    for name in ("cert", "key"):
        (tmp_path / name).touch()
    return {"cert": tmp_path / "cert", "key": tmp_path / "key"}


PUBLIC = "https://unconsent.example"
REFUSED = {
    "another machine could listen in": ({"bind": "192.168.1.10"}, "nothing is encrypted"),
    "every address": ({"bind": "0.0.0.0"}, "nothing is encrypted"),  # noqa: S104
    "every address, version 6": ({"bind": "::"}, "nothing is encrypted"),
    "a public name alone": ({"bind": "192.168.1.10", "public_url": PUBLIC}, "nothing is encrypted"),
    "a proxy without a name": ({"bind": "192.168.1.10", "reverse_proxies": ["192.168.1.2"]}, "--public-url"),
    "a proxy of the whole world": ({"reverse_proxies": ["0.0.0.0/0"], "public_url": PUBLIC}, "every machine"),
    "a proxy that is none": ({"reverse_proxies": ["my-proxy"], "public_url": PUBLIC}, "not the address of a proxy"),
    "a public name without TLS": ({"public_url": "http://unconsent.example"}, "https://"),
    "a public name with a path": ({"public_url": PUBLIC + "/path"}, "https://"),
    "a name as interface": ({"bind": "unconsent.example"}, "address of an interface"),
    "a certificate alone": ({"cert": Path(__file__)}, "TLS needs both"),
    "a certificate that is missing": ({"cert": Path("missing"), "key": Path("missing")}, "is not there"),
}


@pytest.mark.parametrize(("wish", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_safe_is_refused_in_one_line(wish: dict[str, object], why: str) -> None:  # R13
    with pytest.raises(Refused, match=why) as refused:
        chosen_address(**wish)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)


def test_every_address_with_tls_needs_a_name(tls: dict[str, Path]) -> None:  # R13
    with pytest.raises(Refused, match="--public-url"):
        chosen_address("0.0.0.0", **tls)  # type: ignore[arg-type]  # noqa: S104
    named = chosen_address("0.0.0.0", public_url=PUBLIC, **tls)  # type: ignore[arg-type]  # noqa: S104
    assert named.hosts == {"unconsent.example"} and named.url == PUBLIC


def test_alone_it_is_this_machine_only() -> None:
    chosen = chosen_address()
    assert chosen.bind == "127.0.0.1" and chosen.port >= PORT and not chosen.reverse_proxies
    assert chosen.hosts == {f"127.0.0.1:{chosen.port}", f"localhost:{chosen.port}"}


def test_behind_a_proxy_it_has_its_name_and_trusts_nobody_else() -> None:
    chosen = chosen_address(reverse_proxies=["127.0.0.1", "172.18.0.0/16"], public_url=PUBLIC)
    assert "unconsent.example" in chosen.hosts and chosen.reverse_proxies == ("127.0.0.1/32", "172.18.0.0/16")


def test_version_6_is_written_in_brackets() -> None:
    chosen = chosen_address("::1")
    assert f"[::1]:{chosen.port}" in chosen.hosts


def test_a_taken_port_is_passed_over_unless_it_was_wished() -> None:
    usual = chosen_address().port
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", usual))
        taken.listen()
        assert chosen_address().port != usual
        with pytest.raises(Refused, match="Choose another"):
            chosen_address(port=usual)
