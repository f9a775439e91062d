from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netmile_desktop.api.patience import Patience, retry_after_s

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


def test_waits_grow_up_to_a_bound_and_are_drawn_anew() -> None:
    patience = Patience(tries=9, first_s=0.5, longest_s=8)
    for tried, bound in enumerate((0.5, 1, 2, 4, 8, 8), 1):
        drawn = {patience.wait_s(tried) for _ in range(50)}
        assert all(wait is not None and 0 <= wait <= bound for wait in drawn)
        assert len(drawn) > 40


def test_patience_ends() -> None:
    assert Patience(tries=3).wait_s(2) is not None
    assert Patience(tries=3).wait_s(3) is None


def test_a_portal_that_asks_for_a_pause_gets_it_unless_it_is_long() -> None:
    patience = Patience(longest_asked_s=60)
    assert patience.wait_s(1, 7.0) == 7.0
    assert patience.wait_s(1, 61.0) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header, NOW) == seconds
