"""Miles issued with a delay become usable at 00:00 of their transfer day (guide L398, L449)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select, update

from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.movements import Movement, change_state, shift_balances, write_transfers
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.tables import issue, schedule

EVERY = timedelta(hours=1)
"""Interval between checks: a chunk judged before midnight may be committed after it, and must not wait a whole day."""

_PAUSE = timedelta(minutes=1)
_NAME = "transfers"


class DueTransfers:
    """The recurring task that makes transfers due after midnight, in whichever of several workers is first."""

    def __init__(
        self,
        database: Database,
        outbox: MailOutbox,
        business_clock: Clock,
        *,
        at_once: int = 2_000,
        stepped: Callable[[], None] = lambda: None,
    ) -> None:
        """Take `at_once` as the number of issues made due per transaction; call `stepped` after each of these."""
        self._database = database
        self._stepped = stepped
        self._at_once = at_once
        self._outbox = outbox
        self._now = business_clock
        self._next = NextLook(EVERY)

    def catch_up(self) -> int:
        """Make all due transfers and return the number of issues. Costs nothing while nothing can be due.

        After a standstill of days there may be very many, so each transaction takes only some of them.
        """
        now = self._now()
        if not self._next.is_due(now):
            return 0
        self._next.wait(now, now + _PAUSE)  # so that a failure is not retried at every turn
        total, is_done = 0, False
        while not is_done:
            made, next_at = self._database.write(lambda conn: self._in_turn(conn, now))
            self._stepped()
            total, is_done = total + made, next_at > now
        self._next.wait(now, next_at)
        return total

    def _in_turn(self, conn: Connection, now: datetime) -> tuple[int, datetime]:
        """Make one share of transfers due. The lock on the schedule's row lets only one worker at a time do it."""
        first = self._database.insert(schedule).values(name=_NAME, next_at=now).on_conflict_do_nothing()
        conn.execute(first)
        own = schedule.c.name == _NAME
        next_at = conn.execute(select(schedule.c.next_at).where(own).with_for_update()).scalar_one()
        if next_at - EVERY <= now < next_at:
            return 0, next_at
        made = make_due(conn, self._database, day_of(now), self._outbox, at_most=self._at_once)
        if made:
            return made, now  # there may be more
        next_at = min(now + EVERY, start_of(day_of(now) + timedelta(days=1)))
        conn.execute(update(schedule).where(own).values(next_at=next_at))
        return 0, next_at


def make_due(
    conn: Connection, database: Database, today: date, outbox: MailOutbox | None = None, *, at_most: int | None = None
) -> int:
    """Post pending issues whose transfer day has come, in the caller's transaction; return their number.

    Without an outbox members get no mail, as is right for the past of sample data.
    """
    waiting = (issue.c.state == "pending") & (issue.c.transfer_on <= today)
    oldest = select(issue).where(waiting).order_by(issue.c.transfer_on, issue.c.site_id, issue.c.id).limit(at_most)
    # Locked with their state checked again: none of them can be cancelled from now on.
    rows = conn.execute(oldest.with_for_update()).all()
    if rows:
        if outbox is not None:
            outbox.tell_due(conn, rows)
        # From the member's pending side to the posted side: both belong to one account, so the site is in between.
        moves = [Movement(row, row.site_id, row.account_id, start_of(row.transfer_on)) for row in rows]
        write_transfers(conn, database, "activate", moves)
        change_state(conn, rows, "pending", "valid")
        shift_balances(conn, rows, posted=1, pending=-1)
    return len(rows)
