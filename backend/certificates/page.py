"""A certificate as a web page of its own: no script, nothing fetched, readable in light, in dark and on paper."""

import string
from html import escape
from pathlib import Path

from backend.certificates import words
from backend.certificates.form import Certificate, Held, Line, Person

TEMPLATE = Path(__file__).with_name("page.html")


def page(certificate: Certificate) -> bytes:
    """The page, as UTF-8."""
    filled = string.Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=words.TITLE,
        summary=escape(words.summary(certificate)),
        people="\n".join(_person(one, certificate) for one in certificate.people),
        meaning=escape(words.MEANING),
        behind=escape(words.BEHIND),
        time=escape(words.TIME),
    )
    return filled.encode()


def _person(person: Person, certificate: Certificate) -> str:
    heading = words.OF.format(name=person.name, day=words.day(certificate.made))
    accounts = "\n".join(_account(one, history=certificate.history) for one in person.accounts)
    return f"<section><h2>{_text(heading)}</h2>{accounts or f'<p>{words.NO_ACCOUNTS}</p>'}</section>"


def _account(held: Held, *, history: bool) -> str:
    told = words.TEST_SITES.format(hosts=", ".join(held.test_sites)) if held.test_sites else ""
    banner = f'<p class="banner" role="note">{_text(told)}</p>' if told else ""
    rows = "\n".join(_setting(one, history=history) for one in held.lines)
    claim = f'<p class="quiet">{_text(held.claim)}</p>' if held.claim else ""
    return f"<h3>{_text(held.platform)}: {_text(held.account)}</h3>{banner}<ul>{rows}</ul>{claim}"


def _setting(line: Line, *, history: bool) -> str:
    tone = "good" if line.is_out else "open"
    receipt = f'<br><span class="quiet">Receipt <code>{escape(line.receipt)}</code></span>' if line.receipt else ""
    changes = f'<br><span class="quiet">{_text(words.changes(line))}</span>' if history else ""
    said = f'<span class="{tone}">{_text(words.said(line))}</span>'
    return f"<li><strong>{_text(line.title)}</strong><br>{said}{receipt}{changes}</li>"


def _text(text: str) -> str:
    """The text as HTML, kept apart in its own direction of writing."""
    return f"<bdi>{escape(text)}</bdi>"
