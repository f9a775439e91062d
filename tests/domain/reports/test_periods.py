"""Presets, periods to compare with, and buckets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.periods import (
    Preset,
    buckets,
    count_buckets,
    is_too_long,
    preset_period,
    preset_words,
    presets_for,
    previous_period,
    widened,
)
from netmile_desktop.domain.reports.shape import Grain

SATURDAY = date(2026, 11, 21)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (Preset.TODAY, days("2026-11-21", "2026-11-21")),
        (Preset.THIS_WEEK, days("2026-11-16", "2026-11-21")),
        (Preset.THIS_MONTH, days("2026-11-01", "2026-11-21")),
        (Preset.LAST_MONTH, days("2026-10-01", "2026-10-31")),
        (Preset.LAST_30_DAYS, days("2026-10-23", "2026-11-21")),
        (Preset.LAST_90_DAYS, days("2026-08-24", "2026-11-21")),
        (Preset.THIS_YEAR, days("2026-01-01", "2026-11-21")),
        (Preset.LAST_12_MONTHS, days("2025-12-01", "2026-11-21")),
        (Preset.LAST_24_MONTHS, days("2024-12-01", "2026-11-21")),
    ],
)
def test_presets_end_today_at_the_latest(preset: Preset, expected: Period) -> None:
    assert preset_period(preset, SATURDAY) == expected
    assert preset_words(preset).ja
    assert preset_words(preset).en


@pytest.mark.parametrize("grain", Grain)
@given(today=st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_every_preset_on_offer_is_allowed(grain: Grain, today: date) -> None:
    for preset in presets_for(grain):
        assert not is_too_long(preset_period(preset, today), grain)


@pytest.mark.parametrize(
    ("period", "grain", "expected"),
    [
        (days("2026-11-01", "2026-11-21"), Grain.DAY, days("2026-10-11", "2026-10-31")),
        (days("2026-11-21", "2026-11-21"), Grain.HOUR, days("2026-11-20", "2026-11-20")),
        (days("2026-01-05", "2026-03-02"), Grain.MONTH, days("2025-10-01", "2025-12-31")),
        (days("2024-02-01", "2024-02-29"), Grain.MONTH, days("2024-01-01", "2024-01-31")),
    ],
)
def test_the_previous_period_ends_right_before(period: Period, grain: Grain, expected: Period) -> None:
    assert previous_period(period, grain) == expected


@settings(deadline=None)
@given(first=st.dates(date(2001, 1, 1), date(2090, 1, 1)), length=st.integers(0, 130), grain=st.sampled_from(Grain))
def test_buckets_cover_the_period_without_gap_or_overlap(first: date, length: int, grain: Grain) -> None:
    period = Period(first, first + timedelta(days=length))
    found = buckets(period, grain)
    assert len(found) == count_buckets(period, grain) == count_buckets(previous_period(period, grain), grain)
    whole = widened(period, grain)
    covered = [
        (bucket.first + timedelta(days=at), bucket.hour)
        for bucket in found
        for at in range((bucket.last - bucket.first).days + 1)
    ]
    hours = range(24) if grain is Grain.HOUR else [None]
    span = range((whole.last - whole.first).days + 1)
    assert covered == [(whole.first + timedelta(days=at), hour) for at in span for hour in hours]


def test_buckets_are_named_as_files_name_them() -> None:
    november = days("2026-11-21", "2026-11-21")
    assert [each.label() for each in buckets(november, Grain.MONTH)] == ["2026-11"]
    assert [each.label() for each in buckets(november, Grain.DAY)] == ["2026-11-21"]
    assert [each.label() for each in buckets(november, Grain.HOUR)][14] == "2026-11-21 14:00"
    assert {each.grain for each in buckets(november, Grain.MONTH)} == {Grain.MONTH}


def test_reports_have_a_longest_period() -> None:
    assert not is_too_long(days("2024-12-31", "2026-11-01"), Grain.MONTH)
    assert is_too_long(days("2024-11-30", "2026-11-01"), Grain.MONTH)
    assert not is_too_long(days("2026-01-01", "2026-04-02"), Grain.DAY)
    assert is_too_long(days("2026-01-01", "2026-04-03"), Grain.DAY)
    assert not is_too_long(days("2024-01-01", "2024-12-31"), Grain.HOUR)
    assert is_too_long(days("2024-01-01", "2025-01-01"), Grain.HOUR)
