"""Quiet hours and the digest's hour by the clock on the wall, over midnight and when clocks are changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notify.hours import clock_text, is_zone, minutes, next_digest, quiet_until

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Australia/Lord_Howe")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
MINUTE = st.integers(0, 1439)
BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-01-03T20:59", None),
        ("2027-01-03T21:00", "2027-01-04T06:00"),
        ("2027-01-04T05:59", "2027-01-04T06:00"),
        ("2027-01-04T06:00", None),
        ("2027-03-28T00:30", "2027-03-28T05:00"),  # clocks are put forward that night
        ("2027-10-30T21:30", "2027-10-31T06:00"),  # and back
    ],
)
def test_a_night_in_berlin(now: str, until: str | None) -> None:
    found = quiet_until(at(now), BERLIN, (minutes("22:00"), minutes("07:00")))
    assert found == (at(until) if until else None)


def test_within_a_day_and_never() -> None:
    noon = (minutes("12:00"), minutes("14:00"))
    assert quiet_until(at("2027-01-03T11:59"), BERLIN, noon) == at("2027-01-03T13:00")
    assert quiet_until(at("2027-01-03T13:00"), BERLIN, noon) is None
    assert quiet_until(at("2027-01-03T13:00"), BERLIN, None) is None


@given(MOMENTS, st.sampled_from(ZONES), MINUTE, MINUTE)
def test_quiet_hours_always_end_soon(now: datetime, zone: str, begin: int, end: int) -> None:
    until = quiet_until(now, zone, (begin, end))
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        there = now.astimezone(ZoneInfo(zone))
        minute = there.hour * 60 + there.minute
        assert begin <= minute < end if begin < end else minute >= begin or minute < end


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 6), st.integers(0, 23))
def test_the_next_digest_is_within_a_week_at_its_hour(now: datetime, zone: str, weekday: int, hour: int) -> None:
    found = next_digest(now, zone, weekday, hour)
    assert now < found <= now + timedelta(days=7, hours=1)
    there = found.astimezone(ZoneInfo(zone))
    assert there.weekday() == weekday and there.hour - hour in (0, 1)


@given(MINUTE)
def test_times_are_written_as_they_are_read(minute: int) -> None:
    assert minutes(clock_text(minute)) == minute


def test_zones() -> None:
    assert is_zone(BERLIN) and is_zone("UTC")
    assert not any(map(is_zone, ("", "Berlin", "../UTC", "europe/berlin", "/etc/passwd")))
