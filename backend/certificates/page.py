"""A certificate as a web page of its own."""

from html import escape
from pathlib import Path

from backend.certificates import words
from backend.certificates.form import Certificate, Held, Line, Person
from backend.receipts.frame import as_text, framed

HERE = Path(__file__).parent


def page(certificate: Certificate) -> bytes:
    """The page, as UTF-8."""
    return framed(
        HERE,
        words.TITLE,
        heading=words.TITLE,
        summary=escape(words.summary(certificate)),
        people="\n".join(_person(one, certificate) for one in certificate.people),
        meaning=escape(words.MEANING),
        behind=escape(words.BEHIND),
        time=escape(words.TIME),
    )


def _person(person: Person, certificate: Certificate) -> str:
    heading = words.OF.format(name=person.name, day=words.day(certificate.made))
    accounts = "\n".join(_account(one, history=certificate.history) for one in person.accounts)
    return f"<section><h2>{as_text(heading)}</h2>{accounts or f'<p>{words.NO_ACCOUNTS}</p>'}</section>"


def _account(held: Held, *, history: bool) -> str:
    told = words.TEST_SITES.format(hosts=", ".join(held.test_sites)) if held.test_sites else ""
    banner = f'<p class="banner" role="note">{as_text(told)}</p>' if told else ""
    rows = "\n".join(_setting(one, history=history) for one in held.lines)
    claim = f'<p class="quiet">{as_text(held.claim)}</p>' if held.claim else ""
    return f"<h3>{as_text(held.platform)}: {as_text(held.account)}</h3>{banner}<ul>{rows}</ul>{claim}"


def _setting(line: Line, *, history: bool) -> str:
    tone = "good" if line.is_out else "open"
    receipt = f'<br><span class="quiet">Receipt <code>{escape(line.receipt)}</code></span>' if line.receipt else ""
    changes = f'<br><span class="quiet">{as_text(words.changes(line))}</span>' if history else ""
    said = f'<span class="{tone}">{as_text(words.said(line))}</span>'
    return f"<li><strong>{as_text(line.title)}</strong><br>{said}{receipt}{changes}</li>"
