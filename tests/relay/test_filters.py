"""The filters by themselves, in node: no browser is needed to refuse. # R29"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright._impl._driver import compute_driver_executable

from automations.catalogue import load

WORKER = Path(__file__).parents[2] / "extension" / "worker"
NODE = compute_driver_executable()[0]
REACH = {"hosts": ["x.com", "*.x.com"], "own": ["http://127.0.0.1:8080"]}


def said(module: str, expression: str, *given: Any) -> Any:
    """What an expression over a module of the worker gives."""
    script = f"""
      import * as it from {json.dumps((WORKER / module).as_uri())};
      const given = {json.dumps(given)};
      console.log(JSON.stringify({expression} ?? null));
    """
    done = subprocess.run([NODE, "--input-type=module", "-e", script], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("ours", "urls"),
    [
        (True, ["https://x.com/", "https://X.COM/a", "https://api.x.com/", "http://127.0.0.1:8080/wp-admin"]),
        (
            False,
            [
                *(
                    "http://x.com/",
                    "https://x.com:8443/",
                    "https://x.com.evil.example/",
                    "https://evilx.com/",
                    "about:",
                ),
                *("https://me@x.com/", "https://.x.com/", "https://x.com./", "file:///x.com", "x.com", "", None, 1),
                *(
                    "chrome://x.com/",
                    "http://127.0.0.1:8081/",
                    "https://127.0.0.1:8080/",
                    "javascript:x.com",
                    "//x.com",
                ),
            ],
        ),
    ],
)
def test_which_addresses_are_ours(ours: bool, urls: list[Any]) -> None:
    found = said("filters.js", "given[0].map(url => it.isOurs(url, given[1]))", urls, REACH)
    assert dict(zip(map(str, urls), found, strict=True)) == {str(url): ours for url in urls}


def test_a_run_reaches_what_both_lists_hold() -> None:
    asked = ["x.com", "*.x.com", "bank.example", "*", "http://127.0.0.1:8080", "http://127.0.0.1:22"]
    assert said("filters.js", "it.reachOf(given[0], given[1])", asked, REACH) == REACH


def test_what_signs_in_is_taken_out() -> None:
    headers = {"Cookie": "s", "cookie": "s", "Set-Cookie": "s", "Authorization": "s", "Accept": "kept"}
    event: dict[str, Any] = {
        "request": {"headers": headers},
        "associatedCookies": ["s"],
        "blockedCookies": ["s"],
        "headersText": "s",
    }
    event["list"] = [{"cookiePartitionKey": "s", "url": "kept"}]
    cleaned = {"request": {"headers": {"Accept": "kept"}}, "list": [{"url": "kept"}]}
    assert said("filters.js", "it.withoutSecrets(given[0])", event) == cleaned


def test_elsewhere_only_the_frame_is_told() -> None:
    methods = [
        "Page.frameNavigated",
        "Network.requestWillBeSent",
        "Runtime.consoleAPICalled",
        "Page.javascriptDialogOpening",
    ]
    shown = said(
        "filters.js", "given[0].map(one => it.told(one, {}, 'https://bank.example/', given[1]))", methods, REACH
    )
    assert shown == [{}, None, None, None]


def test_where_a_person_went_elsewhere_is_told_by_its_host_only() -> None:
    elsewhere, ours = "https://bank.example/me?code=secret", "https://x.com/home?a=b"
    tell = "given[0].map(([method, params]) => it.told(method, params, 'https://bank.example/', given[1]))"
    events = [
        ["Page.frameNavigated", {"frame": {"id": "1", "url": elsewhere, "urlFragment": "#secret"}}],
        ["Page.navigatedWithinDocument", {"frameId": "1", "url": elsewhere}],
        ["Page.frameNavigated", {"frame": {"id": "1", "url": ours}}],
    ]
    shown = said("filters.js", tell, events, REACH)
    assert "secret" not in str(shown)
    assert [one.get("url", one.get("frame", {}).get("url")) for one in shown] == ["https://bank.example/"] * 2 + [ours]


def test_a_world_of_ours_has_no_more_rights_than_the_page() -> None:
    asked = {"frameId": "1", "grantUniveralAccess": True}
    trimmed = said("filters.js", "it.trimmed('Page.createIsolatedWorld', given[0])", asked)
    assert trimmed == {"frameId": "1", "grantUniveralAccess": False}


def test_the_known_hosts_are_those_of_the_platforms() -> None:
    platforms = list(load())
    hosts = {one for platform in platforms for one in (*platform.hosts, *platform.assets)} - {"{site}"}
    assert set(said("known_hosts.js", "it.KNOWN_HOSTS")) == {one for one in hosts if "{" not in one}
