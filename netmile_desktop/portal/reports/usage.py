"""The query of 利用状況: the bill by month, or the activity behind it by day and hour (guide L236, L763)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.reports.activity import Asked, QueryResult, Values, activity
from netmile_desktop.portal.reports.bills import MonthBill, closed_bills, open_bills
from netmile_desktop.portal.reports.sums import Cut, sums


def usage(database: Database, asked: Asked) -> QueryResult:
    """Return months as bills, each final or expected; days and hours as activity."""
    if asked.by is not Grain.MONTH:
        return activity(database, asked)
    return database.read(lambda conn: _months(conn, asked))


def _months(conn: Connection, asked: Asked) -> QueryResult:
    today = day_of(asked.as_of)
    bills = _bills(conn, asked, today)
    values: Values = {name: [] for name in ("issued", "cancelled", "carried", "billable", "yen")}
    closed = []
    for bucket in asked.buckets:
        found = bills.get(bucket.first)
        for name, column in values.items():
            column.append(getattr(found.bill, name) if found else 0)
        # A past month without a bill is one before the first issue.
        closed.append(found.is_closed if found else bucket.last < today)
    rows = sums(conn, asked.scope, Grain.MONTH)
    left_out = wire.LeftOut(issues=sum(row.test_issues for row in rows), miles=sum(row.test_issued for row in rows))
    return QueryResult(values, left_out, closed=closed)


def _bills(conn: Connection, asked: Asked, today: date) -> dict[date, MonthBill]:
    bills = {each.month: each for each in closed_bills(conn, asked.site_id, asked.period)}
    for each in open_bills(conn, asked.site_id, min(asked.period.last, today), Cut.at(asked.as_of)):
        if each.month in Period(asked.period.first, asked.period.last):
            bills[each.month] = each
    return bills
