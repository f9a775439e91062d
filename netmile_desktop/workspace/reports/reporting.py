"""Reports from the portal, remembered for work without a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.reports import Reports
from netmile_desktop.api.transport import is_loopback
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.reports.declarations import CAMPAIGN, REPORTS, SITE, USAGE
from netmile_desktop.domain.reports.figures import DAYS_SHOWN, known
from netmile_desktop.domain.reports.periods import Bucket, buckets, previous_period
from netmile_desktop.domain.reports.shape import Grain, Report, ReportColumn
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable
from netmile_desktop.workspace.store.store import Store

_KIND = "report"
_KIND_DAILY = "daily"


class ReportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The view of a report to be shown."""

    report: str
    campaign_id: str = ""
    by: Grain = Grain.DAY
    first: date
    last: date
    stacked: bool = False
    """With each campaign's share."""
    compared: bool = False
    """With the previous period, bucket by bucket."""

    @property
    def view(self) -> str:
        """What stays the same when other days are chosen."""
        return f"{self.report}|{self.campaign_id}|{self.by.value}"


class Provenance(msgspec.Struct, frozen=True):
    """Whose figures they are; stands on everything that is printed or saved."""

    site: str
    is_sandbox: bool
    """Whether they are sample data."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures shown: table, chart and every export are made from these alone."""

    request: ReportRequest
    provenance: Provenance
    answer: wire.ReportAnswer
    previous: wire.ReportAnswer | None = None
    """The same number of buckets right before."""
    is_remembered: bool = False
    """Whether they come from memory instead of the portal; `answer.as_of` says how old they are."""

    @property
    def report(self) -> Report:
        return REPORTS[self.answer.report]

    @property
    def columns(self) -> tuple[ReportColumn, ...]:
        return tuple(self.report.column(id_) for id_ in self.answer.columns)

    @property
    def buckets(self) -> list[Bucket]:
        """The buckets, one for each figure of a column."""
        return buckets(Period(self.answer.first, self.answer.last), self.answer.by)

    def amount_of(self, month: date) -> int | None:
        """Return the bill of a month in yen; None if these figures do not have it."""
        amounts = self.answer.values.get("yen", []) if self.answer.by is Grain.MONTH else []
        return next((yen for bucket, yen in zip(self.buckets, amounts, strict=False) if bucket.first == month), None)


class DailyMiles(msgspec.Struct, frozen=True, kw_only=True):
    """The miles issued on each day, the last one being today."""

    first: date
    """Not later than the first day of last month, and than 60 days ago."""
    issued: tuple[int, ...]
    as_of: datetime
    """The last full hour that is counted."""

    @property
    def today(self) -> date:
        return self.first + timedelta(days=len(self.issued) - 1)

    @property
    def this_month(self) -> int:
        """The miles of this month."""
        return self.between(self.today.replace(day=1), self.today)

    @property
    def last_month_so_far(self) -> int:
        """The miles of last month up to the same day."""
        first = self.today.replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        return self.between(before, min(before + (self.today - first), first - timedelta(days=1)))

    def first_of(self, days: int) -> date:
        """Return the first of the last so many days."""
        return self.today - timedelta(days=days - 1)

    def between(self, first: date, last: date) -> int:
        """Return the miles from one day to another, both included."""
        at = (first - self.first).days
        return sum(self.issued[at : (last - self.first).days + 1])


class Reporting:
    """The reports of the signed-in site. All methods but `remembered` ask the portal."""

    def __init__(self, client: PortalClient, store: Store, provenance: Callable[[], Provenance]) -> None:
        self._client = client
        self._store = store
        self._provenance = provenance

    def figures(self, request: ReportRequest, progress: Progress = SILENT) -> Figures:
        """Return fresh figures; without a network, those that the same view showed last.

        Raises:
            Refused: `P-SPAN` and the like; the clerk has to choose other days.
            Unreachable, Broken, Cancelled.
        """
        if self._client.is_offline:
            remembered = self.remembered(request)
            if remembered is None:
                raise Unreachable("offline")
            return remembered
        figures = fetch(self._client.reports, request, self._provenance(), progress)
        self._store.remember(_KIND, request.view, msgspec.structs.replace(figures, is_remembered=True))
        return figures

    def remembered(self, request: ReportRequest) -> Figures | None:
        """Return what the same view (report, campaign, grain) showed last, with its days then, or None."""
        return self._store.recall(_KIND, request.view, Figures)

    def entries(
        self,
        figures: Figures,
        column: str,
        bucket: Bucket | None = None,
        *,
        campaign_id: str = "",
        without: Sequence[str] = (),
        page: int = 1,
        size: int = 50,
        sort: str = "at",
        progress: Progress = SILENT,
    ) -> wire.EntryPage:
        """Return a page of what lies behind a bar; its sum is the bar. Without `bucket`, take the whole period.

        Args:
            campaign_id: Only what is of this campaign: one layer of a stacked bar.
            without: Nothing of these campaigns: the layer of all small campaigns.
        """
        query = _behind(figures, column, bucket, campaign_id, without)
        return self._client.reports.entries(
            figures.report.id,
            wire.EntryQuery(**msgspec.structs.asdict(query), page=page, size=size, sort=sort),
            progress,
        )

    def save_entries(
        self,
        figures: Figures,
        column: str,
        to: Path,
        bucket: Bucket | None = None,
        *,
        campaign_id: str = "",
        without: Sequence[str] = (),
        encoding: str = "utf-8-sig",
        progress: Progress = SILENT,
    ) -> Path:
        """Save all that lies behind a bar as CSV, byte for byte as the portal wrote it.

        Raises:
            FileUnwritable: the file cannot be written there.
        """
        query = _behind(figures, column, bucket, campaign_id, without)
        content = self._client.reports.entries_list(
            figures.report.id, wire.EntryListQuery(**msgspec.structs.asdict(query), encoding=encoding), progress
        )
        try:
            replace_file(to, content)
        except OSError as error:
            raise unwritable(error, to) from error
        return to

    def cancelled_miles(self, today: date, campaign_id: str = "", progress: Progress = SILENT) -> tuple[int, datetime]:
        """Return 当月累計取消マイル数 (guide L763) of a campaign or the site, and the time of that figure.

        It counts the miles cancelled in the month of `today`, up to that day.

        Raises:
            Unreachable, Broken, Cancelled.
        """
        report = CAMPAIGN if campaign_id else USAGE
        first = today.replace(day=1)
        query = wire.ReportQuery(campaign_id=campaign_id, by=Grain.DAY, first=first, last=today, columns=["cancelled"])
        answer = self._client.reports.report(report.id, query, progress)
        return sum(known(answer.values["cancelled"])), answer.as_of

    def daily_issued(self, today: date, campaign_id: str = "", progress: Progress = SILENT) -> DailyMiles:
        """Return the miles issued on each day of some 60; without a network, as last asked for.

        Raises:
            Unreachable: there is no network, and nothing is remembered.
            Broken, Cancelled.
        """
        if self._client.is_offline:
            remembered = self._store.recall(_KIND_DAILY, campaign_id, DailyMiles)
            if remembered is None:
                raise Unreachable("offline")
            return remembered
        last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        first = min(last_month, today - timedelta(days=2 * DAYS_SHOWN - 1))
        query = wire.ReportQuery(campaign_id=campaign_id, by=Grain.DAY, first=first, last=today, columns=["issued"])
        answer = self._client.reports.report((CAMPAIGN if campaign_id else SITE).id, query, progress)
        daily = DailyMiles(first=first, issued=tuple(known(answer.values["issued"])), as_of=answer.as_of)
        self._store.remember(_KIND_DAILY, campaign_id, daily)
        return daily

    def standing(self, request: ReportRequest, progress: Progress = SILENT) -> wire.Standing:
        """Return the current pending and valid miles, and the members of the request's days; may take a second."""
        query = wire.StandingQuery(campaign_id=request.campaign_id, first=request.first, last=request.last)
        return self._client.reports.standing(request.report, query, progress)

    def error_statistics(
        self, period: Period, campaign_id: str = "", progress: Progress = SILENT
    ) -> wire.ErrorStatistics:
        """Return refused rows by code, day and file."""
        return self._client.reports.error_statistics(_range(period, campaign_id), progress)

    def odd_amounts(self, period: Period, campaign_id: str = "", progress: Progress = SILENT) -> wire.OddAmounts:
        """Return issues whose miles look like a typing error."""
        return self._client.reports.odd_amounts(_range(period, campaign_id), progress)


def provenance_of(client: PortalClient) -> Provenance:
    """Ask a portal, signed in at it, whose figures its reports hold."""
    session, info = client.sessions.current(), client.sessions.info()
    return Provenance(session.site.name if session.site else "", info.sandbox and is_loopback(client.base_url))


def fetch(reports: Reports, request: ReportRequest, provenance: Provenance, progress: Progress = SILENT) -> Figures:
    """Fetch figures from the portal; raises like `Reporting.figures`."""
    steps = 1 + request.compared
    progress.report(0, steps)
    answer = _ask(reports, request, Period(request.first, request.last), progress)
    previous = None
    if request.compared:
        progress.report(1, steps)
        period = previous_period(Period(answer.first, answer.last), request.by)
        previous = _ask(reports, msgspec.structs.replace(request, stacked=False), period, progress)
    progress.report(steps, steps)
    return Figures(request=request, provenance=provenance, answer=answer, previous=previous)


def _ask(reports: Reports, request: ReportRequest, period: Period, progress: Progress) -> wire.ReportAnswer:
    query = wire.ReportQuery(
        campaign_id=request.campaign_id,
        by=request.by,
        first=period.first,
        last=period.last,
        stacked=request.stacked,
    )
    return reports.report(request.report, query, progress)


class _Behind(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that both queries of entries have in common."""

    campaign_id: str
    without: list[str]
    column: str
    first: date
    last: date
    hour: int | None
    as_of: datetime


def _behind(figures: Figures, column: str, bucket: Bucket | None, campaign_id: str, without: Sequence[str]) -> _Behind:
    answer = figures.answer
    return _Behind(
        campaign_id=campaign_id or answer.campaign_id,
        without=list(without),
        column=column,
        first=bucket.first if bucket else answer.first,
        last=bucket.last if bucket else answer.last,
        hour=bucket.hour if bucket else None,
        as_of=answer.as_of,
    )


def _range(period: Period, campaign_id: str) -> wire.RangeQuery:
    return wire.RangeQuery(campaign_id=campaign_id, first=period.first, last=period.last)
