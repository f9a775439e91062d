"""The bill of the running month, as of this moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.billing import MILES_PER_RATE, NOTHING_CARRIED, Rate, bill, rate_of
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.reports.bills import MonthBill, day_of_key, open_bills, rates_of
from netmile_desktop.portal.reports.campaigns import campaigns_by_id
from netmile_desktop.portal.reports.sums import Cut, Scope, sums
from netmile_desktop.portal.tables import cancellation, issue


class Forecasts:
    """Forecasts of the running month's bill."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def forecast(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.BillForecast:
        """Return miles issued and cancelled so far, open cancellation requests, and the cost."""
        now = self._now()
        return self._database.read(lambda conn: _forecast(conn, call.site_id, now))


def _forecast(conn: Connection, site_id: UUID, now: datetime) -> wire.BillForecast:
    today, cut, rates = day_of(now), Cut.after(now), rates_of(conn, site_id)
    month = today.replace(day=1)
    nothing = MonthBill(month, bill(0, 0, 0, NOTHING_CARRIED), is_closed=False)
    own = next((each for each in open_bills(conn, site_id, today, cut) if each.month == month), nothing)
    waiting = {row.campaign_id: row for row in conn.execute(_waiting(site_id))}
    rate, miles = rate_of(rates, today), sum(int(row.miles) for row in waiting.values())
    rows = list(sums(conn, Scope(site_id, None, month, today, cut), Grain.DAY, by_campaign=True))
    after = bill(own.bill.issued, own.bill.cancelled + miles, own.worth - miles * rate, own.before)
    return wire.BillForecast(
        month=month,
        as_of=now,
        issued=own.bill.issued,
        cancelled=own.bill.cancelled,
        carried=own.bill.carried,
        billable=own.bill.billable,
        yen=own.bill.yen,
        waiting=sum(row.rows for row in waiting.values()),
        waiting_miles=miles,
        yen_with_waiting=after.yen,
        yen_per_1000_miles=rate,
        by_campaign=_by_campaign(campaigns_by_id(conn, site_id), rows, waiting, rates),
    )


def _by_campaign(
    names: Mapping[UUID, tuple[str, str]],
    rows: Sequence[Row[Any]],
    waiting: Mapping[UUID, Row[Any]],
    rates: Sequence[Rate],
) -> list[wire.CampaignForecast]:
    """Return each campaign's part, in the order of campaign IDs."""
    parts: dict[UUID, list[int]] = {}
    for row in rows:
        part = parts.setdefault(row.campaign_id, [0, 0, 0])
        part[0] += row.issued
        part[1] += row.cancelled
        part[2] += (row.issued - row.cancelled) * rate_of(rates, day_of_key(row.key))
    found = []
    for id_ in {*parts, *waiting}:
        (code, name), (issued, cancelled, worth) = names[id_], parts.get(id_, [0, 0, 0])
        found.append(
            wire.CampaignForecast(
                campaign_id=code,
                campaign_name=name,
                issued=issued,
                cancelled=cancelled,
                waiting_miles=int(waiting[id_].miles) if id_ in waiting else 0,
                yen=worth // MILES_PER_RATE,
            )
        )
    return sorted(found, key=lambda each: each.campaign_id)


def _waiting(site_id: UUID) -> Select[Any]:
    """Select open cancellation requests by campaign, without test members."""
    return (
        select(issue.c.campaign_id, func.count().label("rows"), func.sum(issue.c.miles).label("miles"))
        .join(cancellation, (cancellation.c.site_id == issue.c.site_id) & (cancellation.c.issue_id == issue.c.id))
        .where(cancellation.c.site_id == site_id, cancellation.c.state == "requested", ~issue.c.test)
        .group_by(issue.c.campaign_id)
    )
