"""Writes into the how-to which platforms get an ordinary browser, and why: `python -m backend.windows.page`."""

from pathlib import Path

from automations.catalogue import Catalogue, load

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "sign-in-on-a-server.md"
BEGIN = "<!-- Written by `python -m backend.windows.page` from the platform files. -->\n"
END = "<!-- end -->\n"


def table(catalogue: Catalogue) -> str:
    """The platforms whose facts say that driven browsers are refused or suspected at sign-in."""
    found = [(one.name, one.sign_in.window_why) for one in catalogue if one.sign_in and one.sign_in.window_why]
    return "\n".join(["| platform | what is known |", "|---|---|", *(f"| {name} | {why} |" for name, why in found), ""])


def with_table(text: str, catalogue: Catalogue) -> str:
    """The page with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table(catalogue)}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), load()), encoding="utf-8")
