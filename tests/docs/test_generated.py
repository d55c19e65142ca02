"""What can be computed is not written by hand: the generated pages are as the code says, and links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from automations.catalogue import load
from automations.schema import schema
from backend.platform_page import page

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_platform_table_is_current() -> None:
    written = (ROOT / "docs/reference/platforms.md").read_text()
    assert written == page(load()) + "\n", "run: python -m backend.platform_page > docs/reference/platforms.md"


def test_schema_is_current() -> None:
    written = (ROOT / "docs/reference/platform.schema.json").read_text()
    assert written == schema(), "run: python -m automations.schema > docs/reference/platform.schema.json"


def links() -> Iterator[tuple[Path, str]]:
    for file in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        if file.name != "platforms.md":
            yield from ((file, target) for target in LINK.findall(file.read_text()))


@pytest.mark.parametrize(("file", "target"), tuple(links()), ids=lambda one: one if isinstance(one, str) else one.name)
def test_links_lead_somewhere(file: Path, target: str) -> None:
    assert (file.parent / target).exists()
