"""The entries behind a figure of a report: every issue, cancellation or registration that it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.lists import CANCELLED_HEADER, ISSUED_HEADER
from netmile_desktop.domain.reports.periods import EARLIEST
from netmile_desktop.domain.reports.shape import Grain
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Download
from netmile_desktop.portal.http.csv_stream import CsvLine, charset_of, csv_bytes, moment
from netmile_desktop.portal.http.paging import ordered
from netmile_desktop.portal.reports.activity import Asked
from netmile_desktop.portal.reports.campaigns import campaign_named, campaigns_by_id
from netmile_desktop.portal.reports.reward_entries import RegistrationsBehind
from netmile_desktop.portal.reports.reward_fee import reward_scope
from netmile_desktop.portal.reports.service import (
    checked_days,
    known_report,
    newest,
    wanted_columns,
)
from netmile_desktop.portal.reports.sums import CANCELLED_KINDS, ISSUED_KINDS, Cut, reward_campaigns
from netmile_desktop.portal.tables import batch, issue, transfer

_KINDS = {
    "issued": ISSUED_KINDS,
    "issues": ISSUED_KINDS,
    "cancelled": CANCELLED_KINDS,
    "cancellations": CANCELLED_KINDS,
}
"""The kinds of transfers that each column counts."""

_ENTRIES = (
    select(
        transfer.c.id,
        transfer.c.at,
        transfer.c.amount,
        transfer.c.campaign_id,
        issue.c.id.label("issue_id"),
        issue.c.member_key,
        issue.c.state,
        issue.c.source,
        issue.c.issued_at,
        issue.c.transfer_on,
        batch.c.code.label("registration"),
    )
    .join(issue, (issue.c.site_id == transfer.c.site_id) & (issue.c.id == transfer.c.issue_id))
    .join(batch, (batch.c.site_id == issue.c.site_id) & (batch.c.id == issue.c.batch_id), isouter=True)
)


class Behind(Protocol):
    """A selection of entries that a figure counts."""

    @property
    def header(self) -> tuple[str, ...]:
        """Headings of the list."""

    @property
    def first(self) -> date:
        """First day."""

    @property
    def last(self) -> date:
        """Last day on which there can be an entry."""

    @property
    def identity(self) -> ColumnElement[Any]:
        """What tells entries apart that are sorted alike."""

    def counted(self) -> Select[Any]:
        """Select the number of entries and their miles."""

    def entries(self) -> Select[Any]:
        """Select the entries, in no order or by day."""

    def keys(self) -> dict[str, ColumnElement[Any]]:
        """Return what entries can be sorted by: `at` and `miles`."""

    def on_days(self, first: date, last: date) -> Behind:
        """Return the part of the selection on some of its days."""

    def entry(self, row: Row[Any], names: Mapping[UUID, tuple[str, str]]) -> wire.ReportEntry:
        """Return what is told about an entry."""

    def line(self, entry: wire.ReportEntry) -> CsvLine:
        """Return an entry as a line of the list."""


@dataclass(frozen=True, slots=True)
class Transferred:
    """The selection of transfers that a figure counts."""

    site_id: UUID
    campaign_id: UUID | None
    without: tuple[UUID, ...]
    kinds: tuple[str, ...]
    first: date
    end: date
    hour: int | None
    cut: Cut

    @property
    def header(self) -> tuple[str, ...]:
        return CANCELLED_HEADER if self.kinds is CANCELLED_KINDS else ISSUED_HEADER

    @property
    def last(self) -> date:
        return min(self.end, self.cut.day)

    @property
    def identity(self) -> ColumnElement[Any]:
        return transfer.c.id

    def counted(self) -> Select[Any]:
        return select(func.count(), func.coalesce(func.sum(transfer.c.amount), 0)).where(*self._conditions())

    def entries(self) -> Select[Any]:
        return _ENTRIES.where(*self._conditions())

    def keys(self) -> dict[str, ColumnElement[Any]]:
        return {"at": transfer.c.at, "miles": transfer.c.amount}

    def on_days(self, first: date, last: date) -> Transferred:
        return replace(self, first=first, end=last)

    def entry(self, row: Row[Any], names: Mapping[UUID, tuple[str, str]]) -> wire.ReportEntry:
        return _entry(row, names)

    def line(self, entry: wire.ReportEntry) -> CsvLine:
        return _line(entry)

    def _conditions(self) -> list[ColumnElement[bool]]:
        of = transfer.c
        conditions = [
            of.site_id == self.site_id,
            of.biz_date.between(self.first, self.end),
            of.kind.in_(self.kinds),
            ~of.test,
            or_(of.biz_date < self.cut.day, and_(of.biz_date == self.cut.day, of.biz_hour < self.cut.hour)),
        ]
        if self.campaign_id is not None:
            conditions.append(of.campaign_id == self.campaign_id)
        else:
            conditions.append(of.campaign_id.not_in(reward_campaigns(self.site_id)))
        if self.without:
            conditions.append(of.campaign_id.not_in(self.without))
        if self.hour is not None:
            conditions.append(of.biz_hour == self.hour)
        return conditions


class Entries:
    """Lists of the entries behind figures."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def page(self, call: Call[wire.EntryQuery, wire.Nothing]) -> wire.EntryPage:
        """Return a page of entries; number and, where it counts miles, miles of all entries equal the figure.

        Raises:
            Refused: `P-NOTFOUND`, `P-INVALID` for a column without entries, `P-GRAIN`, `P-RANGE`, `P-SPAN`.
        """
        query = call.query
        as_of = self._as_of(call)

        def look(conn: Connection) -> wire.EntryPage:
            behind = self._behind(conn, call, as_of)
            total, miles = conn.execute(behind.counted()).one()
            found = behind.entries()
            if query.sort == "at" and isinstance(behind, Transferred):
                found = found.order_by(transfer.c.biz_date)  # lets the index find the first page without a full sort
            found = ordered(found, query.sort, behind.keys(), behind.identity)
            rows = conn.execute(found.limit(query.size).offset((query.page - 1) * query.size)).all()
            names = campaigns_by_id(conn, call.site_id)
            return wire.EntryPage(
                items=[behind.entry(row, names) for row in rows],
                total=total,
                miles=int(miles),
                page=query.page,
                size=query.size,
                as_of=as_of,
            )

        return self._database.read(look)

    def download(self, call: Call[wire.EntryListQuery, wire.Nothing]) -> Download:
        """Return all entries as CSV, the oldest first, read day by day while they are sent; refused like `page`."""
        query, as_of = call.query, self._as_of(call)

        def begin(conn: Connection) -> tuple[Behind, dict[UUID, tuple[str, str]]]:
            return self._behind(conn, call, as_of), campaigns_by_id(conn, call.site_id)

        behind, names = self._database.read(begin)
        lines = (behind.line(each) for each in self._days(behind, names))
        name = f"{call.path['report']}-{query.column}-{query.first:%Y%m%d}-{query.last:%Y%m%d}.csv"
        return Download(csv_bytes(behind.header, lines, query.encoding), name, charset_of(query.encoding))

    def _days(self, behind: Behind, names: dict[UUID, tuple[str, str]]) -> Iterator[wire.ReportEntry]:
        day, last = behind.first, behind.last
        while day <= last:
            for row in self._day(behind.on_days(day, day)):
                yield behind.entry(row, names)
            day += timedelta(days=1)

    def _day(self, behind: Behind) -> Sequence[Row[Any]]:
        found = behind.entries().order_by(behind.keys()["at"], behind.identity)
        return self._database.read(lambda conn: list(conn.execute(found)))

    def _as_of(self, call: Call[wire.EntryQuery, Any] | Call[wire.EntryListQuery, Any]) -> datetime:
        wanted, until = call.query.as_of, newest(known_report(call.path["report"]), self._now())
        return until if wanted is None else max(min(wanted, until), start_of(EARLIEST))

    def _behind(
        self, conn: Connection, call: Call[wire.EntryQuery, Any] | Call[wire.EntryListQuery, Any], as_of: datetime
    ) -> Behind:
        query, report = call.query, known_report(call.path["report"])
        grain = Grain.DAY if query.hour is None else Grain.HOUR
        [column] = wanted_columns(report, grain, [query.column])
        if not column.has_entries:
            raise Refused(Problem.INVALID, f"nothing is listed behind `{column.id}`")
        period = checked_days(query.first, query.last)
        excluded = [campaign_named(conn, call.site_id, each) for each in query.without]
        without = tuple(each[0] for each in excluded if each)
        if report.of_rewards:
            asked = Asked(call.site_id, query.campaign_id, grain, period, False, as_of)
            scope, _ = reward_scope(conn, asked)
            return RegistrationsBehind(scope, column.id, without)
        own = campaign_named(conn, call.site_id, query.campaign_id)
        return Transferred(
            site_id=call.site_id,
            campaign_id=own[0] if own else None,
            without=without,
            kinds=_KINDS[column.id],
            first=period.first,
            end=period.last,
            hour=query.hour,
            cut=Cut.at(as_of),
        )


def _line(entry: wire.ReportEntry) -> CsvLine:
    return (
        moment(entry.at),
        entry.campaign_id,
        entry.campaign_name,
        entry.key,
        entry.miles,
        entry.transfer_on.isoformat(),
        entry.registration_id or "",
        entry.issue_id,
    )


def _entry(row: Row[Any], names: Mapping[UUID, tuple[str, str]]) -> wire.ReportEntry:
    code, name = names[row.campaign_id]
    return wire.ReportEntry(
        issue_id=str(row.issue_id),
        campaign_id=code,
        campaign_name=name,
        at=row.at,
        miles=row.amount,
        key=row.member_key,
        state=row.state,
        source=row.source,
        issued_at=row.issued_at,
        transfer_on=row.transfer_on,
        registration_id=row.registration,
    )
