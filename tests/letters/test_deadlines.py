"""Deadlines: months as the law counts them, business days, and paper that takes its time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.letters.deadlines import after_business_days, due, months_later
from backend.letters.terms import Kind, Region, Way

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2050, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-03-31", 1, "2027-04-30"),
        ("2027-12-15", 1, "2028-01-15"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-02-28", 1, "2027-03-28"),
    ],
)
def test_months(day: str, count: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), count) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("region", "sent", "way", "last"),
    [
        (Region.EU, "2027-01-31", Way.EMAIL, "2027-03-01"),  # 28 February is a Sunday
        (Region.EU, "2027-01-04", Way.EMAIL, "2027-02-04"),
        (Region.UK, "2027-01-16", Way.FORM, "2027-02-16"),
        (Region.UK, "2027-01-13", Way.SMTP, "2027-02-15"),  # 13 February is a Saturday
        (Region.EU, "2027-01-04", Way.POST, "2027-02-11"),
        (Region.US, "2027-01-04", Way.EMAIL, "2027-01-25"),
        (Region.US, "2027-01-09", Way.EMAIL, "2027-01-29"),  # a Saturday
        (Region.OTHER, "2027-01-31", Way.EMAIL, "2027-03-02"),
    ],
)
def test_answers(region: Region, sent: str, way: Way, last: str) -> None:
    assert due(Kind.OBJECTION, region, date.fromisoformat(sent), way) == date.fromisoformat(last)


def test_an_authority_has_three_months() -> None:
    assert due(Kind.COMPLAINT, Region.EU, date(2027, 1, 4), Way.EMAIL) == date(2027, 4, 5)


@given(DAYS)
def test_nobody_is_late_before_a_month_is_over(day: date) -> None:
    for region in (Region.EU, Region.UK):
        last = due(Kind.OBJECTION, region, day, Way.EMAIL)
        assert day + timedelta(days=28) <= last <= day + timedelta(days=33)
        assert last.weekday() < 5
        assert due(Kind.OBJECTION, region, day, Way.POST) > last


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_business_days_are_counted_one_by_one(day: date, count: int) -> None:
    later = after_business_days(day, count)
    between = [day + timedelta(days=one) for one in range(1, (later - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count and later.weekday() < 5
