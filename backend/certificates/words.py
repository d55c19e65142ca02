"""The sentences of a certificate. It says how settings read, and when; never more."""

from datetime import datetime

from backend.certificates.form import Certificate, Line
from backend.receipts.words import NAMES

TITLE = "What is switched off"
OF = "{name}, as of {day}"
SUMMARY = "{out} of {all} settings read opted-out when they were last looked at."
NOTHING = "Nothing was looked at yet."
NO_ACCOUNTS = "No account was looked at yet."
MEANING = (
    "A setting is listed as out when it was read so after a fresh load of its page and a second, independent "
    "observation agreed. What a platform does with data that it has already taken, nobody outside can see."
)
BEHIND = "Behind every line with a receipt stands a signed file: unconsent receipts show ID --export json"
TEST_SITES = "Looked at on test sites ({hosts}). It says nothing about the real platform."
TIME = "Days are in UTC, as stated by the service that drew this up."


def day(at: datetime) -> str:
    """A day, as people of every language read it."""
    return f"{at:%Y-%m-%d}"


def summary(certificate: Certificate) -> str:
    """How many are out."""
    lines = [line for person in certificate.people for one in person.accounts for line in one.lines]
    return SUMMARY.format(out=sum(one.is_out for one in lines), all=len(lines)) if lines else NOTHING


def said(line: Line) -> str:
    """What is known of one setting, in one sentence."""
    if line.is_out and line.since and line.proven:
        again = f", proven {line.looks} times, last on {day(line.proven)}" if line.looks > 1 else ""
        return f"Out since {day(line.since)}{again}."
    then = f" It last read opted-out on {day(line.proven)}." if line.proven else ""
    return f"{NAMES[line.outcome]}, looked at on {day(line.at)}.{then}"


def changes(line: Line) -> str:
    """Every change, oldest first."""
    return "; ".join(f"{day(one.at)} {NAMES[one.outcome].lower()}" for one in line.steps)
