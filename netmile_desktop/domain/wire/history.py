"""マイル発行履歴: issues one by one, and which of them a file means."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.cancellations import MAX_LINES, CancelAction, Cause, Limit, RequestState
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.wire.shape import Answer, PageNumber, Request, Text

IssueId = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
HistoryPageSize = Annotated[int, Meta(ge=1, le=1_000)]
Miles = Annotated[int, Meta(ge=0, le=99_999_999)]
LineNumber = Annotated[int, Meta(ge=0, le=100_000_000)]


class HistoryConditions(Request, frozen=True, kw_only=True):
    """Conditions of the history (guide L655-659), joined by AND; no campaign means all of them."""

    key: Text = ""
    prefix: bool = False
    """The key need only begin like this."""
    campaign_id: Text = ""
    registration_id: Text = ""
    campaign_part: Text = ""
    """The whole ID of a campaign or, if none has it, a part of ID or name; width, case, hyphens and blanks do not count."""
    registration_part: Text = ""
    """Part of the registration ID, compared as `campaign_part` is."""
    issue_id: Text = ""
    issued_from: date | None = None
    issued_to: date | None = None
    transfer_from: date | None = None
    transfer_to: date | None = None
    states: list[IssueState] = field(default_factory=list)
    """As the history shows them."""
    types: list[IssueType] = field(default_factory=list)
    miles_from: Miles | None = None
    miles_to: Miles | None = None


class HistorySearch(HistoryConditions, frozen=True, kw_only=True):
    """A page of the history."""

    sort: Annotated[str, Meta(pattern=r"^-?(issued_at|transfer_on|miles|key|state)$")] = "-issued_at"
    page: PageNumber = 1
    size: HistoryPageSize = 50


class HistoryExport(HistoryConditions, frozen=True, kw_only=True):
    """All of what was found, as CSV, the oldest first."""

    encoding: Annotated[str, Meta(pattern=r"^(utf-8-sig|cp932)$")] = "utf-8-sig"


class CancelTrace(Answer, frozen=True, kw_only=True):
    """The latest attempt to cancel an issue."""

    number: str
    reason: str
    """Code of 取消理由."""
    state: RequestState
    requested_at: datetime
    requested_by: str
    decided_at: datetime | None
    cause: Cause | None
    """Why it ended 不可."""
    note: str
    """NetMile's words about it."""


class IssueRecord(Answer, frozen=True, kw_only=True):
    """One issue. What may be done goes by its live state, whatever the history shows."""

    issue_id: str
    campaign_id: str
    campaign_name: str
    registration_id: str
    """Empty for automatic issues."""
    line: int | None
    type: IssueType
    key: str
    miles: int
    issued_at: datetime
    transfer_on: date
    state: IssueState
    """As the history shows it."""
    live_state: IssueState
    in_history: bool
    """False for today's issues, which are seen from tomorrow."""
    test: bool
    action: CancelAction | None
    """How it can be cancelled now; None where `cause` says why it cannot."""
    cause: Cause | None
    last_on: date
    """The last day on which that is accepted."""
    limit: Limit
    days_left: int
    cancellation: CancelTrace | None


class HistoryPage(Answer, frozen=True, kw_only=True):
    """A slice of the history as of the last midnight, with what was cancelled since laid over it."""

    items: list[IssueRecord]
    total: int
    is_complete: bool
    """False where there is more than the `total`, up to which was counted."""
    page: int
    size: int
    as_of: datetime


class MatchLine(Request, frozen=True, kw_only=True):
    """What a line of a file says about an issue: its ID, or a key and perhaps a day or miles."""

    line: LineNumber
    key: Text = ""
    issued_on: date | None = None
    miles: Miles | None = None
    issue_id: Text = ""


class MatchRequest(Request, frozen=True, kw_only=True):
    """Lines to be matched with issues of one campaign, or of all."""

    lines: Annotated[list[MatchLine], Meta(min_length=1, max_length=MAX_LINES)]
    campaign_id: Text = ""
    """The whole ID, or a part that only one campaign has; width, case, hyphens and blanks do not count."""


class MatchedLine(Answer, frozen=True, kw_only=True):
    """The issues that a line may mean, the newest first."""

    line: int
    candidates: list[IssueRecord]
    more: int
    """Number of further candidates left out."""


class Matches(Answer, frozen=True, kw_only=True):
    """Lines in the order in which they were asked, matched with live issues, today's too."""

    lines: list[MatchedLine]
    at: datetime
