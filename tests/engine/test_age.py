"""How old knowledge is: dates in words, and when they are too old."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.age import is_stale, last_day, stale_from

NEWEST = date(2026, 10, 2)
WORDS = {
    "2026-09-01": date(2026, 9, 1),
    "2026-07": date(2026, 7, 31),
    "2024-10": date(2024, 10, 31),
    "2026-10": NEWEST,
    "2026": NEWEST,
    "2024": date(2024, 12, 31),
    "2024-25": date(2025, 12, 31),
    "2024/25": date(2025, 12, 31),
    "2025-26": NEWEST,
    "2025-10/11": date(2025, 11, 30),
    "2024-02": date(2024, 2, 29),
    "2025-11-19 and 2026-02": date(2026, 2, 28),
    "2025 / 2026-07-21": date(2026, 7, 21),
    "2026 (after 2026-07-06)": NEWEST,
    "undated help article, read 2025-26": NEWEST,
    "inference, 2026-10": NEWEST,
    "2024-07 (support.squarespace.com 360022347072)": date(2024, 7, 31),
}


@pytest.mark.parametrize(("seen", "day"), WORDS.items())
def test_the_last_day_that_words_can_mean(seen: str, day: date) -> None:
    assert last_day(seen, NEWEST) == day


@pytest.mark.parametrize("seen", ["undated", "archived copy", "", "2026-02-31", "2030-13", "0000", "12026-10"])
def test_what_names_no_date_has_none(seen: str) -> None:
    assert last_day(seen, NEWEST) is None


@given(seen=st.text(alphabet="0123456789-/ ", max_size=30))
def test_no_text_is_newer_than_the_newest_source(seen: str) -> None:  # R41
    day = last_day(seen, NEWEST)
    assert day is None or day <= NEWEST


def test_ninety_days_are_fresh_and_one_more_is_not() -> None:
    assert not is_stale(NEWEST, date(2026, 12, 31))
    assert is_stale(NEWEST, date(2027, 1, 1))
    assert stale_from(NEWEST) == date(2027, 1, 1)
    assert is_stale(None, NEWEST)
