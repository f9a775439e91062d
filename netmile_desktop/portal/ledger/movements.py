"""Movements of issued miles: a transfer for each issue, the issue's new state, and the members' balances.

All of it happens in the caller's transaction, for issues whose rows the caller has locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, text, update
from sqlalchemy.sql.elements import TextClause

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.portal.database.column_types import Id
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_ids
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.tables import issue, transfer

THESE_ISSUES = "issue.site_id = :site AND issue.id IN :ids"

_COLUMNS = [
    transfer.c[name]
    for name in (
        *("site_id", "id", "event_id", "kind", "debit", "credit", "amount", "issue_id", "campaign_id", "test"),
        *("at", "biz_date", "biz_hour"),
    )
]

_SHIFT = f"""
    INSERT INTO balance (account_id, posted, pending)
    SELECT account_id, CAST(SUM(miles) AS BIGINT), 0 FROM issue WHERE {THESE_ISSUES}
    GROUP BY account_id ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET
        posted = balance.posted + :posted * excluded.posted, pending = balance.pending + :pending * excluded.posted
"""


class Movement(NamedTuple):
    """The transfer of an issue's full amount between two accounts."""

    row: Row[Any]
    debit: UUID
    credit: UUID
    at: datetime


def write_transfers(conn: Connection, database: Database, kind: str, movements: Sequence[Movement]) -> None:
    """Write one transfer for each movement."""
    event_id, *ids = new_ids(len(movements) + 1)
    database.bulk_insert(
        conn,
        _COLUMNS,
        (
            (
                *(each.row.site_id, id_, event_id, kind, each.debit, each.credit, each.row.miles, each.row.id),
                *(each.row.campaign_id, each.row.test, each.at, day_of(each.at), each.at.astimezone(JST).hour),
            )
            for each, id_ in zip(movements, ids, strict=True)
        ),
    )


def change_state(conn: Connection, rows: Sequence[Row[Any]], before: str, after: str) -> None:
    """Change the state of issues.

    Raises:
        RuntimeError: an issue was not in the state `before`; the transaction must not be committed then.
    """
    changed = 0
    for site_id, ids in by_site(rows):
        own = (issue.c.site_id == site_id) & issue.c.id.in_(ids) & (issue.c.state == before)
        changed += conn.execute(update(issue).where(own).values(state=after)).rowcount
    if changed != len(rows):
        raise RuntimeError(f"{len(rows) - changed} issues were in another state")


def shift_balances(conn: Connection, rows: Sequence[Row[Any]], *, posted: int, pending: int) -> None:
    """Add the miles of issues, times `posted` and `pending` (1, 0 or -1), to both sides of their members' balances."""
    for_each_site(conn, rows, _SHIFT, {"posted": posted, "pending": pending})


def for_each_site(conn: Connection, rows: Sequence[Row[Any]], statement: str, more: dict[str, object]) -> None:
    """Run a statement with `THESE_ISSUES` over the issues, as many at a time as one statement can take."""
    prepared = _over_issues(statement)
    for site_id, ids in by_site(rows):
        conn.execute(prepared, {"site": site_id, "ids": ids, **more})


def by_site(rows: Iterable[Row[Any]]) -> Iterator[tuple[UUID, list[UUID]]]:
    """Yield identities of issues, site by site, as many at a time as one statement can take.

    They are in the order of accounts, in which every transaction locks balances and counts: this avoids deadlocks.
    """
    in_order = sorted(rows, key=lambda row: (row.site_id, row.account_id, row.id))
    for site_id, of_site in groupby(in_order, key=lambda row: row.site_id):
        for some in slices([row.id for row in of_site]):
            yield site_id, list(some)


def _over_issues(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("site", type_=Id), bindparam("ids", type_=Id, expanding=True))
