"""A shop's statement: what was paid and refunded by day, read from the ledger itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Download
from netmile_desktop.portal.http.csv_stream import CsvLine, charset_of, csv_bytes, moment
from netmile_desktop.portal.http.paging import read_page
from netmile_desktop.portal.ledger.spending import REDEEM, REFUND
from netmile_desktop.portal.reports.service import checked_days
from netmile_desktop.portal.tables import payment, payment_refund, transfer

HEADER = ("日時", "日付", "種別", "支払番号", "返金番号", "マイル数", "内容", "テスト会員")
"""Headings of the list. A day ends with a line of its sum, without its test members."""

_KINDS = {REDEEM: "payment", REFUND: "refund"}
_WORDS = {REDEEM: "支払", REFUND: "返金"}
_SUM = "日計"


class Statements:
    """Statements of shops."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def by_day(self, call: Call[wire.StatementQuery, wire.Nothing]) -> wire.Statement:
        """Return the sums of each day on which something was paid or refunded, and of all.

        Raises:
            Refused: `P-RANGE`; `P-SPAN` for more than 92 days.
        """
        query = call.query
        checked_days(query.first, query.last, Grain.DAY)
        days, test_entries = self._database.read(lambda conn: _days(conn, call.site_id, query.first, query.last))
        return wire.Statement(
            first=query.first,
            last=query.last,
            days=days,
            payments=sum(day.payments for day in days),
            paid=sum(day.paid for day in days),
            refunds=sum(day.refunds for day in days),
            refunded=sum(day.refunded for day in days),
            balance=sum(day.balance for day in days),
            test_entries=test_entries,
            as_of=self._now(),
        )

    def entries(self, call: Call[wire.StatementEntryQuery, wire.Nothing]) -> wire.Page[wire.StatementEntry]:
        """Return a slice of the payments and refunds of some days, in order of time.

        Raises:
            Refused: `P-RANGE`; `P-SPAN` for more than 92 days.
        """
        query = call.query
        checked_days(query.first, query.last, Grain.DAY)
        found = _entries(call.site_id, query.first, query.last)
        return read_page(self._database, found, query, self._now(), _entry)

    def listed(self, call: Call[wire.StatementListQuery, wire.Nothing]) -> Download:
        """Return the payments and refunds of some days, and the sum of each day, as CSV.

        Raises:
            Refused: `P-RANGE`; `P-SPAN` for more than 92 days.
        """
        query = call.query
        checked_days(query.first, query.last, Grain.DAY)
        found = _entries(call.site_id, query.first, query.last)
        rows = self._database.read(lambda conn: conn.execute(found).all())
        name = f"payments-{query.first:%Y%m%d}-{query.last:%Y%m%d}.csv"
        return Download(csv_bytes(HEADER, _lines(rows), query.encoding), name, charset_of(query.encoding))


def _spendings(site_id: UUID, first: date, last: date) -> Any:
    of = transfer.c
    return (of.site_id == site_id) & (of.biz_date >= first) & (of.biz_date <= last) & of.kind.in_(_KINDS)


def _entries(site_id: UUID, first: date, last: date) -> Select[Any]:
    columns = (transfer.c.id, transfer.c.at, transfer.c.biz_date, transfer.c.kind, transfer.c.amount, transfer.c.test)
    return (
        select(*columns, payment.c.number, payment.c.description, payment_refund.c.number.label("refund_number"))
        .join(payment, (payment.c.site_id == transfer.c.site_id) & (payment.c.id == transfer.c.event_id))
        .join(
            payment_refund,
            (payment_refund.c.site_id == transfer.c.site_id) & (payment_refund.c.id == transfer.c.id),
            isouter=True,
        )
        .where(_spendings(site_id, first, last))
        .order_by(transfer.c.biz_date, transfer.c.at, transfer.c.id)
    )


def _days(conn: Connection, site_id: UUID, first: date, last: date) -> tuple[list[wire.StatementDay], int]:
    """Return the sums by day, and the number of entries that are left out."""
    of = transfer.c
    sums = select(of.biz_date, of.kind, of.test, func.count().label("times"), func.sum(of.amount).label("miles"))
    grouped = sums.where(_spendings(site_id, first, last)).group_by(of.biz_date, of.kind, of.test)
    rows = conn.execute(grouped).all()
    counted = {(row.biz_date, row.kind): row for row in rows if not row.test}
    days = []
    for day in sorted({day for day, _ in counted}):
        paid, refunded = counted.get((day, REDEEM)), counted.get((day, REFUND))
        miles = [int(row.miles) if row is not None else 0 for row in (paid, refunded)]
        days.append(
            wire.StatementDay(
                day=day,
                payments=paid.times if paid is not None else 0,
                paid=miles[0],
                refunds=refunded.times if refunded is not None else 0,
                refunded=miles[1],
                balance=miles[0] - miles[1],
            )
        )
    return days, sum(row.times for row in rows if row.test)


def _miles(row: Row[Any]) -> int:
    return int(-row.amount if row.kind == REFUND else row.amount)


def _entry(row: Row[Any]) -> wire.StatementEntry:
    return wire.StatementEntry(
        at=row.at,
        day=row.biz_date,
        kind=_KINDS[row.kind],
        number=row.number,
        refund_number=row.refund_number or "",
        miles=_miles(row),
        description=row.description,
        test=row.test,
    )


def _lines(rows: Any) -> Iterator[CsvLine]:
    day, total = None, 0
    for row in rows:
        if day not in {None, row.biz_date}:
            yield ("", day, _SUM, "", "", total, "", "")
            total = 0
        day = row.biz_date
        total += 0 if row.test else _miles(row)
        word, test = _WORDS[row.kind], "1" if row.test else ""
        yield (moment(row.at), day, word, row.number, row.refund_number or "", _miles(row), row.description, test)
    if day is not None:
        yield ("", day, _SUM, "", "", total, "", "")
