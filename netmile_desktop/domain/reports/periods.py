"""Spans of time that reports are asked about, and how they are cut into buckets. All days are days in Japan."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.reports.shape import MOST_BUCKETS, Grain

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""First and last day that reports accept."""

_DAY = timedelta(days=1)


class Preset(StrEnum):
    """Periods that are one click away."""

    TODAY = "today"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"
    THIS_YEAR = "this_year"
    LAST_12_MONTHS = "last_12_months"
    LAST_24_MONTHS = "last_24_months"


_WORDS = {
    Preset.TODAY: Bilingual("今日", "Today"),
    Preset.THIS_WEEK: Bilingual("今週", "This week"),
    Preset.THIS_MONTH: Bilingual("今月", "This month"),
    Preset.LAST_MONTH: Bilingual("先月", "Last month"),
    Preset.LAST_30_DAYS: Bilingual("過去 30 日", "Last 30 days"),
    Preset.LAST_90_DAYS: Bilingual("過去 90 日", "Last 90 days"),
    Preset.THIS_YEAR: Bilingual("今年", "This year"),
    Preset.LAST_12_MONTHS: Bilingual("過去 12 か月", "Last 12 months"),
    Preset.LAST_24_MONTHS: Bilingual("過去 24 か月", "Last 24 months"),
}

_BY_GRAIN = {
    Grain.MONTH: (Preset.LAST_12_MONTHS, Preset.LAST_24_MONTHS, Preset.THIS_YEAR, Preset.THIS_MONTH),
    Grain.DAY: (
        *(Preset.THIS_WEEK, Preset.THIS_MONTH, Preset.LAST_MONTH),
        *(Preset.LAST_30_DAYS, Preset.LAST_90_DAYS),
    ),
    Grain.HOUR: (Preset.TODAY, Preset.THIS_WEEK, Preset.THIS_MONTH, Preset.LAST_MONTH, Preset.LAST_12_MONTHS),
}


@dataclass(frozen=True, slots=True)
class Bucket:
    """One month, day or hour of a report; its figures are one row of the table and one bar of the chart."""

    first: date
    last: date
    hour: int | None = None

    @property
    def grain(self) -> Grain:
        if self.hour is not None:
            return Grain.HOUR
        return Grain.DAY if self.first == self.last else Grain.MONTH

    def label(self) -> str:
        """As files name it: `2026-11`, `2026-11-21` or `2026-11-21 14:00`."""
        if self.hour is not None:
            return f"{self.first.isoformat()} {self.hour:02d}:00"
        return self.first.isoformat() if self.first == self.last else f"{self.first:%Y-%m}"


def preset_words(preset: Preset) -> Bilingual:
    """What a preset is called."""
    return _WORDS[preset]


def presets_for(grain: Grain) -> tuple[Preset, ...]:
    """The presets that make sense for a grain."""
    return _BY_GRAIN[grain]


def preset_period(preset: Preset, today: date) -> Period:
    """The days of a preset; none of them lies after today."""
    month = today.replace(day=1)
    firsts = {
        Preset.TODAY: today,
        Preset.THIS_WEEK: today - today.weekday() * _DAY,
        Preset.THIS_MONTH: month,
        Preset.LAST_MONTH: month_after(month, -1),
        Preset.LAST_30_DAYS: today - 29 * _DAY,
        Preset.LAST_90_DAYS: today - 89 * _DAY,
        Preset.THIS_YEAR: today.replace(month=1, day=1),
        Preset.LAST_12_MONTHS: month_after(month, -11),
        Preset.LAST_24_MONTHS: month_after(month, -23),
    }
    return Period(firsts[preset], month - _DAY if preset is Preset.LAST_MONTH else today)


def month_after(month: date, count: int) -> date:
    """Return the first day of the month `count` months after a day's month; a negative count goes back."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def widened(period: Period, grain: Grain) -> Period:
    """The period in whole buckets: by month it begins and ends with a month."""
    if grain is not Grain.MONTH:
        return period
    return Period(period.first.replace(day=1), month_end(period.last))


def previous_period(period: Period, grain: Grain) -> Period:
    """As many buckets right before, to compare with."""
    if grain is Grain.MONTH:
        whole = widened(period, grain)
        return Period(month_after(whole.first, -_months(whole)), whole.first - _DAY)
    days = (period.last - period.first).days + 1
    return Period(period.first - days * _DAY, period.first - _DAY)


def count_buckets(period: Period, grain: Grain) -> int:
    """How many buckets a period has."""
    if grain is Grain.MONTH:
        return _months(period)
    return ((period.last - period.first).days + 1) * (24 if grain is Grain.HOUR else 1)


def is_too_long(period: Period, grain: Grain) -> bool:
    """Whether a period is longer than reports of a grain may be."""
    return count_buckets(period, grain) > MOST_BUCKETS[grain]


def buckets(period: Period, grain: Grain) -> list[Bucket]:
    """The period cut up, the earliest bucket first; by month in whole months."""
    if grain is Grain.MONTH:
        firsts = [month_after(period.first, at) for at in range(_months(period))]
        return [Bucket(first, month_end(first)) for first in firsts]
    days = [period.first + at * _DAY for at in range((period.last - period.first).days + 1)]
    if grain is Grain.DAY:
        return [Bucket(day, day) for day in days]
    return [Bucket(day, day, hour) for day in days for hour in range(24)]


def _months(period: Period) -> int:
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
