"""Issues as shown everywhere: with campaign, registration, live state and possible actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, literal_column, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction, Cause, RequestState, deadline, way_to_cancel
from netmile_desktop.domain.history import IssueState, IssueType, is_in_history, shown_state
from netmile_desktop.portal.http.paging import slices
from netmile_desktop.portal.tables import batch, campaign, cancel_order, cancellation, issue, user_account

OPEN: ColumnElement[str] = literal_column(f"'{RequestState.REQUESTED}'")
"""A literal, because SQLite would not use the partial indexes of open requests with a parameter."""

waiting = cancellation.alias("waiting")
"""The open request of an issue, if there is one."""

ISSUES: Select[Any] = (
    select(
        issue,
        campaign.c.code.label("campaign_code"),
        campaign.c.name.label("campaign_name"),
        batch.c.code.label("registration_code"),
        waiting.c.id.label("waiting_id"),
    )
    .join(campaign, (campaign.c.site_id == issue.c.site_id) & (campaign.c.id == issue.c.campaign_id))
    .join(batch, (batch.c.site_id == issue.c.site_id) & (batch.c.id == issue.c.batch_id), isouter=True)
    .join(
        waiting,
        (waiting.c.site_id == issue.c.site_id) & (waiting.c.issue_id == issue.c.id) & (waiting.c.state == OPEN),
        isouter=True,
    )
)


def live_state(row: Row[Any]) -> IssueState:
    """Return the current state, from a row of `ISSUES`."""
    return IssueState.REQUESTED if row.waiting_id is not None else IssueState(row.state)


def by_identity(conn: Connection, site_id: UUID, ids: Iterable[UUID], *, for_update: bool = False) -> list[Row[Any]]:
    """Return issues of a site in the order of their identities; `for_update` locks them in their states."""
    found: list[Row[Any]] = []
    for some in slices(sorted(set(ids))):
        own = ISSUES.where(issue.c.site_id == site_id, issue.c.id.in_(some)).order_by(issue.c.id)
        found += conn.execute(own.with_for_update(of=issue) if for_update else own)
    return found


def parsed(ids: Iterable[str]) -> list[UUID]:
    """Return identities from their text; text that is not an identity is skipped."""
    found = []
    for text in ids:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def records(conn: Connection, site_id: UUID, rows: Sequence[Row[Any]], today: date) -> list[wire.IssueRecord]:
    """Return rows of `ISSUES` as a client sees them, in the same order."""
    traces = _traces(conn, site_id, [row.id for row in rows])
    return [_record(row, traces.get(row.id), today) for row in rows]


def _record(row: Row[Any], trace: wire.CancelTrace | None, today: date) -> wire.IssueRecord:
    live, issued_on, transfer_on = live_state(row), row.issued_on, row.transfer_on
    way = way_to_cancel(live, issued_on, transfer_on, today, IssueType(row.source))
    end = deadline(issued_on, transfer_on)
    return wire.IssueRecord(
        issue_id=str(row.id),
        campaign_id=row.campaign_code,
        campaign_name=row.campaign_name,
        registration_id=row.registration_code or "",
        line=row.line,
        type=IssueType(row.source),
        key=row.member_key,
        miles=row.miles,
        issued_at=row.issued_at,
        transfer_on=transfer_on,
        state=shown_state(live, issued_on, transfer_on, today),
        live_state=live,
        in_history=is_in_history(issued_on, today),
        test=row.test,
        action=way if isinstance(way, CancelAction) else None,
        cause=way if isinstance(way, Cause) else None,
        last_on=end.last_on,
        limit=end.limit,
        days_left=end.days_left(today),
        cancellation=trace,
    )


def _traces(conn: Connection, site_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, wire.CancelTrace]:
    """Return the latest cancellation of each issue that has one."""
    found: dict[UUID, wire.CancelTrace] = {}
    for some in slices(ids):
        own = (
            select(
                *(cancellation.c[name] for name in ("issue_id", "state", "decided_at", "cause", "note")),
                *(cancel_order.c[name] for name in ("code", "reason", "ordered_at")),
                user_account.c.name.label("actor"),
            )
            .join(
                cancel_order,
                (cancel_order.c.site_id == cancellation.c.site_id) & (cancel_order.c.id == cancellation.c.order_id),
            )
            .join(user_account, user_account.c.id == cancel_order.c.actor_id)
            .where(cancellation.c.site_id == site_id, cancellation.c.issue_id.in_(some))
        )
        for row in conn.execute(own.order_by(cancel_order.c.ordered_at, cancel_order.c.number)):
            found[row.issue_id] = wire.CancelTrace(
                number=row.code,
                reason=row.reason,
                state=RequestState(row.state),
                requested_at=row.ordered_at,
                requested_by=row.actor,
                decided_at=row.decided_at,
                cause=Cause(row.cause) if row.cause else None,
                note=row.note,
            )
    return found
