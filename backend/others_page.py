"""Writes `docs/reference/others.md` from `automations/others.toml`: `python -m backend.others_page > FILE`."""

import sys
from collections.abc import Iterator

from automations.age import last_day, stale_from
from automations.others import Contact, Others, Service, load_others
from backend import guide
from backend.platform_page import ALWAYS, guided, table_row

HEAD = """\
# By hand: services that Unconsent does not drive

Written by `python -m backend.others_page` from `automations/others.toml`; do not edit. What is known of services
without a [section of their own](platforms.md), so that none is simply missing. "Out" is the opted-out state. Nothing
here was tried on a live account, and Unconsent checks none of it. `unconsent platforms NAME` shows the same steps.
"""
TABLE = ("| service | setting | how sure | newest source |", "|---|---|---|---|")
CONTACTS = ("| company | address | e-mail or form |", "|---|---|---|")
NOTHING = "nothing was found"


def page(others: Others) -> str:
    """The whole page, in Markdown."""
    lines = [HEAD, *TABLE, *map(_row, others.services), ""]
    for one in others.services:
        lines += guided(guide.service(one), *_dates(others, one))
    lines += ["## Addresses for letters", "", f"From {others.contacts_seen}.", "", *CONTACTS]
    lines += [*map(_contact, others.contacts), "", "## Sources", "", *(f"- {one}" for one in others.sources)]
    return "\n".join(lines).replace("#### ", "## ") + "\n"


def _row(one: Service) -> str:
    return table_row((one.name, one.what or NOTHING, one.confidence or "-", one.seen or "-"))


def _dates(others: Others, one: Service) -> Iterator[str]:
    if not one.nothing_found:
        yield f"Stale from: {stale_from(last_day(one.seen or '', others.seen)) or ALWAYS}"


def _contact(one: Contact) -> str:
    note = f"({one.note})" if one.note else None
    return table_row((one.company, one.post, " ".join(text for text in (one.email, one.url, note) if text)))


if __name__ == "__main__":
    sys.stdout.write(page(load_others()))
