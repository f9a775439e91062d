"""The present state of issued miles, and the number of members who were given any."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.history import IssueType
from netmile_desktop.domain.reports.periods import EARLIEST
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.reports.campaigns import campaign_named
from netmile_desktop.portal.reports.service import check_campaign, checked_days, known_report
from netmile_desktop.portal.reports.sums import Cut, Scope, sums
from netmile_desktop.portal.tables import issue


class Standings:
    """Figures that are not sums over time, as of this moment."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def standing(self, call: Call[wire.StandingQuery, wire.Nothing]) -> wire.Standing:
        """Return pending and valid miles of all time, and the members of a period; counting them reads all its issues.

        Raises:
            Refused: `P-NOTFOUND`, `P-INVALID`, `P-RANGE`, `P-SPAN`.
        """
        query, report = call.query, known_report(call.path["report"])
        if report.of_rewards:
            raise Refused(Problem.INVALID, "miles of rewards stand in no report")
        check_campaign(report, query.campaign_id)
        period = checked_days(query.first, query.last)
        now = self._now()

        def look(conn: Connection) -> wire.Standing:
            own = campaign_named(conn, call.site_id, query.campaign_id)
            campaign_id = own[0] if own else None
            pending = _pending(conn, call.site_id, campaign_id)
            return wire.Standing(
                pending=pending,
                valid=_left(conn, call.site_id, campaign_id, day_of(now), Cut.after(now)) - pending,
                members=_members(conn, call.site_id, campaign_id, period.first, period.last),
                as_of=now,
            )

        return self._database.read(look)


def _of(site_id: UUID, campaign_id: UUID | None) -> list[ColumnElement[bool]]:
    own: list[Any] = [issue.c.site_id == site_id, ~issue.c.test]
    if campaign_id is None:
        return [*own, issue.c.source != IssueType.REWARD]
    return [*own, issue.c.campaign_id == campaign_id]


def _pending(conn: Connection, site_id: UUID, campaign_id: UUID | None) -> int:
    own = select(func.coalesce(func.sum(issue.c.miles), 0)).where(
        *_of(site_id, campaign_id), issue.c.state == "pending", issue.c.transfer_on > EARLIEST
    )
    return int(conn.execute(own).scalar_one())


def _left(conn: Connection, site_id: UUID, campaign_id: UUID | None, today: date, cut: Cut) -> int:
    """Return all miles ever issued and not cancelled."""
    scope = Scope(site_id, campaign_id, EARLIEST, today, cut)
    return sum(row.issued - row.cancelled for row in sums(conn, scope, Grain.MONTH))


def _members(conn: Connection, site_id: UUID, campaign_id: UUID | None, first: date, last: date) -> int:
    own = select(func.count(issue.c.account_id.distinct())).where(
        *_of(site_id, campaign_id), issue.c.issued_on.between(first, last)
    )
    return conn.execute(own).scalar_one()
