"""Miles that were issued with a delay become usable at 00:00 of their transfer day (guide L398, L449)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text, update

from netmile_desktop.domain.calendar import Clock, day_of, start_of
from netmile_desktop.portal.columns import Day
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.ids import new_ids
from netmile_desktop.portal.outbox import Outbox
from netmile_desktop.portal.tables import issue, schedule, transfer

EVERY = timedelta(hours=1)
"""A chunk that was judged before midnight may be committed after it; it is not left for a whole day."""

_PAUSE = timedelta(minutes=1)
_NAME = "transfers"

_COLUMNS = [
    transfer.c[name]
    for name in (
        *("site_id", "id", "event_id", "kind", "debit", "credit", "amount", "issue_id", "campaign_id", "test"),
        *("at", "biz_date", "biz_hour"),
    )
]

_MOVE_BALANCES = text("""
    INSERT INTO balance (account_id, posted, pending)
    SELECT account_id, CAST(SUM(miles) AS BIGINT), 0 FROM issue
    WHERE state = 'pending' AND transfer_on <= :today
    GROUP BY account_id ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET
        posted = balance.posted + excluded.posted, pending = balance.pending - excluded.posted
""").bindparams(bindparam("today", type_=Day))


class DueTransfers:
    """Makes transfers due at every midnight, whichever of many workers comes first."""

    def __init__(self, database: Database, outbox: Outbox, business_clock: Clock) -> None:
        self._database = database
        self._outbox = outbox
        self._now = business_clock
        self._idle_until: datetime | None = None

    def catch_up(self) -> int:
        """Make due what should be by now; how many issues there were. Costs nothing while nothing can be due."""
        now = self._now()
        if self._idle_until is not None and self._idle_until - EVERY <= now < self._idle_until:
            return 0
        self._idle_until = now + _PAUSE  # what fails is not tried at every turn
        made, self._idle_until = self._database.write(lambda conn: self._in_turn(conn, now))
        return made

    def _in_turn(self, conn: Connection, now: datetime) -> tuple[int, datetime]:
        """The row of the schedule keeps workers from doing the same at the same time."""
        first = self._database.insert(schedule).values(name=_NAME, next_at=now).on_conflict_do_nothing()
        conn.execute(first)
        own = schedule.c.name == _NAME
        next_at = conn.execute(select(schedule.c.next_at).where(own).with_for_update()).scalar_one()
        if next_at - EVERY <= now < next_at:
            return 0, next_at
        made = make_due(conn, self._database, day_of(now), self._outbox)
        next_at = min(now + EVERY, start_of(day_of(now) + timedelta(days=1)))
        conn.execute(update(schedule).where(own).values(next_at=next_at))
        return made, next_at


def make_due(conn: Connection, database: Database, today: date, outbox: Outbox | None = None) -> int:
    """Post the pending issues whose transfer day has come, in the caller's transaction; how many there were.

    Without an outbox members are told nothing, as befits the past of sample data.
    """
    waiting = (issue.c.state == "pending") & (issue.c.transfer_on <= today)
    rows = conn.execute(select(issue).where(waiting).order_by(issue.c.site_id, issue.c.id)).all()
    if rows:
        if outbox is not None:
            outbox.tell_due(conn, today)
        conn.execute(_MOVE_BALANCES, {"today": today})
        conn.execute(update(issue).where(waiting).values(state="valid"))
        database.bulk_insert(conn, _COLUMNS, _activations(rows))
    return len(rows)


def _activations(rows: Sequence[Row[Any]]) -> Iterator[tuple[object, ...]]:
    """From the member's pending side to the posted one; both are the same account, so the site stands in between."""
    for row, id_ in zip(rows, new_ids(len(rows)), strict=True):
        at = start_of(row.transfer_on)
        yield (
            row.site_id,
            id_,
            id_,
            "activate",
            row.site_id,
            row.account_id,
            row.miles,
            row.id,
            row.campaign_id,
            row.test,
            at,
            row.transfer_on,
            0,
        )
