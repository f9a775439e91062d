"""Until when, how, and why not: the days at which the answer changes."""

from datetime import UTC, date, datetime, timedelta

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
    refused_as,
    refused_at_approval,
    request_ends_at,
    way_to_cancel,
)
from netmile_desktop.domain.history import IssueState

PENDING, VALID = IssueState.PENDING, IssueState.VALID
NINETY, MONTHS, BEFORE = Limit.NINETY_DAYS, Limit.THREE_MONTHS, Limit.BEFORE_TRANSFER


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
    assert deadline(issued_on, issued_on) == Deadline(last_on, limit)
    assert (last_on - issued_on).days == days
    cause = Cause.NINETY_DAYS if limit is NINETY else Cause.THREE_MONTHS
    for passed in range(86, 94):
        today = issued_on + timedelta(days=passed)
        expected = CancelAction.REQUEST if passed <= days else cause
        assert way_to_cancel(VALID, issued_on, issued_on, today) is expected, f"day {passed}"


@pytest.mark.parametrize(
    ("issued_on", "delay", "days", "limit"),
    [
        (date(2027, 1, 31), 88, 88, MONTHS),
        (date(2027, 1, 31), 89, 88, MONTHS),
        (date(2027, 1, 31), 90, 89, BEFORE),
        (date(2027, 2, 1), 90, 89, BEFORE),
        (date(2028, 2, 29), 90, 89, MONTHS),
        (date(2027, 7, 1), 90, 90, NINETY),
        (date(2027, 7, 1), 1, 90, NINETY),
    ],
)
def test_pending_miles_have_the_last_day_of_either_way(issued_on: date, delay: int, days: int, limit: Limit) -> None:
    transfer_on = issued_on + timedelta(days=delay)
    end = deadline(issued_on, transfer_on)
    assert ((end.last_on - issued_on).days, end.limit) == (days, limit)
    assert end.days_left(end.last_on + timedelta(days=1)) == -1
    for passed in range(delay):
        today = issued_on + timedelta(days=passed)
        assert way_to_cancel(PENDING, issued_on, transfer_on, today) is CancelAction.AT_ONCE, f"day {passed}"


def test_pending_miles_whose_transfer_is_overdue_miss_the_limits_of_valid_ones() -> None:
    issued_on, transfer_on = date(2027, 1, 31), date(2027, 5, 1)
    assert way_to_cancel(PENDING, issued_on, transfer_on, transfer_on) is Cause.THREE_MONTHS
    assert way_to_cancel(PENDING, DAY, DAY + timedelta(days=90), DAY + timedelta(days=91)) is Cause.NINETY_DAYS


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 100))
def test_both_limits_hold_for_valid_miles_on_any_day(issued_on: date, passed: int) -> None:
    today = issued_on + timedelta(days=passed)
    allowed = passed <= 90 and today < months_later(issued_on, 3)
    assert (way_to_cancel(VALID, issued_on, issued_on, today) is CancelAction.REQUEST) is allowed
    assert 88 <= (deadline(issued_on, issued_on).last_on - issued_on).days <= 90


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
    transfer_on = DAY + timedelta(days=passed if state is VALID else 90)
    assert refused_as(asked, state, DAY, transfer_on, DAY + timedelta(days=passed)) is cause


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
    assert refused_at_approval(issued_on, issued_on, issued_on + timedelta(days=passed), 100, balance) is cause


def test_a_request_ends_at_the_midnight_after_its_last_day() -> None:
    assert request_ends_at(date(2027, 4, 29)) == datetime(2027, 4, 29, 15, tzinfo=UTC)
