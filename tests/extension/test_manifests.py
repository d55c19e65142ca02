"""Manifests, permissions, words and files, read without a browser. # R25"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from automations.catalogue import load
from backend.extension_hosts import MANIFESTS, filled, patterns
from tests.extension.house import EXTENSION

PERMISSIONS = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
LANGUAGES = ("en", "fr", "de", "es", "pt", "ja")
CHROMIUM, FIREFOX = MANIFESTS
NEVER = ("content_scripts", "web_accessible_resources", "sandbox", "oauth2", "devtools_page")


def read(path: Path) -> dict[str, Any]:
    """A file of JSON."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def sources() -> list[Path]:
    """Every script and page."""
    return sorted(one for kind in ("js", "html") for one in EXTENSION.rglob(f"*.{kind}"))


def explained(part: str) -> set[str]:
    """What has a paragraph in that part of the page."""
    text = PERMISSIONS.read_text(encoding="utf-8").partition(f"## {part}\n")[2].split("\n## ")[0]
    return {name for name, body in re.findall(r"### `([^`]+)`\n\n(\S[^#]+)", text) if len(body) > 20}


def test_what_chromium_grants_is_what_is_explained() -> None:
    manifest = read(CHROMIUM)
    assert {*manifest["permissions"], *manifest["host_permissions"]} == explained("Always")
    assert set(manifest["optional_permissions"]) == explained("Only when you agree to it, at a click")


def test_firefox_gets_no_more_than_chromium_and_lends_no_tabs() -> None:
    chromium, firefox = read(CHROMIUM), read(FIREFOX)
    for name in ("permissions", "optional_permissions", "host_permissions", "optional_host_permissions"):
        assert set(firefox[name]) <= set(chromium[name]), name
    assert not {"debugger", "tabGroups", "sidePanel"} & set(firefox["permissions"])
    assert {firefox["version"], firefox["manifest_version"]} == {chromium["version"], chromium["manifest_version"]}


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda one: one.name)
def test_pages_find_no_way_in(path: Path) -> None:
    manifest = read(path)
    assert not set(NEVER) & set(manifest)
    if path == CHROMIUM:
        assert manifest["externally_connectable"] == {"ids": [], "matches": []}
    policy = manifest["content_security_policy"]["extension_pages"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda one: one.name)
def test_hosts_are_those_of_the_platform_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    hosts = patterns(load())
    assert hosts and filled(text, hosts) == text, "run `python -m backend.extension_hosts`"


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda one: one.name)
def test_every_file_that_a_manifest_names_is_there(path: Path) -> None:
    for name in re.findall(r'"([\w/]+\.(?:js|html|png))"', path.read_text(encoding="utf-8")):
        assert (EXTENSION / name).is_file(), name


@pytest.mark.parametrize("path", sources(), ids=lambda one: str(one.relative_to(EXTENSION)))
def test_no_code_comes_from_elsewhere_and_no_text_becomes_html(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "document.write"):
        assert banned not in text
    for target in re.findall(r"""(?:from|import|src=|href=)\s*\(?["']([^"']+)["']""", text):
        assert not re.match(r"(https?:)?//", target), target
        if target.startswith(".") and target.endswith((".js", ".css", ".svg")):
            assert (path.parent / target).is_file(), target


def test_one_file_names_the_browser_besides_the_relay() -> None:
    naming = {
        str(one.relative_to(EXTENSION)) for one in sources() if re.search(r"\bchrome\.\w", one.read_text("utf-8"))
    }
    assert naming <= {"browser.js", "worker/tabs.js", "worker/relay.js"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    english, other = (read(EXTENSION / "_locales" / one / "messages.json") for one in ("en", language))
    assert list(other) == list(english)
    for key, entry in other.items():
        asked = set(re.findall(r"\$([A-Z_]+)\$", entry["message"]))
        assert asked == set(re.findall(r"\$([A-Z_]+)\$", english[key]["message"])), key
        assert {one.upper() for one in entry.get("placeholders", {})} == asked, key
        assert entry["message"].strip() == entry["message"] and entry["message"], key
    assert len(other["extension_description"]["message"]) <= 132


def test_the_languages_are_those_one_can_choose() -> None:
    assert {one.name for one in (EXTENSION / "_locales").iterdir()} == set(LANGUAGES)
    chosen = re.findall(r"^  (\w\w): ", (EXTENSION / "words" / "languages.js").read_text("utf-8"), re.MULTILINE)
    assert set(chosen) == set(LANGUAGES)


def test_every_sentence_that_is_said_is_written() -> None:
    written = {re.sub(r"_(one|other)$", "", one) for one in read(EXTENSION / "_locales" / "en" / "messages.json")}
    said = {key for one in sources() for key in re.findall(r"""\bt\(\s*"([a-z_]+)\"""", one.read_text("utf-8"))}
    assert said and said <= written
