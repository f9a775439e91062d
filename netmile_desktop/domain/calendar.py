"""Days and instants. Everything the trade calls a day is a calendar day in Japan (JST)."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

JST = ZoneInfo("Asia/Tokyo")

Clock = Callable[[], datetime]
"""Returns the present instant, timezone-aware. The portal's business clock is one; tests use their own."""


def system_clock() -> datetime:
    """The machine's own time, as an aware UTC instant."""
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The Japanese calendar day on which an aware instant falls."""
    return instant.astimezone(JST).date()


def start_of(day: date) -> datetime:
    """00:00 JST of a day, as an aware UTC instant."""
    return datetime.combine(day, time(), JST).astimezone(UTC)


class Period(msgspec.Struct, frozen=True):
    """From the first day through the last; it ends at 23:59:59 JST of its last day."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days_left(self, today: date) -> int:
        """Days still to come after today; negative once the period is over."""
        return (self.last - today).days

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Whether any day lies in both; an open side of the range is None."""
        return (last is None or self.first <= last) and (first is None or self.last >= first)


def transfer_day(issued_on: date, after_days: int) -> date:
    """The day on which miles issued on a day become usable; 0 days means at once (guide L398, L449)."""
    return issued_on + timedelta(days=after_days)


def months_later(day: date, months: int) -> date:
    """Return the same day `months` months later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
