"""The how-to names the platforms that get an ordinary browser, as their files do."""

from automations.catalogue import load
from backend.windows.page import PAGE, with_table

ORDINARY = {"x", "google", "chatgpt", "claude", "perplexity", "grok", "reddit", "shutterstock", "facebook", "instagram"}
"""Whoever adds one here has read in its facts that driven browsers are refused or suspected at sign-in."""


def test_the_table_is_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_table(text, load()) == text, "run: python -m backend.windows.page"


def test_who_gets_an_ordinary_browser_is_known() -> None:
    assert {one.slug for one in load() if one.sign_in and one.sign_in.window == "ordinary"} == ORDINARY
