"""Labels are the same whatever the quotes, spaces, invisible marks and capitals; nothing else is forgiven."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.texts import name_pattern, normalise, rest_of, same

SAME = [
    ("Personalize based on places you\u2019ve been", "personalize based on places you've been"),
    ("Voulez-vous supprimer vos conversations\u00a0?", "Voulez-vous  supprimer vos conversations\u202f?"),
    ("\u200fmark\u200e", "mark"),
    ("two\nlines", "two lines"),
    ("Share in\u00adformation", "Share information"),
    ("\u2068Grok\u2069 AI", "Grok \u200bAI"),
    ("AI\u306e\u5b66\u7fd2", "\uff21\uff29\u306e\u5b66\u7fd2"),
    ("\uff21\uff29\u306e\u5b66\u7fd2", "AI\u306e\u5b66\u7fd2"),
    ("donn\u00e9es", "donne\u0301es"),
    ("opt-out", "opt\u2011out"),
    ("Loading\u2026", "Loading..."),
    ("Save", "\uf0c7 Save"),
    ("Save", "Save \ue9d3"),
    ("Personalize Grok using \U0001d54f", "Personalize Grok using X"),
    ("Privacy and data", "\uf013 Privacy and\ue000 data\ue5cf"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_labels(one: str, other: str) -> None:
    assert same(one, other)
    assert name_pattern([one]).match(other)


@pytest.mark.parametrize(
    "other", ["Do not allow sharing", "Allow sharing.", "Allow  sharing now", "Allow\u2010sharing", ""]
)
def test_other_labels(other: str) -> None:
    assert not same("Allow sharing", other)
    assert not name_pattern(["Allow sharing"]).match(other)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"]), min_size=1).filter(
        lambda text: normalise(text)
    )
)
def test_a_label_matches_itself_and_nothing_longer(label: str) -> None:
    pattern = name_pattern([label])
    assert pattern.match(label)
    assert not pattern.match(label + " x")
    assert re.compile(pattern.pattern)


REST = [
    ("Audience: Friends", "Audience", "friends"),
    ("Friends, Audience", "Audience", "friends"),
    ("Audience", "Audience", ""),
    ("Audiences Friends", "Audience", None),
    ("My audience", "Audience by email", None),
]


@pytest.mark.parametrize(("name", "label", "rest"), REST)
def test_what_a_name_says_besides_the_label(name: str, label: str, rest: str | None) -> None:
    assert rest_of(name, label) == rest
    if rest is not None:
        assert name_pattern([label], more=True).match(name)


def test_help_text_may_be_appended_to_the_name() -> None:
    pattern = name_pattern(["Share"], endings=["With partners."])
    assert pattern.match("Share With partners.") and pattern.match("Share")
    assert not pattern.match("Share Without partners.")
