"""When somebody may be disturbed, by the clock on their wall: quiet hours, and the hour of the weekly digest.

Clocks that are put forward or back are met as `zoneinfo` has them (PEP 495): an hour that does not exist counts as the
one after it, and of an hour that comes twice the first one counts.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

MINUTES = 24 * 60
WEEK = 7


def minutes(text: str) -> int:
    """The minute of the day of a time as 22:30."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def clock_text(minute: int) -> str:
    """That minute as 22:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def is_zone(name: str) -> bool:
    """Whether it is the IANA name of a time zone that is known here."""
    return name in available_timezones()


def quiet_until(now: datetime, zone: str, quiet: tuple[int, int] | None) -> datetime | None:
    """The end of the quiet hours that it is in; None outside of them. `quiet`: minutes of the day, end excluded."""
    if quiet is None or quiet[0] == quiet[1]:
        return None
    there = now.astimezone(ZoneInfo(zone))
    begin, end = quiet
    minute = there.hour * 60 + there.minute
    over_midnight = begin > end
    is_quiet = minute >= begin or minute < end if over_midnight else begin <= minute < end
    if not is_quiet:
        return None
    days = 1 if over_midnight and minute >= begin else 0
    until = _moment(there.date() + timedelta(days=days), end, zone)
    return until if until > now else now + timedelta(minutes=1)  # the clock was put back meanwhile


def next_digest(after: datetime, zone: str, weekday: int, hour: int) -> datetime:
    """The next such hour of such a weekday, 0 for Monday, after that moment."""
    day = after.astimezone(ZoneInfo(zone)).date()
    day += timedelta(days=(weekday - day.weekday()) % WEEK)
    found = _moment(day, hour * 60, zone)
    return found if found > after else _moment(day + timedelta(days=WEEK), hour * 60, zone)


def _moment(day: date, minute: int, zone: str) -> datetime:
    hours, minutes = divmod(minute % MINUTES, 60)
    return datetime.combine(day, time(hours, minutes), ZoneInfo(zone)).astimezone(UTC)
