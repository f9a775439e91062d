"""Yen for miles, and a month's bill."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.billing import Bill, Carried, Rate, bill, rate_of, yen

RATES = (Rate(date(2025, 4, 1), 900), Rate(date(2026, 11, 16), 850))


@pytest.mark.parametrize(
    ("miles", "rate", "expected"),
    [(0, 1000, 0), (1, 1000, 1), (1234, 1000, 1234), (999, 800, 799), (1, 999, 0), (2_438_900, 1000, 2_438_900)],
)
def test_fractions_of_a_yen_are_cut_off(miles: int, rate: int, expected: int) -> None:
    assert yen(miles, rate) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 31), 0),
        (date(2025, 4, 1), 900),
        (date(2026, 11, 15), 900),
        (date(2026, 11, 16), 850),
        (date(2030, 1, 1), 850),
    ],
)
def test_a_rate_holds_from_its_day_on(day: date, expected: int) -> None:
    assert rate_of(RATES, day) == expected


def test_a_month_costs_what_was_issued_less_what_was_cancelled() -> None:
    made = bill(1_500, 501, 999 * 900, Carried())
    assert made == Bill(issued=1_500, cancelled=501, carried=0, yen=899, next=Carried())
    assert made.billable == 999


def test_what_was_cancelled_beyond_what_was_issued_is_carried_on() -> None:
    first = bill(100, 400, -300 * 900, Carried())
    assert (first.billable, first.yen, first.next) == (-300, 0, Carried(-300, -270_000))
    second = bill(100, 0, 100 * 900, first.next)
    assert (second.carried, second.billable, second.yen, second.next) == (-300, -200, 0, Carried(-200, -180_000))
    third = bill(1_000, 0, 1_000 * 900, second.next)
    assert (third.billable, third.yen, third.next) == (800, 720, Carried())


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from([800, 900, 1000]))))
def test_no_deduction_is_lost_and_nothing_but_fractions_is_cut(months: list[tuple[int, int, int]]) -> None:
    carried, charged, worth, cut = Carried(), 0, 0, 0
    for issued, cancelled, rate in months:
        value = (issued - cancelled) * rate
        made = bill(issued, cancelled, value, carried)
        assert made.yen >= 0 >= made.next.miles
        assert made.next.credit <= 0
        cut += max(value + carried.credit, 0) % 1000
        charged, worth, carried = charged + made.yen, worth + value, made.next
    assert charged * 1000 + cut + carried.credit == worth
