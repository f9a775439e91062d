"""Miles that were issued with a delay become usable at 00:00 of their transfer day (guide L398, L449)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text, update

from netmile_desktop.domain.calendar import start_of
from netmile_desktop.portal.columns import Day
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.ids import new_ids
from netmile_desktop.portal.tables import issue, transfer

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


def make_due(conn: Connection, database: Database, today: date) -> int:
    """Post the pending issues whose transfer day has come, in the caller's transaction; how many there were."""
    waiting = (issue.c.state == "pending") & (issue.c.transfer_on <= today)
    rows = conn.execute(select(issue).where(waiting).order_by(issue.c.site_id, issue.c.id)).all()
    if rows:
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
