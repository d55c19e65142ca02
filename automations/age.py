"""How old knowledge is: the last day that a source's date can mean, and when it is too old to be relied on."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

STALE_AFTER = timedelta(days=90)
_DATED = re.compile(
    r"(?<!\d)(?P<year>\d{4})"
    r"(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})|/(?P<last_month>\d{2}))?|/(?P<last_year>\d{2}))?(?![\d-])"
)


def last_day(seen: str, newest: date) -> date | None:
    """The last day that a date in words can mean, but never one after the newest source; None when it names none.

    "2026-10" is the end of that month, "2026" of that year, "2025-26" of the second one; of several dates the latest
    counts. That is the kindest reading: what is stale by it is stale by any other.
    """
    days = [day for found in _DATED.finditer(seen) for day in _days(found)]
    return min(max(days), newest) if days else None


def stale_from(newest: date | None) -> date | None:
    """From which day on what was last seen then is too old; None when it was never dated, and so always is."""
    return newest + STALE_AFTER + timedelta(days=1) if newest else None


def is_stale(newest: date | None, today: date) -> bool:
    """Whether what was last seen then, or at no known date, is too old to be relied on today."""
    since = stale_from(newest)
    return since is None or today >= since


def _days(found: re.Match[str]) -> Iterator[date]:
    """The one day that the date in words comes down to; none when there is no such date."""
    year, month = int(found["year"]), int(found["month"] or found["last_year"] or 12)
    if found["day"]:
        day = int(found["day"])
    elif found["last_year"] or month > 12:  # as 2025-26: from one year to another
        year, month, day = year - year % 100 + month, 12, 31
        if year < int(found["year"]):
            return
    else:
        month = int(found["last_month"] or month)
        day = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    try:
        yield date(year, month, day)
    except ValueError:
        return
