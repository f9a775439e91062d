"""The report service: answers each report by its declaration and its query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, Period
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.reports import declarations
from netmile_desktop.domain.reports.figures import totals
from netmile_desktop.domain.reports.periods import EARLIEST, LATEST, is_too_long, widened
from netmile_desktop.domain.reports.shape import Grain, Report, ReportColumn
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import refuse_reversed
from netmile_desktop.portal.reports.activity import Asked, QueryResult, activity
from netmile_desktop.portal.reports.campaigns import campaigns_by_id
from netmile_desktop.portal.reports.reward_fee import reward_fee
from netmile_desktop.portal.reports.reward_funnel import reward_funnel
from netmile_desktop.portal.reports.sums import completed_hour
from netmile_desktop.portal.reports.usage import usage

Query = Callable[[Database, Asked], QueryResult]

QUERIES: dict[str, Query] = {
    declarations.CAMPAIGN.id: activity,
    declarations.SITE.id: activity,
    declarations.USAGE.id: usage,
    declarations.REWARD_FUNNEL.id: reward_funnel,
    declarations.REWARD_FEE.id: reward_fee,
}
"""The query behind each report's figures, by report ID."""


class Reports:
    """The reports of a site."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def report(self, call: Call[wire.ReportQuery, wire.Nothing]) -> wire.ReportAnswer:
        """Return figures of completed hours, those of rewards until now, zeros included.

        Raises:
            Refused: `P-NOTFOUND` for an unknown report or campaign, or a report of rewards at a site that never had
                any; `P-INVALID` for a missing or surplus campaign, `P-RANGE`, `P-SPAN`, `P-GRAIN` if a column has no
                figures of this grain.
        """
        query, report = call.query, known_report(call.path["report"])
        columns = wanted_columns(report, query.by, query.columns)
        period = checked_period(query.first, query.last, query.by)
        check_campaign(report, query.campaign_id)
        as_of = newest(report, self._now())
        by_campaign = query.stacked and bool(report.stacks)
        asked = Asked(call.site_id, query.campaign_id, query.by, period, by_campaign, as_of)
        found = QUERIES[report.id](self._database, asked)
        values = {each.id: found.values[each.id] for each in columns}
        return wire.ReportAnswer(
            report=report.id,
            campaign_id=query.campaign_id,
            campaign_name=found.campaign_name,
            by=query.by,
            first=period.first,
            last=period.last,
            columns=[each.id for each in columns],
            values=values,
            totals=totals(columns, values),
            closed=found.closed,
            by_campaign=self._series(call.site_id, found, columns),
            left_out=found.left_out,
            as_of=as_of,
        )

    def _series(self, site_id: UUID, found: QueryResult, columns: Sequence[ReportColumn]) -> list[wire.CampaignSeries]:
        """Return each campaign's share, by campaign ID; campaigns with only zeros are left out."""
        if not found.by_campaign:
            return []
        names = self._database.read(lambda conn: campaigns_by_id(conn, site_id))
        series = []
        for id_, values in found.by_campaign.items():
            own = {each.id: values[each.id] for each in columns}
            if any(any(of) for of in own.values()):
                code, name = names[id_]
                series.append(wire.CampaignSeries(campaign_id=code, campaign_name=name, values=own))
        return sorted(series, key=lambda each: each.campaign_id)


def known_report(id_: str) -> Report:
    """Return a report by its ID.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    report = declarations.REPORTS.get(id_)
    if report is None:
        raise Refused(Problem.NOT_FOUND)
    return report


def check_campaign(report: Report, campaign_id: str) -> None:
    """Raise Refused, `P-INVALID`, if a report needs a campaign and has none, or takes none and has one."""
    if report.needs_campaign and not campaign_id:
        raise Refused(Problem.INVALID, "this report is of one campaign")
    if campaign_id and not (report.needs_campaign or report.takes_campaign):
        raise Refused(Problem.INVALID, "this report is of the site")


def newest(report: Report, now: datetime) -> datetime:
    """Return the instant until which a report counts: the end of the last completed hour, or now if it is of rewards."""
    return now if report.of_rewards else completed_hour(now)


def wanted_columns(report: Report, grain: Grain, wanted: Sequence[str]) -> tuple[ReportColumn, ...]:
    """Return the requested columns.

    Raises:
        Refused: `P-INVALID` for a column that the report does not have, `P-GRAIN` for one without figures of the grain,
            or if no column has any.
    """
    if not wanted and not report.columns_by(grain):
        wanted = [report.columns[0].id]
    for id_ in wanted:
        column = next((each for each in report.columns if each.id == id_), None)
        if column is None:
            raise Refused(Problem.INVALID, f"the report has no column `{id_}`")
        if grain not in column.grains:
            raise Refused(Problem.GRAIN, report.why_not(column, grain).en)  # type: ignore[union-attr]
    return report.columns_by(grain, wanted)


def checked_period(first: date, last: date, grain: Grain) -> Period:
    """Return a period widened to whole buckets; refused like `checked_days`, by the longest period of the grain."""
    return widened(checked_days(first, last, grain), grain)


def checked_days(first: date, last: date, grain: Grain = Grain.MONTH) -> Period:
    """Return a period unchanged, if it is no longer than the longest of the grain.

    Raises:
        Refused: `P-RANGE` if it ends before it begins, `P-SPAN` if it is too long or outside the supported years.
    """
    refuse_reversed(first, last)
    if first < EARLIEST or last > LATEST or is_too_long(Period(first, last), grain):
        raise Refused(Problem.SPAN)
    return Period(first, last)
