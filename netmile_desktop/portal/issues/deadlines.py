"""Issues that can soon no longer be cancelled: pending ones, valid ones, and open requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.domain.cancellations import MAX_DAYS, Deadline, deadline
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.issues.issues import OPEN, waiting
from netmile_desktop.portal.tables import campaign, cancel_order, cancellation, issue

_SHORTEST = 88
"""Shortest deadline in days: three months may be over after this many."""


class DeadlineCounts:
    """Counts of a site's issues by last day of cancellation, by live state."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def look(self, call: Call[wire.DeadlineQuery, wire.Nothing]) -> wire.Deadlines:
        """Return what ends within the given number of days from today."""
        now, days = self._now(), call.query.days
        today = day_of(now)

        def look(conn: Connection) -> wire.Deadlines:
            ending = _days(conn.execute(_young_enough(call.site_id, today, days)))
            near = [day for day in ending if 0 <= (day.last_on - today).days <= days]
            near.sort(key=lambda day: (day.last_on, day.campaign_id, day.issued_on))
            requests = _requests(conn, call.site_id, today)
            return wire.Deadlines(
                today=today,
                pending=[day for day in near if day.state is IssueState.PENDING],
                valid=[day for day in near if day.state is IssueState.VALID],
                requests=[each for each in requests if each.days_left <= days],
                waiting_rows=sum(each.rows for each in requests),
                waiting_miles=sum(each.miles for each in requests),
                at=now,
            )

        return self._database.read(look)


def _young_enough(site_id: UUID, today: date, days: int) -> Select[Any]:
    """Select issues whose last day may be within so many days, by campaign, day of issue, transfer day and state."""
    first, last = today - timedelta(days=MAX_DAYS), today - timedelta(days=_SHORTEST - days)
    of_day = (
        select(
            issue.c.campaign_id,
            issue.c.issued_on,
            issue.c.transfer_on,
            issue.c.state,
            func.count().label("rows"),
            func.sum(issue.c.miles).label("miles"),
        )
        .select_from(issue)
        .join(
            waiting,
            (waiting.c.site_id == issue.c.site_id) & (waiting.c.issue_id == issue.c.id) & (waiting.c.state == OPEN),
            isouter=True,
        )
        .where(
            issue.c.site_id == site_id,
            issue.c.issued_at >= start_of(first),
            issue.c.issued_at < start_of(last + timedelta(days=1)),
            issue.c.state != IssueState.CANCELLED,
            issue.c.source != IssueType.REWARD,  # not to be cancelled at any time
            waiting.c.id.is_(None),
        )
        .group_by(issue.c.campaign_id, issue.c.issued_on, issue.c.transfer_on, issue.c.state)
        .subquery()
    )
    own = (campaign.c.site_id == site_id) & (campaign.c.id == of_day.c.campaign_id)
    return select(of_day, campaign.c.code, campaign.c.name).join(campaign, own)


def _days(rows: Iterable[Row[Any]]) -> list[wire.DeadlineDay]:
    """Join the issues of one day and campaign in one state that share their last day."""
    joined: defaultdict[tuple[str, date, IssueState, Deadline], list[Row[Any]]] = defaultdict(list)
    for row in rows:
        end = deadline(row.issued_on, row.transfer_on)
        joined[row.code, row.issued_on, IssueState(row.state), end].append(row)
    return [
        wire.DeadlineDay(
            last_on=end.last_on,
            limit=end.limit,
            state=state,
            campaign_id=code,
            campaign_name=same[0].name,
            issued_on=issued_on,
            transfer_from=min(row.transfer_on for row in same),
            transfer_to=max(row.transfer_on for row in same),
            rows=sum(row.rows for row in same),
            miles=sum(int(row.miles) for row in same),
        )
        for (code, issued_on, state, end), same in joined.items()
    ]


def _requests(conn: Connection, site_id: UUID, today: date) -> list[wire.RequestAtRisk]:
    """Return the orders with open requests, by the last day of their most urgent issue."""
    own: Select[Any] = (
        select(cancel_order.c.code, cancel_order.c.ordered_at, issue.c.issued_on, issue.c.transfer_on, issue.c.miles)
        .join(
            cancel_order,
            (cancel_order.c.site_id == cancellation.c.site_id) & (cancel_order.c.id == cancellation.c.order_id),
        )
        .join(issue, (issue.c.site_id == cancellation.c.site_id) & (issue.c.id == cancellation.c.issue_id))
        .where(cancellation.c.site_id == site_id, cancellation.c.state == OPEN)
        .order_by(cancellation.c.last_on, cancel_order.c.number)
    )
    by_number: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in conn.execute(own):
        by_number[row.code].append(row)
    return [_at_risk(number, rows, today) for number, rows in by_number.items()]


def _at_risk(number: str, rows: list[Row[Any]], today: date) -> wire.RequestAtRisk:
    end = deadline(rows[0].issued_on, rows[0].transfer_on)
    return wire.RequestAtRisk(
        number=number,
        requested_at=rows[0].ordered_at,
        rows=len(rows),
        miles=sum(row.miles for row in rows),
        last_on=end.last_on,
        limit=end.limit,
        days_left=end.days_left(today),
    )
