"""Every variable that may be set from outside is described, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\bUNCONSENT_[A-Z_]*[A-Z]\b")
BETWEEN_OURSELVES = {"UNCONSENT_COMMAND"}
"""Set by one part of the project for another."""


def test_every_variable_is_described() -> None:
    sources = [ROOT / "unconsent", *ROOT.glob("automations/**/*.py"), *ROOT.glob("backend/**/*.py")]
    used = {name for file in sources for name in NAME.findall(file.read_text())} - BETWEEN_OURSELVES
    rows = (ROOT / "docs/reference/environment.md").read_text().splitlines()
    described = {name for row in rows if row.startswith("| `") for name in NAME.findall(row.split("|")[1])}
    assert described == used, "describe them in docs/reference/environment.md"
