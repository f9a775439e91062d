"""The closing of hours, days and months: sums what can no longer change, and freezes bills.

The running day is summed hour by hour, so that a report reads the transfers of only an hour or two, however many
were issued today. All sums can be made again from the transfers: `rebuild` deletes them, and the next turn makes them
again. A frozen bill stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.domain.reports.periods import LATEST
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.reports.bills import month_number, open_bills
from netmile_desktop.portal.reports.sums import COUNTED, OF_HEAPS, Cut, closed_before, completed_hour, heaps, typed
from netmile_desktop.portal.tables import (
    day_close,
    invoice,
    rollup_day,
    rollup_hour,
    rollup_month,
    schedule,
    site,
    transfer,
)
from netmile_desktop.portal.tables.reports import SUMS, WHOLE_DAY

GRACE = timedelta(minutes=10)
"""Time after its end at which an hour is closed: transactions begun within the hour are committed by then."""

DAYS_AT_ONCE = 31
"""Days closed per transaction, so that others need not wait for years of sums."""

_PAUSE = timedelta(minutes=1)
_NAME = "closing"
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_NAMES = ", ".join(SUMS)
_DAYS = "site_id = :site AND biz_date >= :first AND biz_date <= :last"
_HOURS = "site_id = :site AND (biz_date, biz_hour) >= (:first, :from_hour) AND (biz_date, biz_hour) < (:last, :to_hour)"

_SUM_HOURS = typed(f"""
    INSERT INTO rollup_hour (site_id, biz_date, campaign_id, biz_hour, {_NAMES})
    SELECT site_id, biz_date, campaign_id, biz_hour, {OF_HEAPS}
    FROM {heaps(_HOURS)} WHERE {COUNTED}
    GROUP BY site_id, biz_date, campaign_id, biz_hour
""")
_SUM_DAYS = typed(f"""
    INSERT INTO rollup_day (site_id, biz_date, campaign_id, {_NAMES})
    SELECT site_id, biz_date, campaign_id, {", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in SUMS)}
    FROM rollup_hour WHERE {_DAYS}
    GROUP BY site_id, biz_date, campaign_id
""")
_SUM_MONTHS = typed(f"""
    INSERT INTO rollup_month (site_id, month, campaign_id, {_NAMES})
    SELECT site_id, biz_date / 100, campaign_id, {", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in SUMS)}
    FROM rollup_day WHERE {_DAYS}
    GROUP BY site_id, biz_date / 100, campaign_id
""")


class Closing:
    """The recurring task that closes every hour that is over, in whichever of several workers is first."""

    def __init__(
        self, database: Database, business_clock: Clock, *, stepped: Callable[[], None] = lambda: None
    ) -> None:
        """Call `stepped` after each transaction: after a long standstill there are many."""
        self._database = database
        self._stepped = stepped
        self._now = business_clock
        self._next = NextLook(_HOUR)

    def catch_up(self) -> None:
        """Close all hours that can be closed. Costs nothing while none can be."""
        now = self._now()
        if not self._next.is_due(now):
            return
        self._next.wait(now, now + _PAUSE)  # so that a failure is not retried at every turn
        while not self._database.write(self._in_turn):
            self._stepped()
        self._next.wait(now, _next_close(now))

    def _in_turn(self, conn: Connection) -> bool:
        """Do one step and return whether nothing is left. The schedule's row lock keeps other workers out."""
        now = self._now()
        conn.execute(self._database.insert(schedule).values(name=_NAME, next_at=now).on_conflict_do_nothing())
        own = schedule.c.name == _NAME
        conn.execute(select(schedule.c.next_at).where(own).with_for_update())
        is_done = close_some(conn, now)
        conn.execute(update(schedule).where(own).values(next_at=_next_close(now) if is_done else now))
        return is_done


def close_some(conn: Connection, now: datetime) -> bool:
    """Close the oldest open hours, of at most `DAYS_AT_ONCE` days, and months that end with them; True if none is left.

    The sums of the running day and month grow with every hour.
    """
    closed = closed_before(conn)
    if closed is not None and closed > Cut.at(now):
        reopen(conn, day_of(now))  # the clock was set back
        closed = closed_before(conn)
    sites = list(conn.execute(select(site.c.id)).scalars())
    begin = _begin(conn, closed, sites)
    end = Cut.at(now - GRACE)
    if end.hour == 0:
        end = Cut(end.day - _DAY, WHOLE_DAY)
    if begin is None or begin >= end:
        return True
    furthest = begin.day + (DAYS_AT_ONCE - 1) * _DAY
    upto = end if end.day <= furthest else Cut(furthest, WHOLE_DAY)
    for id_ in sites:
        if sum_hours(conn, id_, begin, upto):
            sum_days(conn, id_, begin.day)
            sum_months(conn, id_, begin.day)
    _note(conn, begin.day, upto, now)
    whole = upto.day if upto.hour == WHOLE_DAY else upto.day - _DAY
    if whole >= begin.day:
        for id_ in sites:
            _freeze(conn, id_, whole, now)
    return upto == end


def sum_hours(conn: Connection, site_id: UUID, begin: Cut, upto: Cut) -> bool:
    """Write the sums of hours that have none yet; return whether there was anything to sum."""
    span = {"first": begin.day, "from_hour": begin.hour, "last": upto.day, "to_hour": upto.hour}
    return conn.execute(_SUM_HOURS, {"site": site_id, **span}).rowcount > 0


def sum_days(conn: Connection, site_id: UUID, day: date) -> None:
    """Rebuild the sums of the days from `day` on from those of their closed hours."""
    conn.execute(delete(rollup_day).where(rollup_day.c.site_id == site_id, rollup_day.c.biz_date >= day))
    conn.execute(_SUM_DAYS, {"site": site_id, "first": day, "last": LATEST})


def sum_months(conn: Connection, site_id: UUID, day: date) -> None:
    """Rebuild the sums of the months from that of `day` on from those of their closed days."""
    of = rollup_month.c
    conn.execute(delete(rollup_month).where(of.site_id == site_id, of.month >= month_number(day)))
    conn.execute(_SUM_MONTHS, {"site": site_id, "first": day.replace(day=1), "last": LATEST})


def reopen(conn: Connection, day: date) -> None:
    """Delete the sums from a day on, and the frozen bills of the months from that of the day on."""
    for table in (rollup_hour, rollup_day, day_close):
        conn.execute(delete(table).where(table.c.biz_date >= day))
    for id_ in conn.execute(select(site.c.id)).scalars().all():
        sum_months(conn, id_, day)
    conn.execute(delete(invoice).where(invoice.c.month >= month_number(day)))


def rebuild(conn: Connection) -> None:
    """Delete all sums; the next turn of a worker makes them again. Bills stay as they were sent."""
    for table in (rollup_hour, rollup_day, rollup_month, day_close):
        conn.execute(delete(table))


def _freeze(conn: Connection, site_id: UUID, closed: date, now: datetime) -> None:
    """Write the bills of the months whose days are all closed."""
    last = (closed + _DAY).replace(day=1) - _DAY
    for each in open_bills(conn, site_id, last, Cut.after(start_of(last))):
        own = each.bill
        conn.execute(
            insert(invoice).values(
                site_id=site_id,
                month=month_number(each.month),
                issued=own.issued,
                cancelled=own.cancelled,
                carried=own.carried,
                yen=own.yen,
                next_miles=own.next.miles,
                next_credit=own.next.credit,
                closed_at=now,
            )
        )


def _note(conn: Connection, first: date, upto: Cut, now: datetime) -> None:
    """Record that everything before `upto` is closed, replacing the records from day `first` on."""
    conn.execute(delete(day_close).where(day_close.c.biz_date >= first))
    whole = [first + at * _DAY for at in range((upto.day - first).days)]
    rows = [{"biz_date": day, "hours": WHOLE_DAY, "closed_at": now} for day in whole]
    conn.execute(insert(day_close), [*rows, {"biz_date": upto.day, "hours": upto.hour, "closed_at": now}])


def _begin(conn: Connection, closed: Cut | None, sites: Iterable[UUID]) -> Cut | None:
    """Return the first open hour, or None if nothing was ever issued."""
    if closed is not None:
        return Cut(closed.day + _DAY, 0) if closed.hour == WHOLE_DAY else closed
    firsts = (
        conn.execute(select(func.min(transfer.c.biz_date)).where(transfer.c.site_id == id_)).scalar() for id_ in sites
    )
    return min((Cut(day, 0) for day in firsts if day is not None), default=None)


def _next_close(now: datetime) -> datetime:
    """Return when the running hour can be closed."""
    return completed_hour(now - GRACE) + _HOUR + GRACE
