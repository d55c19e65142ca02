"""The letters and one of them, as data."""

from typing import Any

from tests.extension.states import AT

LETTER: dict[str, Any] = {
    "id": "1",
    "company": "Somewhere Social Ltd.",
    "state": "sent",
    "sent": "2026-02-01",
    "due": "2026-03-01",
    "overdue": True,
    "answered": None,
    "made": AT,
    "subject": "Objection under Art. 21 GDPR",
    "emails": [],
    "text": "Dear all,\n\nI object to the use of my data for training.\n\nKim",
    "post": "Somewhere Social Ltd.\n1 Example Road",
    "note": "A letter is a request. Nothing here says that it was followed.",
}
DRAFT = {**LETTER, "id": "2", "company": "Forum Inc.", "state": "draft", "overdue": False, "sent": None, "due": None}
LETTERS: dict[str, dict[str, Any]] = {
    "letters": {"letters": [LETTER, DRAFT], "may": True},
    "letters-none": {"letters": [], "may": True},
    "letter": {"letter": LETTER},
}
