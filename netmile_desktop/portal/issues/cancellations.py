"""取消: check first, then cancel pending issues at once and request cancellation of valid ones (guide L673-689).

The live state decides, whatever a list showed: an issue that has become valid since then is not cancelled but
offered again as a request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState, deadline, refused_as
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.sites import next_number
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id, new_ids
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.idempotency import once
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.issues.cancel_reasons import is_offered
from netmile_desktop.portal.issues.issues import by_identity, live_state, parsed, records
from netmile_desktop.portal.issues.selections import selected
from netmile_desktop.portal.ledger.reversals import VOID, take_back
from netmile_desktop.portal.tables import cancel_order, cancellation

NUMBER = "cancellation"

_STATES = {
    CancelAction.AT_ONCE: (RequestState.DONE, IssueState.CANCELLED, Act.ISSUES_CANCELLED),
    CancelAction.REQUEST: (RequestState.REQUESTED, IssueState.REQUESTED, Act.CANCELLATION_REQUESTED),
}
"""For each action: the new states of the cancellation and of its issue, and the audit action."""

_COLUMNS = [
    cancellation.c[name]
    for name in (
        "site_id",
        "id",
        "order_id",
        "issue_id",
        "state",
        "last_on",
        "decided_by",
        "decided_at",
        "cause",
        "note",
    )
]


@dataclass(frozen=True, slots=True)
class _Judged:
    """One issue of an order: its row, and the cause if it cannot be cancelled."""

    issue_id: str
    row: Row[Any] | None
    cause: Cause | None


class Cancellations:
    """Cancellations of a site's issued miles."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock

    def check(self, call: Call[wire.Nothing, wire.CancelSelection]) -> wire.CancelForecast:
        """Sort issues into those cancellable at once, by request, and not at all; write nothing.

        Raises:
            Refused: as `selected`.
        """
        now = self._now()
        today = day_of(now)

        def look(conn: Connection) -> wire.CancelForecast:
            asked = selected(conn, call.site_id, call.body, today)
            rows = {str(row.id): row for row in by_identity(conn, call.site_id, parsed(asked))}
            items = records(conn, call.site_id, [rows[id_] for id_ in asked if id_ in rows], today)
            return _forecast(items, [id_ for id_ in asked if id_ not in rows], now)

        return self._database.read(look)

    def order(self, call: Call[wire.Nothing, wire.CancelOrder]) -> wire.CancelResult:
        """Cancel issues at once or request their cancellation; return the outcome of each.

        Raises:
            Refused: as `selected`; `P-OPTION` for a reason that is not offered.
        """
        return self._database.write(
            lambda conn: once(conn, call, self._clock(), wire.CancelResult, lambda: self._order(conn, call))
        )

    def _order(self, conn: Connection, call: Call[wire.Nothing, wire.CancelOrder]) -> wire.CancelResult:
        asked, now = call.body, as_stored(self._now())
        if not is_offered(conn, asked.reason):
            raise Refused(Problem.OPTION)
        ids = selected(conn, call.site_id, asked, day_of(now))
        judged = _judged(conn, call.site_id, ids, asked, day_of(now))
        good = [each.row for each in judged if each.row is not None and each.cause is None]
        return wire.CancelResult(
            number=self._carry_out(conn, call, good, now) if good else "",
            action=asked.action,
            reason=asked.reason,
            at=now,
            done=len(good),
            miles=sum(row.miles for row in good),
            rows=[_told(each, asked.action) for each in judged],
        )

    def _carry_out(
        self, conn: Connection, call: Call[wire.Nothing, wire.CancelOrder], rows: Sequence[Row[Any]], now: datetime
    ) -> str:
        """Write the order, carry it out, and return its number. The site's counter is last: others wait for it."""
        action, order_id = call.body.action, new_id()
        self._database.bulk_insert(conn, _COLUMNS, _lines(call, order_id, rows, now))
        if action is CancelAction.AT_ONCE:
            take_back(conn, self._database, VOID, rows, now)
        number = next_number(conn, self._database, call.site_id, NUMBER)
        code = f"R{day_of(now):%Y%m%d}-{number:06d}"
        conn.execute(
            insert(cancel_order).values(
                site_id=call.site_id,
                id=order_id,
                number=number,
                code=code,
                action=action,
                reason=call.body.reason,
                actor_id=call.caller.user_id,
                ordered_at=now,
            )
        )
        told = f"{call.body.reason} rows={len(rows)}"
        record(conn, self._clock(), call.site_id, call.caller.user_id, _STATES[action][2], code, told)
        return code


def _judged(conn: Connection, site_id: UUID, ids: Sequence[str], asked: wire.CancelOrder, today: date) -> list[_Judged]:
    """Return each requested issue once, locked in its state, with the cause if it cannot be cancelled."""
    rows = {str(row.id): row for row in by_identity(conn, site_id, parsed(ids), for_update=True)}
    judged = []
    for id_ in ids:
        row = rows.get(id_)
        cause: Cause | None = Cause.NOT_FOUND
        if row is not None:
            type_ = IssueType(row.source)
            cause = refused_as(asked.action, live_state(row), row.issued_on, row.transfer_on, today, type_)
        judged.append(_Judged(id_, row, cause))
    return _with_locked_reasons(conn, site_id, judged, asked.reason)


def _with_locked_reasons(conn: Connection, site_id: UUID, judged: list[_Judged], reason: str) -> list[_Judged]:
    """Set the cause `REASON_LOCKED` if an issue is already cancelled or requested for another reason (guide L809)."""
    twice = {
        each.row.id
        for each in judged
        if each.row is not None and each.cause in {Cause.ALREADY_CANCELLED, Cause.ALREADY_REQUESTED}
    }
    reasons = _reasons(conn, site_id, sorted(twice))
    return [
        _Judged(each.issue_id, each.row, Cause.REASON_LOCKED)
        if each.row is not None and reasons.get(each.row.id, reason) != reason
        else each
        for each in judged
    ]


def _reasons(conn: Connection, site_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the reasons of cancelled issues and of issues with an open request."""
    found: dict[UUID, str] = {}
    for some in slices(ids):
        own = (
            select(cancellation.c.issue_id, cancel_order.c.reason)
            .join(
                cancel_order,
                (cancel_order.c.site_id == cancellation.c.site_id) & (cancel_order.c.id == cancellation.c.order_id),
            )
            .where(cancellation.c.site_id == site_id, cancellation.c.issue_id.in_(some))
            .where(cancellation.c.state != RequestState.REFUSED)
        )
        found |= {row.issue_id: row.reason for row in conn.execute(own)}
    return found


def _lines(
    call: Call[wire.Nothing, wire.CancelOrder], order_id: UUID, rows: Sequence[Row[Any]], now: datetime
) -> Iterable[tuple[object, ...]]:
    state = _STATES[call.body.action][0]
    is_done = state is RequestState.DONE
    decided = (call.caller.user_id, now) if is_done else (None, None)
    for row, id_ in zip(rows, new_ids(len(rows)), strict=True):
        last_on = deadline(row.issued_on, row.transfer_on).last_on
        yield (call.site_id, id_, order_id, row.id, state, last_on, *decided, "", "")


def _told(each: _Judged, action: CancelAction) -> wire.CancelledRow:
    is_done = each.cause is None
    before = None if each.row is None else live_state(each.row)
    return wire.CancelledRow(
        issue_id=each.issue_id,
        is_done=is_done,
        state=_STATES[action][1] if is_done else before,
        cause=each.cause,
    )


def _forecast(items: list[wire.IssueRecord], unknown: list[str], now: datetime) -> wire.CancelForecast:
    def pile(action: CancelAction | None) -> wire.CancelPile:
        own = [item for item in items if item.action is action]
        return wire.CancelPile(rows=len(own), miles=sum(item.miles for item in own))

    causes = Counter(item.cause for item in items if item.cause is not None)
    if unknown:
        causes[Cause.NOT_FOUND] = len(unknown)
    impossible = pile(None)
    return wire.CancelForecast(
        at_once=pile(CancelAction.AT_ONCE),
        by_request=pile(CancelAction.REQUEST),
        impossible=wire.CancelPile(rows=impossible.rows + len(unknown), miles=impossible.miles),
        causes=[wire.CauseCount(cause=cause, rows=causes[cause]) for cause in Cause if cause in causes],
        items=items,
        unknown=unknown,
        at=now,
    )
