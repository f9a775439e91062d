"""When a recurring task looks again, by a clock that people move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from netmile_desktop.portal.recurrence import NextLook

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def test_the_first_look_is_due() -> None:
    assert NextLook(HOUR).is_due(NOW)


@pytest.mark.parametrize(
    ("until", "first"), [(None, HOUR), (NOW + 3 * HOUR, HOUR), (NOW + 20 * MINUTE, 20 * MINUTE), (NOW - HOUR, -HOUR)]
)
def test_the_next_look_is_at_the_instant_named_or_after_the_whole_interval(
    until: datetime | None, first: timedelta
) -> None:
    look = NextLook(HOUR)
    look.wait(NOW, until)
    at = NOW + first
    assert look.is_due(at)
    assert not look.is_due(at - MINUTE)


def test_a_clock_that_is_moved_makes_it_due() -> None:
    look = NextLook(HOUR)
    look.wait(NOW)
    assert not look.is_due(NOW)
    assert look.is_due(NOW + timedelta(days=1))
    assert look.is_due(NOW - MINUTE)
