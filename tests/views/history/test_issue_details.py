from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from netmile_desktop.domain.cancellations import CancelAction, Cause, Limit, RequestState
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.wire import CancelTrace, IssueRecord
from netmile_desktop.views.common.tables.details import LifeStage
from netmile_desktop.views.history.issue_details import issue_details
from netmile_desktop.views.messages import Texts

ISSUE = IssueRecord(
    issue_id="01a22ce4-f848-7002-9000-000000000c37",
    campaign_id="C-1022",
    campaign_name="Autumn",
    registration_id="",
    line=None,
    type=IssueType.AUTOMATIC,
    key="A-003117",
    miles=310,
    issued_at=datetime(2026, 9, 1, 5, 3, tzinfo=UTC),
    transfer_on=date(2026, 10, 1),
    state=IssueState.VALID,
    live_state=IssueState.VALID,
    in_history=True,
    test=False,
    action=CancelAction.REQUEST,
    cause=None,
    last_on=date(2026, 11, 30),
    limit=Limit.NINETY_DAYS,
    days_left=10,
    cancellation=None,
)
TRACE = CancelTrace(
    number="R-7",
    reason="issued_twice",
    state=RequestState.REQUESTED,
    requested_at=datetime(2026, 11, 19, 1, 0, tzinfo=UTC),
    requested_by="hanako",
    decided_at=None,
    cause=None,
    note="",
)


@pytest.fixture
def words() -> Texts:
    return Texts(Language.ENGLISH)


def life(words: Texts, issue: IssueRecord) -> list[tuple[str, LifeStage]]:
    return [(step.title, step.stage) for step in issue_details(words, issue).life]


def test_a_valid_issue_has_its_last_day_ahead(words: Texts) -> None:
    issued, transfer, limit = "Issued", "Transfer", "Last day for cancelling"
    assert life(words, ISSUE) == [
        (issued, LifeStage.PAST),
        (transfer, LifeStage.PAST),
        ("Today", LifeStage.NOW),
        (limit, LifeStage.AHEAD),
    ]
    last = replace(ISSUE, days_left=0)
    assert life(words, last)[2:] == [(limit, LifeStage.NOW)]
    pending = replace(ISSUE, days_left=80, action=CancelAction.AT_ONCE, state=IssueState.PENDING)
    assert [stage for _, stage in life(words, pending)] == [
        LifeStage.PAST,
        LifeStage.NOW,
        LifeStage.AHEAD,
        LifeStage.AHEAD,
    ]
    assert life(words, pending)[2][0] == transfer
    over = replace(ISSUE, days_left=-3, action=None, cause=Cause.NINETY_DAYS)
    assert life(words, over)[2:] == [(limit, LifeStage.PAST)]


def test_what_was_cancelled_has_nothing_ahead(words: Texts) -> None:
    asked = replace(ISSUE, action=None, cause=Cause.ALREADY_REQUESTED, cancellation=TRACE)
    assert life(words, asked)[2] == ("Requested", LifeStage.NOW)
    done = replace(TRACE, state=RequestState.DONE, requested_at=datetime(2026, 9, 10, tzinfo=UTC))
    gone = replace(ISSUE, action=None, cause=Cause.ALREADY_CANCELLED, cancellation=done, days_left=80)
    assert life(words, gone) == [("Issued", LifeStage.PAST), ("Cancelled", LifeStage.PAST)], (
        "they were never transferred"
    )


def test_one_sentence_says_what_can_be_done(words: Texts) -> None:
    assert "NetMile decides" in issue_details(words, ISSUE).may
    assert "at once" in issue_details(words, replace(ISSUE, action=CancelAction.AT_ONCE)).may
    gone = replace(ISSUE, action=None, cause=Cause.NINETY_DAYS)
    assert issue_details(words, gone).may.startswith("More than 90 days since issuance")
    assert [fact.value for fact in issue_details(words, ISSUE).facts][:2] == ["A-003117", "C-1022 Autumn"]
