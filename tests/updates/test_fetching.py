"""An update from an address: over TLS, from that host and no other, within limits; else nothing is changed."""

from pathlib import Path

import pytest

from tests.cli.process import Ended, Shell
from tests.updates.maker import Maker, x
from tests.updates.server import Server, fails, gives, never_ends, sends_on, serving


def update(shell: Shell, server: Server, path: str = "/bundle.json", *options: str) -> Ended:
    """Updates from there, trusting its certificate."""
    return shell("update", server.url(path), *options, "--json", SSL_CERT_FILE=str(server.authority))


def test_it_is_taken_from_the_address_that_is_set(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    with serving(tmp_path, {"/bundle.json": gives(maker.bundle(2, files=x()))}) as server:
        environ = {"UNCONSENT_CATALOGUE_URL": server.url(), "SSL_CERT_FILE": str(server.authority)}
        taken = shell("update", "--json", **environ)
        assert taken.status == 0, taken.err
        assert taken.document["in_use"]["serial"] == 2
        shell("platforms", **environ)
        shell("update", "--show", **environ)
        assert server.asked == ["/bundle.json"], "only when it is asked for"


def test_a_certificate_that_is_not_trusted_ends_it(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    with serving(tmp_path, {"/bundle.json": gives(maker.bundle(2))}) as server:
        refused = shell("update", server.url())
        assert refused.status == 32
        assert "could not be reached" in refused.err and "Nothing was changed" in refused.err
        assert server.asked == []
    assert shell("update", "--show", "--json").document["in_use"] is None


def test_a_redirect_is_followed_on_the_same_host_only(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    with serving(tmp_path, {"/bundle.json": gives(maker.bundle(9))}) as other:
        answers = {
            "/bundle.json": gives(maker.bundle(2)),
            "/here": sends_on("/bundle.json"),
            "/there": sends_on(other.url()),
            "/plain": sends_on(f"http://localhost:{other.port}/bundle.json"),
            "/file": sends_on("file:///etc/passwd"),
            "/round": sends_on("/round"),
        }
        with serving(tmp_path, answers) as server:
            for path in ("/there", "/plain"):
                refused = update(shell, server, path)
                assert refused.status == 2, path
                assert "which is not followed" in refused.err
            for path in ("/round", "/file"):
                assert update(shell, server, path).status == 32, path
            assert other.asked == []
            assert update(shell, server, "/here").status == 0


def test_what_is_no_bundle_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    answers = {"/none": fails, "/page": gives(b"<!doctype html>"), "/endless": never_ends, "/empty": gives(b"")}
    with serving(tmp_path, answers) as server:
        for path, status, said in (
            ("/none", 32, "answers 404 instead of a catalogue"),
            ("/page", 2, "This is no catalogue bundle"),
            ("/endless", 2, "more than 4 MB"),
            ("/empty", 2, "This is no catalogue bundle"),
        ):
            refused = update(shell, server, path)
            assert refused.status == status, path
            assert said in refused.err
    assert not (shell.home / "catalogue.json").exists()


def test_nobody_there(shell: Shell) -> None:
    refused = shell("update", "https://localhost:9/bundle.json")
    assert refused.status == 32
    assert "localhost:9 could not be reached: Connection refused" in refused.err


@pytest.mark.parametrize(
    "url",
    ["http://localhost/b", "ftp://localhost/b", "file:///etc/passwd", "https://me:@localhost/b", "https:///b"],
)
def test_other_addresses_are_refused_unasked(shell: Shell, url: str) -> None:
    refused = shell("update", url)
    assert refused.status == 2
    assert "it must begin with https://" in refused.err
    assert "hidden" not in refused.err
