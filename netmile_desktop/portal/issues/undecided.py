"""不可（期限経過）: a request that nobody has decided by its last day ends, and its miles are 有効 again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.domain.cancellations import Cause, RequestState, request_ends_at
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.issues.issues import OPEN
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.tables import cancel_order, cancellation

EVERY = timedelta(hours=1)
"""Interval between looks: a request made before midnight may be committed after it, and must not wait a whole day."""

_AT_ONCE = 2_000
"""Requests ended per transaction, so that others need not wait for years of them."""


class UndecidedRequests:
    """The recurring task that ends requests past their last day; costs nothing in between."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock
        self._next = NextLook(EVERY)

    def catch_up(self) -> int:
        """End all requests whose last day has passed, unless it was done within the hour; return their number."""
        now = self._now()
        if not self._next.is_due(now):
            return 0
        today, total, ended = day_of(now), 0, _AT_ONCE
        while ended == _AT_ONCE:
            ended = self._database.write(lambda conn: self._end_some(conn, today))
            total += ended
        self._next.wait(now, start_of(today + timedelta(days=1)))
        return total

    def _end_some(self, conn: Connection, today: date) -> int:
        """End some requests in the caller's transaction. One that is being decided at this moment is left alone."""
        own = (
            select(cancellation.c.site_id, cancellation.c.id, cancellation.c.last_on, cancel_order.c.code)
            .join(
                cancel_order,
                (cancel_order.c.site_id == cancellation.c.site_id) & (cancel_order.c.id == cancellation.c.order_id),
            )
            .where(cancellation.c.state == OPEN, cancellation.c.last_on < today)
            .order_by(cancellation.c.last_on, cancellation.c.site_id, cancellation.c.id)
            .limit(_AT_ONCE)
        )
        rows = conn.execute(own.with_for_update(of=cancellation, skip_locked=True)).all()
        for site_id, last_on in {(row.site_id, row.last_on) for row in rows}:
            same = [row.id for row in rows if (row.site_id, row.last_on) == (site_id, last_on)]
            for some in slices(same):
                conn.execute(
                    update(cancellation)
                    .where(cancellation.c.site_id == site_id, cancellation.c.id.in_(some))
                    .values(state=RequestState.REFUSED, cause=Cause.UNDECIDED, decided_at=request_ends_at(last_on))
                )
        for (site_id, code), count in Counter((row.site_id, row.code) for row in rows).items():
            record(conn, self._clock(), site_id, None, Act.CANCELLATION_DECIDED, code, f"undecided refused={count}")
        return len(rows)
