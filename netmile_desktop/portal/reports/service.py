"""The report service: answers each report by its declaration and its query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

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
from netmile_desktop.portal.reports.sums import completed_hour
from netmile_desktop.portal.reports.usage import usage
from netmile_desktop.portal.tables import campaign

Query = Callable[[Database, Asked], QueryResult]

QUERIES: dict[str, Query] = {
    declarations.CAMPAIGN.id: activity,
    declarations.SITE.id: activity,
    declarations.USAGE.id: usage,
}
"""The query behind each report's figures, by report ID."""


class Reports:
    """The reports of a site."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def report(self, call: Call[wire.ReportQuery, wire.Nothing]) -> wire.ReportAnswer:
        """Return figures of completed hours, zeros included.

        Raises:
            Refused: `P-NOTFOUND` for an unknown report or campaign, `P-INVALID` for a missing or surplus campaign,
                `P-RANGE`, `P-SPAN`, `P-GRAIN` if a column has no figures of this grain.
        """
        query, report = call.query, known_report(call.path["report"])
        columns = wanted_columns(report, query.by, query.columns)
        period = checked_period(query.first, query.last, query.by)
        if bool(query.campaign_id) is not report.needs_campaign:
            raise Refused(Problem.INVALID, "this report is of one campaign" if report.needs_campaign else "of the site")
        as_of = completed_hour(self._now())

        by_campaign = query.stacked and report.stacks
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


def wanted_columns(report: Report, grain: Grain, wanted: Sequence[str]) -> tuple[ReportColumn, ...]:
    """Return the requested columns.

    Raises:
        Refused: `P-INVALID` for a column that the report does not have, `P-GRAIN` for one without figures of the grain.
    """
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


def campaign_named(conn: Connection, site_id: UUID, code: str) -> tuple[UUID, str] | None:
    """Return identity and name of a campaign of the site, or None if no campaign was named.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    if not code:
        return None
    own = select(campaign.c.id, campaign.c.name).where(campaign.c.site_id == site_id, campaign.c.code == code)
    row = conn.execute(own).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row.id, row.name


def campaigns_by_id(conn: Connection, site_id: UUID) -> dict[UUID, tuple[str, str]]:
    """Return ID and name of every campaign of the site, by identity."""
    rows = conn.execute(select(campaign.c.id, campaign.c.code, campaign.c.name).where(campaign.c.site_id == site_id))
    return {row.id: (row.code, row.name) for row in rows}
