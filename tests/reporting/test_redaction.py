"""What is personal does not leave the house, and what a maintainer needs does."""

import pytest

from automations.catalogue import load
from automations.seen import known_labels
from automations.texts import all_texts
from backend.reporting.redaction import LONGEST, Redactor, cut
from tests.reporting.canaries import CANARIES, HANDLE, PERSONAL

X = load().platform("x")
LABELS = known_labels(X)
REDACTOR = Redactor(PERSONAL, LABELS)


@pytest.mark.parametrize("name", CANARIES[:-1])
def test_what_is_personal_is_left_out(name: str) -> None:  # R14
    assert REDACTOR.why_personal(name)


def test_a_long_name_is_cut() -> None:
    assert "qwzj" not in cut(CANARIES[-1])
    assert len(cut("a" * 500)) == LONGEST + 3
    assert cut("a" * LONGEST) == "a" * LONGEST


@pytest.mark.parametrize(
    "name", ["Allow this", "Autoriser l’accès", "許可する", "Разрешить", "Permitir (en línea): todo"]
)
def test_an_unknown_label_is_told(name: str) -> None:
    assert REDACTOR.why_personal(name) is None


def test_every_known_label_is_told_whatever_the_person_is_called() -> None:
    told = Redactor(("grok", "data", "personalized", "me"), LABELS)
    assert [one for one in LABELS if told.why_personal(one)] == []


def test_words_of_the_page_are_no_names_but_words_of_another_language_may_be() -> None:
    finnish = [text for one in X.settings for text in all_texts({"fi": one.control.labels.get("fi", ())})]
    assert Redactor((HANDLE,), LABELS, finnish).why_personal("Anna lupa") is None
    assert Redactor((HANDLE,), LABELS).why_personal("Anna lupa")


@pytest.mark.parametrize(
    ("called", "name"), [("me", "Remember me"), ("work", "Workspace"), ("Jo", "Ask Jo"), ("李", "和李聊")]
)
def test_short_names_are_found_where_a_word_begins(called: str, name: str) -> None:
    assert Redactor((called,), ()).why_personal(name)


@pytest.mark.parametrize(("called", "name"), [("me", "Home"), ("work", "Network"), ("jo", "Join")])
def test_short_names_are_not_found_within_words(called: str, name: str) -> None:
    assert Redactor((called,), ()).why_personal(name) is None


def test_a_remark_keeps_counts_and_loses_quotes() -> None:
    assert REDACTOR.remark("2 options are chosen: 'qwzj'.") == "2 options are chosen: ...."
    assert REDACTOR.remark("It is signed in as anna_qwzjort.") is None
    assert REDACTOR.remark("X sent the browser to another site: qwzj.example.") is None
