"""マイル発行履歴: issues up to the last midnight, with the cancellations since then applied to them (guide L621-659).

Nothing is copied at midnight: the cut-off is a condition of the query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, literal_column, or_, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.lists import HISTORY_HEADER
from netmile_desktop.domain.matching import bare
from netmile_desktop.domain.texts.cancellations import TEST_ISSUE, issue_state_words, issue_type_words
from netmile_desktop.portal.campaigns.campaigns import has_part, is_meant
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Download
from netmile_desktop.portal.http.csv_stream import CsvLine, charset_of, csv_bytes, moment
from netmile_desktop.portal.http.paging import midnight, refuse_reversed
from netmile_desktop.portal.issues.cancel_reasons import reason_text
from netmile_desktop.portal.issues.issues import ISSUES, OPEN, parsed, records, waiting
from netmile_desktop.portal.tables import batch, campaign, cancellation, issue

COUNTED = 100_000
"""Most found rows that are counted, so that one page does not cost a count of millions of issues."""

EXPORTED_AT_ONCE = 2_000

_PENDING: ColumnElement[str] = literal_column(f"'{IssueState.PENDING}'")
_CANCELLED: ColumnElement[str] = literal_column(f"'{IssueState.CANCELLED}'")
_LAST_KEY = "\x7f"
"""Sorts after every character that a key may hold."""


_MOST_OF_AN_ID = 12
"""Characters of a registration ID by which a handful of registrations is meant; a day alone has eight."""

_few = issue.alias("few")
"""Issues found by an index of their own before the other conditions are applied."""


class History:
    """The history of a site's issues, in one campaign or in all."""

    def __init__(self, database: Database, business_clock: Clock) -> None:
        self._database = database
        self._now = business_clock

    def search(self, call: Call[wire.HistorySearch, wire.Nothing]) -> wire.HistoryPage:
        """Return a page of the issues that meet every condition.

        Raises:
            Refused: `P-RANGE`.
        """
        query, today = call.query, day_of(self._now())
        conditions = history_conditions(query, call.site_id, today)
        found = _ordered(ISSUES.where(*conditions), query, today)

        def look(conn: Connection) -> wire.HistoryPage:
            counted = _counted(conn, conditions)
            rows = conn.execute(found.limit(query.size).offset((query.page - 1) * query.size)).all()
            return wire.HistoryPage(
                items=records(conn, call.site_id, rows, today),
                total=min(counted, COUNTED),
                is_complete=counted <= COUNTED,
                page=query.page,
                size=query.size,
                as_of=start_of(today),
            )

        return self._database.read(look)

    def export(self, call: Call[wire.HistoryExport, wire.Nothing]) -> Download:
        """Return all issues that meet the conditions as CSV, the oldest first.

        Raises:
            Refused: `P-RANGE`.
        """
        today = day_of(self._now())
        conditions = history_conditions(call.query, call.site_id, today)
        encoding = call.query.encoding
        name = f"history-{today:%Y%m%d}.csv"
        lines = self._lines(call.site_id, conditions, today)
        return Download(csv_bytes(HISTORY_HEADER, lines, encoding), name, charset_of(encoding))

    def _lines(self, site_id: UUID, conditions: list[ColumnElement[bool]], today: date) -> Iterator[CsvLine]:
        """Yield lines in portions, each read after the last line before: neither memory nor a transaction is held."""
        last: Row[Any] | None = None
        while True:
            query = _behind(ISSUES.where(*conditions), last).order_by(issue.c.issued_at, issue.c.id)

            def look(conn: Connection, query: Select[Any] = query) -> tuple[Any, list[wire.IssueRecord]]:
                rows = conn.execute(query.limit(EXPORTED_AT_ONCE)).all()
                return rows, records(conn, site_id, rows, today)

            rows, items = self._database.read(look)
            yield from map(_line, items)
            if len(rows) < EXPORTED_AT_ONCE:
                return
            last = rows[-1]


def history_conditions(query: wire.HistoryConditions, site_id: UUID, today: date) -> list[ColumnElement[bool]]:
    """Return the conditions of a search, with the cut-off at the last midnight.

    Raises:
        Refused: `P-RANGE` if a range ends before it begins.
    """
    refuse_reversed(query.issued_from, query.issued_to)
    refuse_reversed(query.transfer_from, query.transfer_to)
    if query.miles_from is not None and query.miles_to is not None and query.miles_from > query.miles_to:
        raise Refused(Problem.RANGE)
    return [
        issue.c.site_id == site_id,
        _issued_at(query) < start_of(today),
        *_who(query, site_id),
        *_when(query),
        *_what(query, site_id, today),
    ]


def _issued_at(query: wire.HistoryConditions) -> ColumnElement[Any]:
    """Return the time of issue, hidden from the query planner if a key or a registration already narrows the search.

    Those few issues are found first; without statistics SQLite would rather walk all issues of the site in time order.
    """
    is_narrow = (query.key and not query.prefix) or query.registration_id or _is_whole(query.registration_part)
    return func.coalesce(issue.c.issued_at, issue.c.issued_at) if is_narrow else issue.c.issued_at


def _is_whole(registration_part: str) -> bool:
    """Whether so much of a registration ID is given that few registrations can be meant."""
    return len(bare(registration_part)) >= _MOST_OF_AN_ID


def _who(query: wire.HistoryConditions, site_id: UUID) -> Iterable[ColumnElement[bool]]:
    if query.key and query.prefix:
        yield and_(issue.c.member_key >= query.key, issue.c.member_key < query.key + _LAST_KEY)
    elif query.key:
        yield issue.c.id.in_(select(_few.c.id).where(_few.c.site_id == site_id, _few.c.member_key == query.key))
    if query.issue_id:
        yield issue.c.id.in_(parsed([query.issue_id]))
    if query.campaign_id:
        of_site = select(campaign.c.id).where(campaign.c.site_id == site_id, campaign.c.code == query.campaign_id)
        yield issue.c.campaign_id == of_site.scalar_subquery()
    if query.registration_id:
        sent = select(batch.c.id).where(batch.c.site_id == site_id, batch.c.code == query.registration_id)
        own = select(_few.c.id).where(_few.c.site_id == site_id, _few.c.batch_id == sent.scalar_subquery())
        yield issue.c.id.in_(own)
    yield from _by_parts(query, site_id)


def _by_parts(query: wire.HistoryConditions, site_id: UUID) -> Iterable[ColumnElement[bool]]:
    if query.campaign_part:
        is_it = is_meant(query.campaign_part, has_part(campaign.c.name_folded, query.campaign_part))
        yield issue.c.campaign_id.in_(select(campaign.c.id).where(campaign.c.site_id == site_id, is_it))
    if query.registration_part:
        has_it = has_part(batch.c.code, query.registration_part)
        sent = select(batch.c.id).where(batch.c.site_id == site_id, has_it)
        if _is_whole(query.registration_part):
            own = select(_few.c.id).where(_few.c.site_id == site_id, _few.c.batch_id.in_(sent))
            yield issue.c.id.in_(own)
        else:
            yield issue.c.batch_id.in_(sent)


def _when(query: wire.HistoryConditions) -> Iterable[ColumnElement[bool]]:
    at = _issued_at(query)
    if query.issued_from:
        yield at >= midnight(query.issued_from)
    if query.issued_to:
        yield at < midnight(query.issued_to) + timedelta(days=1)
    if query.transfer_from:
        yield issue.c.transfer_on >= query.transfer_from
    if query.transfer_to:
        # A transfer is never before its issue; the second condition lets the index on the time of issue help.
        yield issue.c.transfer_on <= query.transfer_to
        yield at < midnight(query.transfer_to) + timedelta(days=1)


def _what(query: wire.HistoryConditions, site_id: UUID, today: date) -> Iterable[ColumnElement[bool]]:
    if query.states:
        yield or_(*(_has_state(state, site_id, today) for state in query.states))
    if query.types:
        yield issue.c.source.in_(query.types)
    if query.miles_from is not None:
        yield issue.c.miles >= query.miles_from
    if query.miles_to is not None:
        yield issue.c.miles <= query.miles_to


def _has_state(state: IssueState, site_id: UUID, today: date) -> ColumnElement[bool]:
    """Return `history.shown_state` as an SQL condition."""
    if state is IssueState.CANCELLED:
        return issue.c.state == _CANCELLED
    if state is IssueState.REQUESTED:
        return issue.c.id.in_(
            select(cancellation.c.issue_id).where(cancellation.c.site_id == site_id, cancellation.c.state == OPEN)
        )
    free = and_(issue.c.state != _CANCELLED, waiting.c.id.is_(None))
    is_pending = or_(issue.c.state == _PENDING, issue.c.transfer_on >= today)
    return and_(free, is_pending) if state is IssueState.PENDING else and_(free, ~is_pending)


def _rank(today: date) -> ColumnElement[int]:
    """Return the shown state's position in the order of the states, as SQL."""
    ranks = {state: rank for rank, state in enumerate(IssueState)}
    return case(
        (issue.c.state == _CANCELLED, ranks[IssueState.CANCELLED]),
        (waiting.c.id.is_not(None), ranks[IssueState.REQUESTED]),
        (or_(issue.c.state == _PENDING, issue.c.transfer_on >= today), ranks[IssueState.PENDING]),
        else_=ranks[IssueState.VALID],
    )


def _ordered(found: Select[Any], query: wire.HistorySearch, today: date) -> Select[Any]:
    """Order by one key, then by time and identity in the same direction, to match the indexes."""
    keys: dict[str, ColumnElement[Any]] = {
        "issued_at": _issued_at(query),
        "transfer_on": issue.c.transfer_on,
        "miles": issue.c.miles,
        "key": issue.c.member_key,
        "state": _rank(today),
    }
    by = [keys[query.sort.removeprefix("-")], issue.c.issued_at, issue.c.id]
    return found.order_by(*(key.desc() if query.sort.startswith("-") else key.asc() for key in by))


def _counted(conn: Connection, conditions: list[ColumnElement[bool]]) -> int:
    """Return the number of found issues, at most `COUNTED` + 1."""
    counting = ISSUES.with_only_columns(issue.c.id).where(*conditions).limit(COUNTED + 1)
    return conn.execute(select(func.count()).select_from(counting.subquery())).scalar_one()


def _behind(found: Select[Any], last: Row[Any] | None) -> Select[Any]:
    if last is None:
        return found
    later = and_(issue.c.issued_at == last.issued_at, issue.c.id > last.id)
    return found.where(issue.c.issued_at >= last.issued_at, or_(issue.c.issued_at > last.issued_at, later))


def _line(item: wire.IssueRecord) -> CsvLine:
    trace = item.cancellation if item.state in {IssueState.CANCELLED, IssueState.REQUESTED} else None
    return (
        item.issue_id,
        moment(item.issued_at),
        item.key,
        item.miles,
        item.transfer_on.isoformat(),
        issue_state_words(item.state).in_(Language.JAPANESE),
        issue_type_words(item.type).in_(Language.JAPANESE),
        item.registration_id,
        item.campaign_id,
        item.campaign_name,
        reason_text(trace.reason) if trace else "",
        moment(trace.decided_at or trace.requested_at) if trace else "",
        TEST_ISSUE.in_(Language.JAPANESE) if item.test else "",
    )
