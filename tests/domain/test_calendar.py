"""Days are days in Japan, whatever the machine thinks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from netmile_desktop.domain.calendar import (
    Period,
    day_of,
    month_end,
    months_later,
    start_of,
    system_clock,
    transfer_day,
)


def test_the_day_changes_at_midnight_in_japan() -> None:
    assert day_of(datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)) == date(2026, 11, 20)
    assert day_of(datetime(2026, 11, 20, 15, 0, 0, tzinfo=UTC)) == date(2026, 11, 21)


def test_a_day_starts_where_the_one_before_ends() -> None:
    start = start_of(date(2026, 11, 21))
    assert start == datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert start.tzinfo is UTC
    assert day_of(start) == date(2026, 11, 21)
    assert day_of(start - timedelta(microseconds=1)) == date(2026, 11, 20)


def test_the_system_clock_is_aware() -> None:
    assert system_clock().tzinfo is not None


def test_a_period_holds_both_its_ends() -> None:
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert date(2026, 11, 1) in period
    assert date(2026, 11, 30) in period
    assert date(2026, 10, 31) not in period
    assert date(2026, 12, 1) not in period


def test_days_left_turn_negative_once_it_is_over() -> None:
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert period.days_left(date(2026, 11, 30)) == 0
    assert period.days_left(date(2026, 11, 21)) == 9
    assert period.days_left(date(2026, 12, 2)) == -2


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, True),
        (date(2026, 11, 30), None, True),
        (date(2026, 12, 1), None, False),
        (None, date(2026, 11, 1), True),
        (None, date(2026, 10, 31), False),
        (date(2026, 11, 10), date(2026, 11, 12), True),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_an_open_side_of_a_range_bounds_nothing(first: date | None, last: date | None, expected: bool) -> None:
    assert Period(date(2026, 11, 1), date(2026, 11, 30)).overlaps(first, last) is expected


def test_miles_become_usable_so_many_days_later() -> None:
    assert transfer_day(date(2026, 11, 21), 0) == date(2026, 11, 21)
    assert transfer_day(date(2026, 12, 31), 90) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 20), 3, date(2027, 2, 20)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_later_stays_inside_the_month(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_a_month_ends_on_its_last_day() -> None:
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert month_end(date(2026, 11, 30)) == date(2026, 11, 30)
