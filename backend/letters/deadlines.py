"""When an answer is due, by what the law says of the time to answer.

eu     one month from receipt: Art. 12(3) GDPR; how months are counted: Regulation (EEC, Euratom) No 1182/71, Art. 3(1)
       and (4): the same date of the next month, or its last day; on a Saturday or Sunday the next working day
uk     one month from receipt: Art. 12A UK GDPR (Data (Use and Access) Act 2025, s. 76, in force since 2026-02-05);
       counted alike (guidance of the ICO)
us     15 business days from receipt, for requests under Cal. Civ. Code 1798.120 and .121: 11 CCR 7026(f) and 7027(g)
other  30 days, which is what the letter asks for; no law stands behind it
A complaint: three months, after which one may go to court about the authority's silence: Art. 78(2) GDPR; section 166
of the Data Protection Act 2018.
Read 2026-11. Public holidays are not known here: a deadline may end some days later than this, never earlier.
"""

import calendar
from datetime import date, timedelta

from backend.letters.terms import Kind, Region, Way

BY_POST = timedelta(days=7)
"""How long a letter on paper is taken to travel. A guess on the safe side: nobody is said to be late too early."""
BUSINESS_DAYS = 15
ASKED_DAYS = 30
COMPLAINT_MONTHS = 3
SATURDAY = 5


def due(kind: Kind, region: Region, sent: date, way: Way) -> date:
    """The last day on which an answer is in time, when the letter went out that day."""
    received = sent + BY_POST if way is Way.POST else sent
    if kind is Kind.COMPLAINT:
        return _working(months_later(received, COMPLAINT_MONTHS))
    if region in (Region.EU, Region.UK):
        return _working(months_later(received, 1))
    if region is Region.US:
        return after_business_days(received, BUSINESS_DAYS)
    return received + timedelta(days=ASKED_DAYS)


def months_later(day: date, count: int) -> date:
    """The same date that many months later; the last day of that month where there is no such date."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def after_business_days(day: date, count: int) -> date:
    """The day that many Mondays to Fridays later."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def _working(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
