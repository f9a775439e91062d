"""Miles go back from members to the site: one transfer an issue, its state, the balance and the count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, text, update

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.portal.columns import Id
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.ids import new_ids
from netmile_desktop.portal.paging import slices
from netmile_desktop.portal.tables import issue, transfer

VOID, REVERSE = "void", "reverse"
"""Pending miles, which were never the member's own, and valid ones."""

_STATE_BEFORE = {VOID: "pending", REVERSE: "valid"}
_SIDE = {VOID: "pending", REVERSE: "posted"}

_COLUMNS = [
    transfer.c[name]
    for name in (
        *("site_id", "id", "event_id", "kind", "debit", "credit", "amount", "issue_id", "campaign_id", "test"),
        *("at", "biz_date", "biz_hour"),
    )
]

_THESE = "issue.site_id = :site AND issue.id IN :ids"

# A cancelled issue frees its place, so that a mistake can be put right in a campaign that gives once. Only
# campaigns with limits have counts. In key order, as those who issue take them.
_FREE_PLACES = f"""
    INSERT INTO quota (site_id, campaign_id, account_id, total, day, day_count)
    SELECT held.site_id, held.campaign_id, held.account_id, COUNT(*), held.day,
        CAST(SUM(CASE WHEN issue.issued_on = held.day THEN 1 ELSE 0 END) AS INTEGER)
    FROM issue JOIN quota AS held ON held.site_id = issue.site_id
        AND held.campaign_id = issue.campaign_id AND held.account_id = issue.account_id
    WHERE {_THESE}
    GROUP BY held.site_id, held.campaign_id, held.account_id, held.day ORDER BY held.account_id
    ON CONFLICT (site_id, campaign_id, account_id) DO UPDATE SET
        total = quota.total - excluded.total,
        day_count = quota.day_count - CASE WHEN quota.day = excluded.day THEN excluded.day_count ELSE 0 END
"""

_TAKE_FROM_BALANCES = """
    INSERT INTO balance (account_id, posted, pending)
    SELECT account_id, 0, CAST(SUM(miles) AS BIGINT) FROM issue WHERE {these}
    GROUP BY account_id ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET {side} = balance.{side} - excluded.pending
"""


def take_back(conn: Connection, database: Database, kind: str, rows: Sequence[Row[Any]], now: datetime) -> None:
    """Cancel issues that the caller holds and found in the state for it, in the caller's transaction.

    Raises:
        RuntimeError: an issue was not in that state; nothing may be committed then.
    """
    if not rows:
        return
    database.bulk_insert(conn, _COLUMNS, _transfers(kind, rows, now))
    site_id = rows[0].site_id
    in_order = [row.id for row in sorted(rows, key=lambda row: (row.account_id, row.id))]
    changed = 0
    for ids in slices(in_order):
        own = (issue.c.site_id == site_id) & issue.c.id.in_(ids) & (issue.c.state == _STATE_BEFORE[kind])
        changed += conn.execute(update(issue).where(own).values(state="cancelled")).rowcount
    if changed != len(rows):
        raise RuntimeError(f"{len(rows) - changed} issues were in another state")
    take = _TAKE_FROM_BALANCES.format(these=_THESE, side=_SIDE[kind])
    for statement in (_FREE_PLACES, take):
        for ids in slices(in_order):
            conn.execute(_over_issues(statement), {"site": site_id, "ids": list(ids)})


def _over_issues(statement: str) -> Any:
    return text(statement).bindparams(bindparam("site", type_=Id), bindparam("ids", type_=Id, expanding=True))


def _transfers(kind: str, rows: Sequence[Row[Any]], now: datetime) -> Iterator[tuple[object, ...]]:
    today, hour = day_of(now), now.astimezone(JST).hour
    event_id: UUID = new_ids(1)[0]
    for row, id_ in zip(rows, new_ids(len(rows)), strict=True):
        yield (
            *(row.site_id, id_, event_id, kind, row.account_id, row.site_id, row.miles),
            *(row.id, row.campaign_id, row.test, now, today, hour),
        )
