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
    ("live", "transfer_on", "shown"),
    [
        (IssueState.PENDING, TODAY + DAY, IssueState.PENDING),
        (IssueState.VALID, TODAY, IssueState.PENDING),
        (IssueState.VALID, TODAY - DAY, IssueState.VALID),
        (IssueState.REQUESTED, TODAY, IssueState.REQUESTED),
        (IssueState.CANCELLED, TODAY + DAY, IssueState.CANCELLED),
        (IssueState.CANCELLED, TODAY, IssueState.CANCELLED),
    ],
)
def test_transfers_wait_for_the_night_and_cancellations_do_not(
    live: IssueState, transfer_on: date, shown: IssueState
) -> None:
    assert shown_state(live, transfer_on, TODAY) is shown
