"""Until when, how, and why not: the days at which the answer changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.calendar import months_later
from netmile_desktop.domain.cancellations import (
    CancelAction,
    Cause,
    Deadline,
    Limit,
    deadline,
    pending_deadline,
    refused_as,
    refused_at_approval,
    valid_deadline,
    way_to_cancel,
)
from netmile_desktop.domain.history import IssueState

PENDING, VALID = IssueState.PENDING, IssueState.VALID
NINETY, MONTHS = Limit.NINETY_DAYS, Limit.THREE_MONTHS


@pytest.mark.parametrize(
    ("issued_on", "last_on", "days", "limit"),
    [
        (date(2027, 2, 1), date(2027, 4, 30), 88, MONTHS),
        (date(2028, 2, 1), date(2028, 4, 30), 89, MONTHS),
        (date(2027, 1, 31), date(2027, 4, 29), 88, MONTHS),
        (date(2028, 1, 31), date(2028, 4, 29), 89, MONTHS),
        (date(2026, 11, 30), date(2027, 2, 27), 89, MONTHS),
        (date(2027, 11, 30), date(2028, 2, 28), 90, NINETY),
        (date(2027, 2, 28), date(2027, 5, 27), 88, MONTHS),
        (date(2028, 2, 28), date(2028, 5, 27), 89, MONTHS),
        (date(2028, 2, 29), date(2028, 5, 28), 89, MONTHS),
        (date(2026, 12, 31), date(2027, 3, 30), 89, MONTHS),
        (date(2026, 12, 1), date(2027, 2, 28), 89, MONTHS),
        (date(2026, 11, 20), date(2027, 2, 18), 90, NINETY),
        (date(2027, 3, 31), date(2027, 6, 29), 90, NINETY),
        (date(2027, 4, 30), date(2027, 7, 29), 90, NINETY),
        (date(2027, 7, 1), date(2027, 9, 29), 90, NINETY),
        (date(2027, 8, 31), date(2027, 11, 29), 90, NINETY),
        (date(2027, 10, 31), date(2028, 1, 29), 90, NINETY),
    ],
)
def test_the_last_day_for_valid_miles(issued_on: date, last_on: date, days: int, limit: Limit) -> None:
    assert valid_deadline(issued_on) == Deadline(last_on, limit)
    assert (last_on - issued_on).days == days
    cause = Cause.NINETY_DAYS if limit is NINETY else Cause.THREE_MONTHS
    for passed in range(86, 94):
        today = issued_on + timedelta(days=passed)
        expected = CancelAction.REQUEST if passed <= days else cause
        assert way_to_cancel(VALID, issued_on, today) is expected, f"day {passed}"


@pytest.mark.parametrize("issued_on", [date(2027, 2, 1), date(2028, 2, 29), date(2027, 7, 1), date(2027, 1, 31)])
def test_the_last_day_for_pending_miles_is_the_90th(issued_on: date) -> None:
    for passed, expected in (
        *((day, CancelAction.AT_ONCE) for day in (0, 1, 88, 89, 90)),
        *((day, Cause.NINETY_DAYS) for day in (91, 92)),
    ):
        assert way_to_cancel(PENDING, issued_on, issued_on + timedelta(days=passed)) is expected, f"day {passed}"
    assert pending_deadline(issued_on).days_left(issued_on + timedelta(days=91)) == -1


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 100))
def test_both_limits_hold_for_valid_miles_on_any_day(issued_on: date, passed: int) -> None:
    today = issued_on + timedelta(days=passed)
    allowed = passed <= 90 and today < months_later(issued_on, 3)
    assert (way_to_cancel(VALID, issued_on, today) is CancelAction.REQUEST) is allowed
    assert 88 <= (valid_deadline(issued_on).last_on - issued_on).days <= 90
    assert deadline(IssueState.REQUESTED, issued_on) == valid_deadline(issued_on)


DAY = date(2027, 7, 1)


@pytest.mark.parametrize(
    ("asked", "state", "passed", "cause"),
    [
        (CancelAction.AT_ONCE, PENDING, 90, None),
        (CancelAction.AT_ONCE, VALID, 10, Cause.TURNED_VALID),
        (CancelAction.AT_ONCE, VALID, 91, Cause.NINETY_DAYS),
        (CancelAction.REQUEST, VALID, 90, None),
        (CancelAction.REQUEST, PENDING, 10, Cause.STILL_PENDING),
        (CancelAction.REQUEST, PENDING, 91, Cause.NINETY_DAYS),
        (CancelAction.AT_ONCE, IssueState.CANCELLED, 1, Cause.ALREADY_CANCELLED),
        (CancelAction.REQUEST, IssueState.CANCELLED, 99, Cause.ALREADY_CANCELLED),
        (CancelAction.AT_ONCE, IssueState.REQUESTED, 1, Cause.ALREADY_REQUESTED),
        (CancelAction.REQUEST, IssueState.REQUESTED, 1, Cause.ALREADY_REQUESTED),
    ],
)
def test_the_live_state_decides_what_was_asked(
    asked: CancelAction, state: IssueState, passed: int, cause: Cause | None
) -> None:
    assert refused_as(asked, state, DAY, DAY + timedelta(days=passed)) is cause


@pytest.mark.parametrize(
    ("issued_on", "passed", "balance", "cause"),
    [
        (DAY, 90, 100, None),
        (DAY, 90, 99, Cause.BALANCE),
        (DAY, 91, 100, Cause.NINETY_DAYS),
        (date(2027, 2, 1), 88, 100, None),
        (date(2027, 2, 1), 89, 100, Cause.THREE_MONTHS),
        (date(2027, 2, 1), 89, 0, Cause.THREE_MONTHS),
    ],
)
def test_limits_and_balance_are_asked_again_at_approval(
    issued_on: date, passed: int, balance: int, cause: Cause | None
) -> None:
    assert refused_at_approval(issued_on, issued_on + timedelta(days=passed), 100, balance) is cause
