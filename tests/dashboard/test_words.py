"""Every sentence of the dashboard is there in every language, is said somewhere, and says the same things."""

import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import pytest

from automations.errand import Mode
from automations.outcome import Need, Outcome
from backend.dashboard.files import WEB
from backend.flow.findings import What as Found
from backend.letters.terms import State as LetterState
from backend.members.activity import What
from backend.members.principal import DeviceKind, Role
from backend.members.rules import Scope
from tests.extension.house import EXTENSION
from tests.extension.test_manifests import LANGUAGES

PLURAL = re.compile(r"_(one|other)$")
VALUE = re.compile(r"\$([A-Z_]+)\$")
COMPUTED: Mapping[str, Iterable[StrEnum]] = {
    "mode_": list(Mode),
    "did_": list(What),
    "letter_": list(LetterState),
    "device_": list(DeviceKind),
    "grant_": list(Scope),
    "role_": [one for one in Role if one is not Role.OWNER],
}
"""Keys that end with a word of the service."""


def words(language: str, shared: bool = False) -> dict[str, Any]:
    """The messages of a language."""
    file = EXTENSION / "_locales" / language / "messages.json" if shared else WEB / "words" / f"{language}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def said() -> str:
    """All that the dashboard's own modules say, but for the sign-in window, which has words of its own."""
    own = [one for one in sorted(WEB.rglob("*.js")) if one != WEB / "screens" / "window.js"]
    return "\n".join(one.read_text(encoding="utf-8") for one in own)


def computed() -> set[str]:
    """Every key that is put together."""
    return {f"{start}{end.value}" for start, ends in COMPUTED.items() for end in ends}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    english, other = words("en"), words(language)
    assert list(other) == list(english)
    for key, entry in other.items():
        assert set(entry) == {"message"} and entry["message"].strip() == entry["message"] != "", key
        if not key.endswith("_one"):
            assert set(VALUE.findall(entry["message"])) == set(VALUE.findall(english[key]["message"])), key
    assert not set(other) & set(words(language, shared=True)), "two sentences have one name"


def test_the_languages_are_those_one_can_choose() -> None:
    assert {one.stem for one in (WEB / "words").iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_no_sentence_was_left_in_english(language: str) -> None:
    english, other = words("en"), words(language)
    same = [key for key in other if other[key] == english[key] and len(english[key]["message"].split()) > 2]
    assert not same


def test_every_sentence_is_said_somewhere() -> None:
    text = said()
    unused = [one for one in words("en") if f'"{PLURAL.sub("", one)}"' not in text and one not in computed()]
    assert not unused


def test_every_sentence_that_is_said_is_written() -> None:
    written = {PLURAL.sub("", one) for one in (*words("en"), *words("en", shared=True))}
    asked = {key for one in re.findall(r"\bt\(([^()]*)", said()) for key in re.findall(r'"([a-z][a-z_]+)"', one)}
    assert len(asked) > 100
    assert asked - set(map(str, (*Role, *LetterState))) - {"waiting", "ended"} <= written
    assert computed() <= written
    starts = set(re.findall(r"\bt\(`([a-z]+_)\$\{", said()))
    assert starts <= {*COMPUTED, "outcome_"}


def test_every_word_of_the_service_has_one_here() -> None:
    shared = words("en", shared=True)
    assert {f"outcome_{one}" for one in Outcome} <= set(shared)
    assert {f"row_needs_{one}" for one in Need} <= set(shared)
    text = (WEB / "screens" / "overview.js").read_text(encoding="utf-8")
    assert all(f"{one}: " in text for one in Found)
