"""Taking issued miles back: looking first, ordering it, and following requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.cancellations import MAX_DAYS, MAX_ROWS, CancelAction, Cause, Limit, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.wire.history import HistoryConditions, IssueId, IssueRecord
from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request, Text

RequestNumber = Annotated[str, Meta(pattern=r"^R[0-9]{8}-[0-9]{6,12}$")]
IssueIds = Annotated[list[IssueId], Meta(max_length=MAX_ROWS)]


class CancelSelection(Request, frozen=True, kw_only=True):
    """What is to be cancelled: issues by ID, or all of a registration, or all that is found."""

    issue_ids: IssueIds = field(default_factory=list)
    registration_id: Text = ""
    found: HistoryConditions | None = None


class CancelPile(Answer, frozen=True, kw_only=True):
    """How much falls on one side."""

    rows: int
    miles: int


class CauseCount(Answer, frozen=True, kw_only=True):
    """The number of issues that cannot be cancelled for one cause."""

    cause: Cause
    rows: int


class CancelForecast(Answer, frozen=True, kw_only=True):
    """Answer of the check-only call. Nothing was written."""

    at_once: CancelPile
    by_request: CancelPile
    impossible: CancelPile
    causes: list[CauseCount]
    items: list[IssueRecord]
    """Every issue, in the order asked; `action` and `cause` tell its pile."""
    unknown: list[str]
    """IDs that are no issues of this site."""
    at: datetime


class CancelOrder(Request, frozen=True, kw_only=True):
    """Cancel at once, or request it; one reason for all, which can never be changed (guide L809)."""

    action: CancelAction
    reason: Text
    issue_ids: IssueIds = field(default_factory=list)
    registration_id: Text = ""


class CancelledRow(Answer, frozen=True, kw_only=True):
    """What became of one issue."""

    issue_id: str
    is_done: bool
    state: IssueState | None
    """Afterwards; None where there is no such issue."""
    cause: Cause | None


class CancelResult(Answer, frozen=True, kw_only=True):
    """What became of an order, issue by issue."""

    number: str
    """Request number; empty where nothing was done."""
    action: CancelAction
    reason: str
    at: datetime
    done: int
    miles: int
    rows: list[CancelledRow]


class CancelReasonOffer(Answer, frozen=True, kw_only=True):
    """A 取消理由 to choose."""

    code: str
    ja: str
    en: str


class CancelReasons(Answer, frozen=True, kw_only=True):
    """The reasons this portal offers, in their order."""

    reasons: list[CancelReasonOffer]


class CancellationSearch(Request, frozen=True, kw_only=True):
    """Conditions of the list of cancellations, joined by AND."""

    number: Text = ""
    key: Text = ""
    campaign_id: Text = ""
    states: list[RequestState] = field(default_factory=list)
    requested_from: date | None = None
    requested_to: date | None = None
    sort: Annotated[str, Meta(pattern=r"^-?(requested_at|last_on|number|miles|state)$")] = "-requested_at"
    page: PageNumber = 1
    size: PageSize = 50


class CancellationRecord(Answer, frozen=True, kw_only=True):
    """One cancelled issue, or one request until it is decided and after."""

    number: str
    issue_id: str
    campaign_id: str
    campaign_name: str
    registration_id: str
    key: str
    miles: int
    issued_at: datetime
    transfer_on: date
    reason: str
    state: RequestState
    requested_at: datetime
    requested_by: str
    decided_at: datetime | None
    cause: Cause | None
    note: str
    last_on: date
    """Until then NetMile has to decide."""
    limit: Limit
    days_left: int
    age_days: int


class DeadlineQuery(Request, frozen=True, kw_only=True):
    """How far ahead to look."""

    days: Annotated[int, Meta(ge=0, le=MAX_DAYS)] = 14


class DeadlineDay(Answer, frozen=True, kw_only=True):
    """Issues of one day in one campaign, which share their last day."""

    last_on: date
    limit: Limit
    state: IssueState
    """Live, whatever the history shows."""
    campaign_id: str
    campaign_name: str
    issued_on: date
    transfer_from: date
    transfer_to: date
    """Transfer days; no other issue of that day and campaign that can be cancelled has one between them."""
    rows: int
    miles: int


class RequestAtRisk(Answer, frozen=True, kw_only=True):
    """A request that waits for its decision while its last day comes near, or has passed."""

    number: str
    requested_at: datetime
    rows: int
    miles: int
    last_on: date
    limit: Limit
    days_left: int


class Deadlines(Answer, frozen=True, kw_only=True):
    """What can soon no longer be cancelled, the most urgent first."""

    today: date
    pending: list[DeadlineDay]
    valid: list[DeadlineDay]
    requests: list[RequestAtRisk]
    waiting_rows: int
    """All requests that wait, near their last day or not."""
    waiting_miles: int
    at: datetime
