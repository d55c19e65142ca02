"""The page about the format names every key, and what it tells to type works."""

import re
from pathlib import Path

from backend.receipts.form import Body, Exported
from tests.receipts.independent import script

PAGE = Path(__file__).parents[2] / "docs/reference/receipt-format.md"


def named(heading: str) -> set[str]:
    """The keys in the first table below a heading."""
    section = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


def test_every_key_is_described() -> None:
    assert named("The file") == set(Exported.model_fields)
    assert named("What is signed") == set(Body.model_fields)
    assert set(script().KEYS.split()) == set(Body.model_fields)


def test_parts_are_described() -> None:
    text = PAGE.read_text()
    for name, field in Body.model_fields.items():
        parts = getattr(field.annotation, "model_fields", {})
        row = next(line for line in text.splitlines() if re.match(rf"\| .*`{name}`", line))
        assert all(f"`{part}`" in row for part in parts), name
