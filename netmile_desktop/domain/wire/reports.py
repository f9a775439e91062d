"""Figures of reports, what lies behind them, and the running bill."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, field

from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.wire.shape import Answer, PageNumber, PageSize, Request, Text

ReportId = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[a-z_]+$")]
ReportColumn = Annotated[str, Meta(max_length=32)]
_Instant = Annotated[datetime, Meta(tz=True)]
_Encoding = Annotated[str, Meta(pattern=r"^(utf-8-sig|cp932)$")]


class ReportQuery(Request, frozen=True, kw_only=True):
    """What a report is asked. By month the period is widened to whole months."""

    campaign_id: Text = ""
    """Needed by reports of one campaign; those of rewards take one, the others none."""
    by: Grain = Grain.DAY
    first: date
    last: date
    columns: list[ReportColumn] = field(default_factory=list)
    """Only these; empty for all that have figures of the grain."""
    stacked: bool = False
    """Each campaign's share as well."""


class LeftOut(Answer, frozen=True, kw_only=True):
    """What was issued to test members in the period; no figure of a report contains it (guide L810). In reports of
    rewards, the registrations of test members, and their miles."""

    issues: int
    miles: int


class CampaignSeries(Answer, frozen=True, kw_only=True):
    """One campaign's share of each figure."""

    campaign_id: str
    campaign_name: str
    values: dict[str, list[int | None]]


class ReportAnswer(Answer, frozen=True, kw_only=True):
    """A report's figures: for each column one per bucket of time, the earliest first, zeros included. A figure that the
    portal does not know is null."""

    report: str
    campaign_id: str
    campaign_name: str
    by: Grain
    first: date
    last: date
    columns: list[str]
    values: dict[str, list[int | None]]
    totals: dict[str, int]
    """Of the columns that add up; without those of which nothing is known."""
    closed: list[bool] = field(default_factory=list)
    """Of a bill by month, or of a fee: whether it is final."""
    by_campaign: list[CampaignSeries] = field(default_factory=list)
    """Campaigns with any figure, where they were asked for."""
    left_out: LeftOut
    as_of: datetime
    """What happened before this instant: completed hours only, but in reports of rewards everything until now."""


class EntryListQuery(Request, frozen=True, kw_only=True):
    """What lies behind one figure."""

    campaign_id: Text = ""
    without: list[Text] = field(default_factory=list)
    """Not of these campaigns, where the small ones of a site report are one layer together."""
    column: ReportColumn
    first: date
    last: date
    hour: Annotated[int, Meta(ge=0, le=23)] | None = None
    """Only this hour of each day."""
    as_of: _Instant | None = None
    """That of the report the figure stands in, so that both speak of the same time."""
    encoding: _Encoding = "utf-8-sig"


class EntryQuery(Request, frozen=True, kw_only=True):
    """A page of what lies behind one figure."""

    campaign_id: Text = ""
    without: list[Text] = field(default_factory=list)
    column: ReportColumn
    first: date
    last: date
    hour: Annotated[int, Meta(ge=0, le=23)] | None = None
    as_of: _Instant | None = None
    sort: Annotated[str, Meta(pattern=r"^-?(at|miles)$")] = "at"
    page: PageNumber = 1
    size: PageSize = 50


class ReportEntry(Answer, frozen=True, kw_only=True):
    """One issue, or one cancellation of an issue; in reports of rewards, one registration with the issue of its miles."""

    issue_id: str
    campaign_id: str
    campaign_name: str
    at: datetime
    """When it was issued, or cancelled where cancellations were asked for; when it was registered, or answered."""
    miles: int
    key: str
    """指定キー."""
    state: str
    """As it is now: `pending`, `valid` or `cancelled`."""
    source: str
    """`single`, `csv`, `automatic` or `reward`."""
    issued_at: datetime
    transfer_on: date
    registration_id: str | None
    reward_code: str = ""
    """登録ID of a registration."""
    result: RewardResult | None = None
    """What the merchant answered about a registration, if anything yet."""
    result_reason: str = ""


class EntryPage(Answer, frozen=True, kw_only=True):
    """A slice of the entries behind a figure; `total` and `miles` speak of all of them."""

    items: list[ReportEntry]
    total: int
    miles: int
    page: int
    size: int
    as_of: datetime


class StandingQuery(Request, frozen=True, kw_only=True):
    """Whose standing, and over which days members are counted."""

    campaign_id: Text = ""
    first: date
    last: date


class Standing(Answer, frozen=True, kw_only=True):
    """Where all miles that were ever issued stand now, and how many members were given any in a period."""

    pending: int
    """Miles 保留."""
    valid: int
    """Miles 有効."""
    members: int
    """Counted once each, over campaigns too, so it does not add up."""
    as_of: datetime


class RangeQuery(Request, frozen=True, kw_only=True):
    """Days, of one campaign or of the whole site."""

    campaign_id: Text = ""
    first: date
    last: date


class ErrorCell(Answer, frozen=True, kw_only=True):
    """The number of rows of one file refused with one code."""

    code: str
    on: date
    """The day on which the file was accepted."""
    registration_id: str
    file_name: str
    """Empty for a single issue."""
    campaign_id: str
    rows: int


class ErrorStatistics(Answer, frozen=True, kw_only=True):
    """Refused rows of all files accepted in a period, by code, day and file."""

    first: date
    last: date
    cells: list[ErrorCell]
    rows: int
    """All of them: the sum of the cells."""
    as_of: datetime


class OddAmount(Answer, frozen=True, kw_only=True):
    """Rows of one registration, or of a day's other issues, whose miles look odd."""

    kind: str
    """One of `odd_amounts.OddKind`."""
    campaign_id: str
    campaign_name: str
    on: date
    registration_id: str | None
    miles: int
    typical: int
    """The middle amount of the campaign's past."""
    rows: int


class OddAmounts(Answer, frozen=True, kw_only=True):
    """What looks odd among the issues of a period, in campaigns with variable amounts."""

    first: date
    last: date
    findings: list[OddAmount]
    rows: int
    """Issues that were looked at."""
    as_of: datetime


class CampaignForecast(Answer, frozen=True, kw_only=True):
    """One campaign's part of the running month."""

    campaign_id: str
    campaign_name: str
    issued: int
    cancelled: int
    waiting_miles: int
    yen: int
    """What was issued less what was cancelled, at the rates of the days; may be negative."""


class BillForecast(Answer, frozen=True, kw_only=True):
    """The running month's bill as of this very moment, the running hour included."""

    month: date
    """Its first day."""
    as_of: datetime
    issued: int
    cancelled: int
    carried: int
    billable: int
    yen: int
    """見込み."""
    waiting: int
    """Cancellations that NetMile has not decided yet."""
    waiting_miles: int
    yen_with_waiting: int
    """The bill if all of them are approved today."""
    yen_per_1000_miles: int
    """Today's contract rate."""
    by_campaign: list[CampaignForecast]
