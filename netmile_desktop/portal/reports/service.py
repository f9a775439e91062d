"""Answers reports: each one by its declaration and its query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain import reports, wire
from netmile_desktop.domain.calendar import Clock, Period
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.reports import Column, Grain, Report
from netmile_desktop.domain.reports.figures import totals
from netmile_desktop.domain.reports.periods import EARLIEST, LATEST, is_too_long, widened
from netmile_desktop.portal.call import Call
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.paging import refuse_reversed
from netmile_desktop.portal.reports.activity import Asked, Found, activity
from netmile_desktop.portal.reports.sums import completed_hour
from netmile_desktop.portal.reports.usage import usage
from netmile_desktop.portal.tables import campaign

Query = Callable[[Database, Asked], Found]

QUERIES: dict[str, Query] = {
    reports.CAMPAIGN.id: activity,
    reports.SITE.id: activity,
    reports.USAGE.id: usage,
}
"""Where each report's figures come from."""


class Reports:
    """The reports of a site."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def report(self, call: Call[wire.ReportQuery, wire.Nothing]) -> wire.ReportAnswer:
        """Figures of completed hours, zeros included.

        Raises:
            Refused: `P-NOTFOUND` for an unknown report or campaign, `P-INVALID` for a campaign too many or too
                few, `P-RANGE`, `P-SPAN`, `P-GRAIN` where a column has no such figures.
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

    def _series(self, site_id: UUID, found: Found, columns: Sequence[Column]) -> list[wire.CampaignSeries]:
        """Each campaign's share, by campaign ID; those that have nothing to show are left out."""
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
    """Raises Refused `P-NOTFOUND`."""
    report = reports.REPORTS.get(id_)
    if report is None:
        raise Refused(Problem.NOT_FOUND)
    return report


def wanted_columns(report: Report, grain: Grain, wanted: Sequence[str]) -> tuple[Column, ...]:
    """The columns asked for.

    Raises:
        Refused: `P-INVALID` for one that the report does not have, `P-GRAIN` for one without such figures.
    """
    for id_ in wanted:
        column = next((each for each in report.columns if each.id == id_), None)
        if column is None:
            raise Refused(Problem.INVALID, f"the report has no column `{id_}`")
        if grain not in column.grains:
            raise Refused(Problem.GRAIN, report.why_not(column, grain).en)  # type: ignore[union-attr]
    return report.columns_by(grain, wanted)


def checked_period(first: date, last: date, grain: Grain) -> Period:
    """A period in whole buckets; refused like `checked_days`, by what reports of the grain may be long."""
    return widened(checked_days(first, last, grain), grain)


def checked_days(first: date, last: date, grain: Grain = Grain.MONTH) -> Period:
    """A period as it is, no longer than the longest of a grain.

    Raises:
        Refused: `P-RANGE` where it ends before it begins, `P-SPAN` where it is too long.
    """
    refuse_reversed(first, last)
    if first < EARLIEST or last > LATEST or is_too_long(Period(first, last), grain):
        raise Refused(Problem.SPAN)
    return Period(first, last)


def campaign_named(conn: Connection, site_id: UUID, code: str) -> tuple[UUID, str] | None:
    """Identity and name of a campaign of the site; None where no campaign was named.

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
    """ID and name of every campaign of the site."""
    rows = conn.execute(select(campaign.c.id, campaign.c.code, campaign.c.name).where(campaign.c.site_id == site_id))
    return {row.id: (row.code, row.name) for row in rows}
