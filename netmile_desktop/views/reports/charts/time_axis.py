"""What is written under the bars: as many months, days or hours as fit, in the words of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Grain

_STEPS = {
    Grain.MONTH: (1, 2, 3, 6, 12),
    Grain.DAY: (1, 2, 3, 5, 7, 10, 14, 28),
    Grain.HOUR: (1, 2, 3, 6, 12, 24, 48, 24 * 7, 24 * 14, 24 * 28, 24 * 56),
}
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JAPANESE_DAYS = "月火水木金土日"
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def time_labels(
    buckets: Sequence[Bucket], first: int, last: int, most: int, language: Language
) -> list[tuple[int, str]]:
    """Places and texts of at most `most` labels from bucket `first` to `last`."""
    if not buckets:
        return []
    steps = _STEPS[buckets[0].grain]
    count = max(last - first + 1, 1)
    step = next((each for each in steps if count <= each * max(most, 1)), steps[-1])
    while count > step * max(most, 1):
        step *= 2
    places = range(-(-max(first, 0) // step) * step, min(last, len(buckets) - 1) + 1, step)
    return [(at, _short(buckets[at], at == places[0], language)) for at in places]


def whole_label(bucket: Bucket, language: Language) -> str:
    """A bucket in full, where there is room for one: `2026/11/21（土） 14:00`."""
    if bucket.grain is Grain.MONTH:
        return _month(bucket.first, True, language)
    days = _JAPANESE_DAYS if language is Language.JAPANESE else _ENGLISH_DAYS
    weekday = days[bucket.first.weekday()]
    day = f"{bucket.first:%Y/%m/%d}" + (f"（{weekday}）" if language is Language.JAPANESE else f" ({weekday})")
    return day if bucket.hour is None else f"{day} {bucket.hour}:00–{bucket.hour + 1}:00"


def short_label(bucket: Bucket, language: Language) -> str:
    """A bucket as it is written below its bar."""
    return _short(bucket, True, language)


def _short(bucket: Bucket, with_year: bool, language: Language) -> str:
    if bucket.grain is Grain.MONTH:
        return _month(bucket.first, with_year or bucket.first.month == 1, language)
    if bucket.hour:
        return f"{bucket.hour}:00"
    return f"{bucket.first.month}/{bucket.first.day}"


def _month(first: date, with_year: bool, language: Language) -> str:
    if language is Language.JAPANESE:
        return f"{first.year}年{first.month}月" if with_year else f"{first.month}月"
    name = _ENGLISH_MONTHS[first.month - 1]
    return f"{name} {first.year}" if with_year else name
