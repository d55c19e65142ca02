"""R43: no secret lies in the project, and the scan would find one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

from backend.tools.locks import ROOT

WORDS = [r"^(password|PASSWORD)$", r"^password_(changed|reset)$", r"^(?!BEGIN ).*\s"]
"""No secrets, though they follow the word `password`: the word itself, and prose about it. Keys begin with BEGIN."""
MADE_UP = ("KeywordDetector", "IPPublicDetector")
"""Not for tests, which need passwords for practice accounts, and addresses that nothing may reach."""
SEALED = ("HexHighEntropyString", "Base64HighEntropyString")
"""Not for data folders of earlier releases, which hold what is sealed and signed for practice accounts, not for the
manifest of a test extension, which holds the public key that its id is made of, and not for fingerprints of facts."""
FILTERS = [
    {"path": "detect_secrets.filters.allowlist.is_line_allowlisted"},
    {"path": "detect_secrets.filters.heuristic.is_indirect_reference"},
    {"path": "detect_secrets.filters.heuristic.is_sequential_string"},
    {"path": "detect_secrets.filters.heuristic.is_templated_secret"},
    {"path": "detect_secrets.filters.regex.should_exclude_secret", "pattern": WORDS},
]


@contextmanager
def detectors(*without: str) -> Iterator[None]:
    """Every detector there is, but for those that are named."""
    kinds: dict[str, type] = get_mapping_from_secret_type_to_class()
    names = {kind.__name__ for kind in kinds.values()} - set(without)
    with transient_settings({"plugins_used": [{"name": name} for name in sorted(names)], "filters_used": FILTERS}):
        yield


def scan(files: Iterable[Path]) -> list[str]:
    """Where something looks like a secret. Locks are full of hashes, tests of made-up passwords and addresses."""
    found = []
    for path in files:
        ours = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        if path.name.endswith((".lock", "-lock.json")):
            continue
        without: tuple[str, ...] = MADE_UP if ours.parts[0] == "tests" else ()
        without += SEALED if ours.parts[:3] == ("tests", "store", "fixtures") else ()
        without += SEALED if ours.parts[:3] == ("tests", "relay", "extension") else ()
        without += SEALED if ours.parts == ("automations", "practice", "proven.json") else ()
        with detectors(*without):
            found += [f"{ours}:{one.line_number}: {one.type}" for one in scan_file(str(path))]
    return found


def test_no_secret_is_in_the_project(files: tuple[Path, ...]) -> None:
    assert scan(files) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"aws = 'AKIA{'IOSFODNN7'}EXAMPLQ'", "AWS Access Key"),
        (f"-----BEGIN {'RSA PRIVATE'} KEY-----", "Private Key"),
        ("token = 'ghp_16C7e42F292c6912" + "E7710c838347Ae178B4a'", "GitHub Token"),
        ("password = 'Tr0ub4dor" + "&3'", "Secret Keyword"),
        ("https://me:" + "correcthorse@example.test/", "Basic Auth Credentials"),
        ("key: 'c3VwZXIgbG9uZyBzdHJpbmc" + "gc2hvdWxkIGNhdXNlIGVub3VnaCBlbnRyb3B5'", "Base64 High Entropy String"),
    ],
)
def test_a_planted_secret_is_found(tmp_path: Path, line: str, kind: str) -> None:
    planted = tmp_path / "settings.py"
    planted.write_text(f"first = 1\n{line}\n")
    assert f"{planted}:2: {kind}" in scan([planted])
