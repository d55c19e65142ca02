"""Every known label is found on a page that writes it as the facts do, or in either of Unicode's normal forms."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from automations.catalogue import load
from automations.spec import Platform
from automations.texts import name_pattern

PLATFORMS = [pytest.param(one, id=one.slug) for one in load()]
LANGUAGES = {language for platform in load() for setting in platform.settings for language in setting.control.labels}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_label_matches_itself(platform: Platform) -> None:
    labels = set(labels_in(platform.model_dump(mode="json")))
    assert labels
    missed = [(label, form) for label in labels for form in forms(label) if not name_pattern([label]).match(form)]
    assert not missed


def labels_in(facts: Any) -> Iterator[str]:
    """All texts that are given by language."""
    if isinstance(facts, list):
        for one in facts:
            yield from labels_in(one)
    elif isinstance(facts, dict):
        for key, value in facts.items():
            if isinstance(value, list) and key in LANGUAGES:
                yield from value
            else:
                yield from labels_in(value)


def forms(label: str) -> set[str]:
    """How pages may write it."""
    return {label, unicodedata.normalize("NFC", label), unicodedata.normalize("NFD", label)}
