"""What the history shows in the morning, and what waits for the night."""

from datetime import date, timedelta

import pytest

from netmile_desktop.domain.history import IssueState, is_in_history, shown_state

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def test_an_issue_is_seen_from_the_day_after() -> None:
    assert not is_in_history(TODAY, TODAY)
    assert is_in_history(TODAY - DAY, TODAY)
    assert is_in_history(TODAY, TODAY + DAY)


@pytest.mark.parametrize(
    ("live", "issued_on", "transfer_on", "shown"),
    [
        (IssueState.PENDING, TODAY - DAY, TODAY + DAY, IssueState.PENDING),
        (IssueState.PENDING, TODAY, TODAY + DAY, IssueState.PENDING),
        (IssueState.VALID, TODAY - DAY, TODAY, IssueState.PENDING),
        (IssueState.VALID, TODAY - DAY, TODAY - DAY, IssueState.VALID),
        (IssueState.VALID, TODAY, TODAY, IssueState.VALID),
        (IssueState.REQUESTED, TODAY - DAY, TODAY, IssueState.REQUESTED),
        (IssueState.REQUESTED, TODAY, TODAY, IssueState.REQUESTED),
        (IssueState.CANCELLED, TODAY - DAY, TODAY + DAY, IssueState.CANCELLED),
        (IssueState.CANCELLED, TODAY - DAY, TODAY, IssueState.CANCELLED),
    ],
)
def test_transfers_wait_for_the_night_and_what_is_at_once_does_not(
    live: IssueState, issued_on: date, transfer_on: date, shown: IssueState
) -> None:
    assert shown_state(live, issued_on, transfer_on, TODAY) is shown
