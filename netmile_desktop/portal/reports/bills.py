"""Monthly bills: closed months as frozen, later ones computed from the sums of their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from netmile_desktop.domain.billing import NOTHING_CARRIED, Bill, Carried, Rate, bill, rate_of
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.reports.periods import month_after
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.reports.sums import Cut, Scope, sums
from netmile_desktop.portal.tables import contract_rate, invoice, transfer


@dataclass(frozen=True, slots=True)
class MonthBill:
    """The bill of one month."""

    month: date
    """First day of the month."""
    bill: Bill
    is_closed: bool
    worth: int = 0
    """In an open month: issued less cancelled miles at their rates, in thousandths of a yen."""
    before: Carried = NOTHING_CARRIED
    """In an open month: what the month before carried forward."""


def month_number(month: date) -> int:
    """Return a month's number in the table of invoices: `yyyymm`."""
    return month.year * 100 + month.month


def closed_bills(conn: Connection, site_id: UUID, period: Period) -> list[MonthBill]:
    """Return the frozen bills of the months of a period."""
    own = select(invoice).where(
        invoice.c.site_id == site_id, invoice.c.month.between(month_number(period.first), month_number(period.last))
    )
    return [MonthBill(_first_day(row.month), _frozen(row), is_closed=True) for row in conn.execute(own)]


def open_bills(conn: Connection, site_id: UUID, upto: date, cut: Cut) -> list[MonthBill]:
    """Return the bills of all open months through that of `upto`; none before the site's first transfer."""
    newest = conn.execute(
        select(invoice).where(invoice.c.site_id == site_id).order_by(invoice.c.month.desc()).limit(1)
    ).first()
    if newest is not None:
        first, carried = month_after(_first_day(newest.month), 1), _frozen(newest).next
    else:
        began = conn.execute(select(func.min(transfer.c.biz_date)).where(transfer.c.site_id == site_id)).scalar()
        if began is None:
            return []
        first, carried = began.replace(day=1), NOTHING_CARRIED
    if first > upto:
        return []
    months = _by_month(conn, Scope(site_id, None, first, upto, cut))
    made = []
    while first <= upto:
        issued, cancelled, worth = months.get(month_number(first), (0, 0, 0))
        own = bill(issued, cancelled, worth, carried)
        made.append(MonthBill(first, own, is_closed=False, worth=worth, before=carried))
        first, carried = month_after(first, 1), own.next
    return made


def rates_of(conn: Connection, site_id: UUID) -> list[Rate]:
    """Return a site's contract rates, the oldest first."""
    own = select(contract_rate).where(contract_rate.c.site_id == site_id).order_by(contract_rate.c.from_on)
    return [Rate(row.from_on, row.yen_per_1000_miles) for row in conn.execute(own)]


def day_of_key(key: int) -> date:
    """Return the day of a key of `sums` by day: `yyyymmdd`."""
    return date(key // 10_000, key // 100 % 100, key % 100)


def _by_month(conn: Connection, scope: Scope) -> dict[int, tuple[int, int, int]]:
    """Return per month issued and cancelled miles and their worth in thousandths of a yen, each day at its own rate."""
    rates = rates_of(conn, scope.site_id)
    months: dict[int, tuple[int, int, int]] = {}
    for row in sums(conn, scope, Grain.DAY):
        rate = rate_of(rates, day_of_key(row.key))
        issued, cancelled, worth = months.get(row.key // 100, (0, 0, 0))
        months[row.key // 100] = (
            issued + row.issued,
            cancelled + row.cancelled,
            worth + (row.issued - row.cancelled) * rate,
        )
    return months


def _first_day(number: int) -> date:
    return date(number // 100, number % 100, 1)


def _frozen(row: Row[Any]) -> Bill:
    return Bill(
        issued=row.issued,
        cancelled=row.cancelled,
        carried=row.carried,
        yen=row.yen,
        next=Carried(row.next_miles, row.next_credit),
    )
