"""Errors and suspicious amounts: refused rows by code, day and file; odd amounts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, Period, day_of, start_of
from netmile_desktop.domain.reports.odd_amounts import odd_amounts
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.ledger.chunks import GOOD
from netmile_desktop.portal.reports.campaigns import campaign_named
from netmile_desktop.portal.reports.service import checked_period
from netmile_desktop.portal.tables import batch, batch_count, campaign, issue

PAST = timedelta(days=180)
"""Time before the period from which usual amounts are learnt."""

_DAY = timedelta(days=1)


class Statistics:
    """Statistics of the files and issues of a period."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def errors(self, call: Call[wire.RangeQuery, wire.Nothing]) -> wire.ErrorStatistics:
        """Return the refused rows of the files accepted in a period, as judged so far.

        Raises:
            Refused: `P-NOTFOUND`, `P-RANGE`, `P-SPAN`.
        """
        query = call.query
        period = checked_period(query.first, query.last, Grain.DAY)

        def look(conn: Connection) -> wire.ErrorStatistics:
            own = campaign_named(conn, call.site_id, query.campaign_id)
            cells = [_cell(row) for row in conn.execute(_errors(call.site_id, own[0] if own else None, period))]
            return wire.ErrorStatistics(
                first=period.first,
                last=period.last,
                cells=cells,
                rows=sum(cell.rows for cell in cells),
                as_of=self._now(),
            )

        return self._database.read(look)

    def odd_amounts(self, call: Call[wire.RangeQuery, wire.Nothing]) -> wire.OddAmounts:
        """Return issues of a period that look like a slip, compared with the half year before it.

        Raises:
            Refused: `P-NOTFOUND`, `P-RANGE`, `P-SPAN`.
        """
        query = call.query
        period = checked_period(query.first, query.last, Grain.DAY)

        def look(conn: Connection) -> wire.OddAmounts:
            own = campaign_named(conn, call.site_id, query.campaign_id)
            findings: list[wire.OddAmount] = []
            looked_at = 0
            for row in conn.execute(_variable_campaigns(call.site_id, own[0] if own else None)).all():
                found, rows = _odd(conn, call.site_id, row, period)
                findings += found
                looked_at += rows
            return wire.OddAmounts(
                first=period.first, last=period.last, findings=findings, rows=looked_at, as_of=self._now()
            )

        return self._database.read(look)


def _errors(site_id: UUID, campaign_id: UUID | None, period: Period) -> Any:
    conditions: list[ColumnElement[bool]] = [
        batch.c.site_id == site_id,
        batch.c.accepted_at >= start_of(period.first),
        batch.c.accepted_at < start_of(period.last + _DAY),
        batch_count.c.verdict != GOOD,
    ]
    if campaign_id is not None:
        conditions.append(batch.c.campaign_id == campaign_id)
    return (
        select(batch_count.c.verdict, batch_count.c.rows, batch.c.accepted_at, batch.c.code, batch.c.file_name)
        .add_columns(campaign.c.code.label("campaign_code"))
        .join(batch, (batch.c.site_id == batch_count.c.site_id) & (batch.c.id == batch_count.c.batch_id))
        .join(campaign, (campaign.c.site_id == batch.c.site_id) & (campaign.c.id == batch.c.campaign_id))
        .where(*conditions)
        .order_by(batch.c.number, batch_count.c.verdict)
    )


def _cell(row: Row[Any]) -> wire.ErrorCell:
    return wire.ErrorCell(
        code=str(row.verdict),
        on=day_of(row.accepted_at),
        registration_id=row.code,
        file_name=row.file_name,
        campaign_id=row.campaign_code,
        rows=row.rows,
    )


def _variable_campaigns(site_id: UUID, campaign_id: UUID | None) -> Any:
    own = select(campaign).where(campaign.c.site_id == site_id, campaign.c.fixed_miles.is_(None))
    return (own if campaign_id is None else own.where(campaign.c.id == campaign_id)).order_by(campaign.c.code)


def _odd(conn: Connection, site_id: UUID, of: Row[Any], period: Period) -> tuple[list[wire.OddAmount], int]:
    """Return the findings in one campaign, file by file and day by day, and the number of issues examined."""
    past = Counter[int]()
    for row in conn.execute(_amounts(site_id, of.id, Period(period.first - PAST, period.first - _DAY))):
        past[row.miles] += row.rows
    files: dict[tuple[date, UUID | None], Counter[int]] = {}
    for row in conn.execute(_amounts(site_id, of.id, period)):
        files.setdefault((row.issued_on, row.batch_id), Counter())[row.miles] += row.rows
    codes = _codes(conn, site_id, {batch_id for _, batch_id in files if batch_id})
    findings = [
        wire.OddAmount(
            kind=odd.kind.value,
            campaign_id=of.code,
            campaign_name=of.name,
            on=day,
            registration_id=codes.get(batch_id) if batch_id else None,
            miles=odd.miles,
            typical=odd.typical,
            rows=odd.rows,
        )
        for (day, batch_id), rows in sorted(files.items(), key=lambda item: (item[0][0], str(item[0][1])))
        for odd in odd_amounts(rows, past)
    ]
    return findings, sum(rows.total() for rows in files.values())


def _amounts(site_id: UUID, campaign_id: UUID, period: Period) -> Any:
    """Select how often each amount was issued, file by file, without test members."""
    of = issue.c
    return (
        select(of.issued_on, of.batch_id, of.miles, func.count().label("rows"))
        .where(of.site_id == site_id, of.campaign_id == campaign_id, of.issued_on.between(period.first, period.last))
        .where(~of.test)
        .group_by(of.issued_on, of.batch_id, of.miles)
    )


def _codes(conn: Connection, site_id: UUID, ids: set[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = conn.execute(select(batch.c.id, batch.c.code).where(batch.c.site_id == site_id, batch.c.id.in_(ids)))
    return {row.id: row.code for row in rows}
