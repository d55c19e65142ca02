"""Web pages of their own, for people to keep: no script, nothing fetched, readable in light, in dark and on paper."""

import string
from html import escape
from pathlib import Path

FRAME = Path(__file__).with_name("frame.html")


def framed(folder: Path, title: str, **values: str) -> bytes:
    """The page whose `page.html` and `page.css` lie in that folder, as UTF-8. Values are HTML; the title is a text."""
    body = string.Template((folder / "page.html").read_text(encoding="utf-8")).substitute(values)
    style = (folder / "page.css").read_text(encoding="utf-8")
    frame = string.Template(FRAME.read_text(encoding="utf-8"))
    return frame.substitute(title=escape(title), style=style, body=body).encode()


def as_text(text: str) -> str:
    """The text as HTML, kept apart in its own direction of writing."""
    return f"<bdi>{escape(text)}</bdi>" if text else ""
