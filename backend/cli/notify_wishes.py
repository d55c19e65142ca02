"""`notify settings`: what is told at once, quiet hours, and the weekly digest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Group
from rich.text import Text

from automations.outcome import Refused
from backend.cli.call import Answer, Call
from backend.cli.document import Document, Part
from backend.flow.findings import What
from backend.notify.hours import clock_text, minutes
from backend.notify.terms import AT_ONCE
from backend.notify.wishes import Wishes

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")
NO_SPAN = "Give quiet hours as 22:00-07:00, or `never` for none."
NOTHING = "nothing"
NO_KIND = "{named!r} is nothing that can be told at once. Known: {known}."
NAMES = {
    What.CAME_BACK: "a setting that came back on",
    What.NEEDS_YOU: "somebody must act",
    What.LETTER_DUE: "a letter was not answered in time",
}


class QuietPart(Part):
    """By the clock on the wall."""

    begin: str
    end: str


class DigestPart(Part):
    """`weekday`: 0 is Monday."""

    weekday: int
    hour: int


class WishesDocument(Document):
    """What `notify settings` prints with --json."""

    at_once: tuple[What, ...]
    quiet_hours: QuietPart | None
    time_zone: str
    digest: DigestPart | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to be other than before; None stays."""

    at_once: Sequence[str] | None = None
    quiet: str | None = None
    zone: str | None = None
    digest: bool | None = None
    day: str | None = None
    hour: int | None = None

    def apply(self, known: Wishes) -> Wishes:
        """The wishes with it. Naming a day or an hour switches the digest on."""
        timed = self.day is not None or self.hour is not None
        return replace(
            known,
            at_once=known.at_once if self.at_once is None else _kinds(self.at_once),
            quiet=known.quiet if self.quiet is None else _span(self.quiet),
            zone=known.zone if self.zone is None else self.zone,
            digest=(timed or known.digest) if self.digest is None else self.digest,
            weekday=known.weekday if self.day is None else DAYS.index(self.day),
            hour=known.hour if self.hour is None else self.hour,
        )


async def shown(call: Call, change: Change) -> Answer:
    """What is wished, after changing it when anything is named."""
    async with call.office() as office:
        known = await office.notifications.wishes.get()
        wanted = change.apply(known)
        if change != Change():
            await office.notifications.wishes.put(wanted)
    return Answer(document=_document(wanted), text=_text(wanted))


def _kinds(named: Sequence[str]) -> frozenset[What]:
    known = [one.value for one in AT_ONCE]
    for one in named:
        if one not in (*known, NOTHING):
            raise Refused(NO_KIND.format(named=one, known=", ".join((*known, NOTHING))))
    return frozenset(one for one in AT_ONCE if one.value in named)


def _span(text: str) -> tuple[int, int] | None:
    if text.strip().lower() == "never":
        return None
    found = SPAN.fullmatch(text.strip())
    if found is None:
        raise Refused(NO_SPAN)
    return minutes(found[1]), minutes(found[2])


def _document(wishes: Wishes) -> WishesDocument:
    quiet = wishes.quiet
    return WishesDocument(
        at_once=tuple(one for one in AT_ONCE if one in wishes.at_once),
        quiet_hours=QuietPart(begin=clock_text(quiet[0]), end=clock_text(quiet[1])) if quiet else None,
        time_zone=wishes.zone,
        digest=DigestPart(weekday=wishes.weekday, hour=wishes.hour) if wishes.digest else None,
    )


def _text(wishes: Wishes) -> Group:
    told = ", ".join(NAMES[one] for one in AT_ONCE if one in wishes.at_once) or "nothing"
    quiet = "never"
    if wishes.quiet:
        quiet = f"{clock_text(wishes.quiet[0])} to {clock_text(wishes.quiet[1])}; what is found then is told at its end"
    digest = f"every {DAYS[wishes.weekday].capitalize()} at {wishes.hour:02}:00" if wishes.digest else "none"
    rows = (("Told at once", told), ("Quiet hours", quiet), ("Weekly digest", digest), ("Time zone", wishes.zone))
    return Group(*(Text.assemble(" ", (f"{name:<14}", "head"), f"  {what}") for name, what in rows))
