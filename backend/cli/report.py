"""`report`: pages that were not as known, for the maintainers; redacted, shown, and written when the person says yes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Group
from rich.text import Text

from automations.outcome import PROVEN, Outcome, Refused
from backend.accounts import StoredAccount
from backend.cli import words
from backend.cli.call import Answer, Call
from backend.cli.document import Document
from backend.cli.files import written
from backend.office import Office
from backend.reporting.bundle import Bundle, PagePart, make_bundle, page_part

NOTHING = "Nothing to report: every page was as known when it was last visited."
NOT_YET = "Nothing was visited yet."
SHOWN = "This and nothing else would be written. Read it: names that only you know to be personal are for you to find."
LEAVE_OUT = "Leave out the names of which numbers? (as: 3 7; empty: none)"
WRITE = "Write it to {file}?"
NOT_WRITTEN = "Nothing was written, because nobody said yes. When you have read it: {command}"
WROTE = "Written: {file}"
SEND = "It was sent nowhere. How to hand it to the maintainers: docs/how-to/report-an-unknown-page.md"
TELLING = PROVEN | {
    Outcome.NOT_RECOGNISED,
    Outcome.STILL_ON,
    Outcome.NOT_RESTORED,
    Outcome.FORCED,
    Outcome.NOT_OFFERED,
}
"""Outcomes that say whether the page was as known; the newest of them counts."""


class ReportDocument(Document):
    """What `report` prints with --json. `file` is where the report was written to; without --yes nowhere."""

    report: dict[str, Any] | None
    file: str | None = None


async def report(call: Call, platform: str | None, name: str | None, to: Path | None, *, yes: bool) -> Answer:
    """Makes the report, shows it, and writes it when the person says yes."""
    async with call.office() as office:
        pages = await found(office, platform, name)
        visited = bool(await office.accounts.all())
    if not pages:
        return Answer(document=ReportDocument(report=None), text=Text(NOTHING if visited else NOT_YET))
    bundle = make_bundle(pages, datetime.now(UTC).date())
    file = _file(to, bundle)
    if not call.screen.json:
        _show(call, bundle)
    if call.screen.can_ask and not yes:
        bundle = await _asked(call, bundle)
        yes = await call.screen.says_yes(WRITE.format(file=file))
    if yes:
        written(file, bundle.text.encode())
    elif not call.screen.json:
        again = words.command(call.program, "report", *(one for one in (platform, name) if one), "--yes")
        raise Refused(NOT_WRITTEN.format(command=again))
    document = ReportDocument(report=bundle.model_dump(mode="json"), file=str(file) if yes else None)
    return Answer(document=document, text=Group(Text(WROTE.format(file=file), style="head"), Text(SEND)))


async def found(office: Office, platform: str | None, name: str | None) -> list[PagePart]:
    """The pages that were not as known at the last visit, of all accounts or of those that are named."""
    everyone = await office.accounts.all()
    slug = office.catalogue.platform(platform).slug if platform else None
    chosen = [one for one in everyone if slug in (None, one.platform)]
    if slug and name:
        chosen = [await office.accounts.get(slug, name)]
    personal = [value for one in everyone for value in await personal_values(office, one)]
    pages: list[PagePart] = []
    for account in chosen:
        pages += await _pages(office, account, personal)
    return pages


async def personal_values(office: Office, account: StoredAccount) -> list[str]:
    """All that is known to belong to the person of an account: names, handle, address, what they sign in with."""
    credentials = await office.accounts.credentials(account)
    host = urlsplit(account.address or "").hostname or ""
    visited = await office.records.last(account)
    parts = [setting.partition("/")[2] for setting in (*visited, *account.ticked)]
    user = [credentials.user, credentials.user.partition("@")[0]] if credentials else []
    own = [account.name, account.handle or "", host, host.removeprefix("www.").partition(".")[0]]
    return [one for one in (*own, *user, *parts) if one]


async def _pages(office: Office, account: StoredAccount, personal: list[str]) -> list[PagePart]:
    platform, sightings = office.platform_of(account), await office.sightings.all(account)
    known = {one.id: one for one in platform.settings}
    pages: list[PagePart] = []
    for id, last in (await office.records.last(account, only=TELLING)).items():
        setting, sighting = known.get(id.partition("/")[0]), sightings.get(id)
        recorded = sighting is not None and sighting.receipt == last.receipt
        if setting and (recorded or last.outcome is Outcome.NOT_RECOGNISED):
            pages.append(page_part(platform, setting, last, sighting, personal))
    return pages


def _file(to: Path | None, bundle: Bundle) -> Path:
    folder = Path() if to is None else to.expanduser()
    return folder / f"unconsent-report-{bundle.on}.json" if folder.is_dir() else folder


def _show(call: Call, bundle: Bundle) -> None:
    call.screen.out.print(Text(bundle.text), soft_wrap=True, end="")
    call.screen.notice(SHOWN)


async def _asked(call: Call, bundle: Bundle) -> Bundle:
    """The report without what the person strikes out, shown again each time."""
    while numbers := frozenset(map(int, re.findall(r"\d+", await call.screen.ask(LEAVE_OUT)))):
        bundle = bundle.without(numbers)
        _show(call, bundle)
    return bundle
