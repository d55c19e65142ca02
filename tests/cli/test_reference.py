"""The page on the command line is written from the commands."""

from pathlib import Path

from backend.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs/reference/command-line.md"


def test_it_is_current() -> None:
    assert PAGE.read_text() == reference(), "run: python -m backend.cli.reference > docs/reference/command-line.md"
