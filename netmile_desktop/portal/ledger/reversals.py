"""Reversals: miles go back from members to the site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.ledger.movements import (
    THESE_ISSUES,
    Movement,
    change_state,
    for_each_site,
    shift_balances,
    write_transfers,
)

VOID, REVERSE = "void", "reverse"
"""Kinds of reversal: of pending miles, which were never the member's own, and of valid miles."""

# A cancelled issue no longer counts towards limits, so that a mistake can be corrected in a campaign that gives
# once. Only campaigns with limits have counts. In key order, in which issuing locks them too.
_FREE_PLACES = f"""
    INSERT INTO quota (site_id, campaign_id, account_id, total, day, day_count)
    SELECT held.site_id, held.campaign_id, held.account_id, COUNT(*), held.day,
        CAST(SUM(CASE WHEN issue.issued_on = held.day THEN 1 ELSE 0 END) AS INTEGER)
    FROM issue JOIN quota AS held ON held.site_id = issue.site_id
        AND held.campaign_id = issue.campaign_id AND held.account_id = issue.account_id
    WHERE {THESE_ISSUES}
    GROUP BY held.site_id, held.campaign_id, held.account_id, held.day ORDER BY held.account_id
    ON CONFLICT (site_id, campaign_id, account_id) DO UPDATE SET
        total = quota.total - excluded.total,
        day_count = quota.day_count - CASE WHEN quota.day = excluded.day THEN excluded.day_count ELSE 0 END
"""


def take_back(conn: Connection, database: Database, kind: str, rows: Sequence[Row[Any]], now: datetime) -> None:
    """Cancel issues in the caller's transaction; the caller has locked them and checked their state."""
    if not rows:
        return
    is_void = kind == VOID
    write_transfers(conn, database, kind, [Movement(row, row.account_id, row.site_id, now) for row in rows])
    change_state(conn, rows, "pending" if is_void else "valid", "cancelled")
    for_each_site(conn, rows, _FREE_PLACES, {})
    shift_balances(conn, rows, posted=0 if is_void else -1, pending=-1 if is_void else 0)
