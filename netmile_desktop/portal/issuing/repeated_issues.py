"""Rows that repeat an earlier issue, from whichever machine: same key and miles in the same campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.tables import batch, issue

REMEMBERED_DAYS = 30
"""Days for which the same key and miles count as a slip; later they are a new purchase."""

Sent = tuple[int, str, int]
"""Line, key and miles of a good row."""


def earlier_issues(
    conn: Connection, site_id: UUID, campaign: tuple[UUID, str], rows: Sequence[Sent], today: date
) -> list[wire.EarlierIssue]:
    """Return for each row that repeats a recent issue the latest such issue; cancelled issues do not count.

    `campaign` is the campaign's identity and ID.
    """
    issued = _issued(conn, site_id, campaign[0], rows, today - timedelta(days=REMEMBERED_DAYS))
    return [
        wire.EarlierIssue(line=line, registration_id=before[0], campaign_id=campaign[1], issued_at=before[1])
        for line, key, miles in rows
        if (before := issued.get((key, miles)))
    ]


def _issued(
    conn: Connection, site_id: UUID, campaign_id: UUID, rows: Sequence[Sent], since: date
) -> dict[tuple[str, int], tuple[str, datetime]]:
    """Return by key and miles the registration that issued them last, and the time."""
    found: dict[tuple[str, int], tuple[str, datetime]] = {}
    for keys in slices(sorted({key for _, key, _ in rows})):
        issues = (
            select(issue.c.member_key, issue.c.miles, issue.c.issued_at, batch.c.code)
            .join(batch, (batch.c.site_id == issue.c.site_id) & (batch.c.id == issue.c.batch_id))
            .where(
                issue.c.site_id == site_id,
                issue.c.member_key.in_(keys),
                issue.c.campaign_id == campaign_id,
                issue.c.issued_on >= since,
                issue.c.state != "cancelled",
            )
        )
        for row in conn.execute(issues.order_by(issue.c.issued_at, batch.c.number)):
            found[row.member_key, row.miles] = row.code, row.issued_at
    return found
